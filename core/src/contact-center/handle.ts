import { setPresence } from '../agents/presence.ts';
import { wrapUp } from '../agents/wrap-up.ts';
import { endHold, holdSlot } from '../calendar/bookings.ts';
import { cancel, close, delay, requeue, reschedule, retry, transfer } from '../callback/actions.ts';
import { requestCallback } from '../callback/request.ts';
import { dialPreviewed } from '../calls/agent-first.ts';
import { requestCallIn } from '../calls/call-in.ts';
import { acceptReady } from '../calls/ready.ts';
import { hangUp, holdCall, muteCall, transferCall } from '../calls/call-control.ts';
import { cancelConsult, completeConsult, consult } from '../calls/consult.ts';
import { deleteRecording } from '../calls/deleting-recording.ts';
import { noteListening } from '../calls/recording.ts';
import { rejoinCall } from '../calls/rejoin.ts';
import { handlePhoneEvent } from '../calls/phone-handler.ts';
import { dialAhead } from '../pacing/dial-ahead.ts';
import { settle } from '../routing/matching.ts';
import { acceptOffer, declineOffer } from '../routing/offers.ts';
import type { Instant } from '../time.ts';
import type { Center } from './center.ts';
import type { Command, CommandBody, Reply } from './commands.ts';
import { configure } from './configure.ts';
import { dialNotMade, recover } from './recover.ts';
import { fireDue } from './timers.ts';
import { done, refuse, Turn } from './turn.ts';

/**
 * Handles one command at a time it is told. What is due by then fires first, so that a late timer never decides after a
 * command that came after it; matching runs last. Everything that changed is in `center.recorder`.
 */
export function handle(center: Center, command: Command, now: Instant): Reply {
  const turn = new Turn(center, now, command);
  // After a start the legs are looked up first: a deadline that passed while we were away says nothing about them.
  if (command.body.kind !== 'recover') fireDue(turn.as('timer'));
  const reply = decide(turn, command.body);
  settle(turn);
  dialAhead(turn);
  return reply;
}

function decide(turn: Turn, body: CommandBody): Reply {
  switch (body.kind) {
    case 'configure':
      return configure(turn, body.changes);
    case 'request_callback':
      return requestCallback(turn, body.request);
    case 'reschedule_callback':
      return reschedule(turn, body);
    case 'cancel_callback':
      return cancel(turn, body);
    case 'requeue_callback':
      return requeue(turn, body);
    case 'retry_callback':
      return retry(turn, body);
    case 'delay_callback':
      return delay(turn, body);
    case 'close_callback':
      return close(turn, body);
    case 'dial_callback':
      return dial(turn, body);
    case 'transfer_callback':
      return transfer(turn, body);
    case 'request_call_in':
      return requestCallIn(turn, body.wish);
    case 'accept_push':
      return acceptReady(turn, body.callbackId);
    case 'hold_slot':
      return holdSlot(turn, body);
    case 'release_hold':
      return releaseHold(turn, body.holdId);
    case 'set_presence':
      return setPresence(turn, body);
    case 'accept_offer':
      return acceptOffer(turn, body.offerId);
    case 'decline_offer':
      return declineOffer(turn, body.offerId, body.reason);
    case 'wrap_up':
      return wrapUp(turn, body);
    case 'hang_up':
      return hangUp(turn, body);
    case 'consult':
      return consult(turn, body);
    case 'complete_consult':
      return completeConsult(turn, body);
    case 'cancel_consult':
      return cancelConsult(turn, body);
    case 'hold_call':
      return holdCall(turn, body);
    case 'rejoin_call':
      return rejoinCall(turn, body);
    case 'mute_call':
      return muteCall(turn, body);
    case 'transfer_call':
      return transferCall(turn, body);
    case 'note_listening':
      return noteListening(turn, body);
    case 'delete_recording':
      return deleteRecording(turn, body);
    case 'phone':
      return handlePhoneEvent(turn, body.event);
    case 'tick':
      return done();
    case 'dial_not_made':
      return dialNotMade(turn, body.legId);
    case 'recover':
      return recover(turn, body.livingLegs);
  }
}

function dial(turn: Turn, body: Extract<CommandBody, { kind: 'dial_callback' }>): Reply {
  const callback = turn.center.callbacks.get(body.callbackId);
  if (callback === undefined) return refuse('unknown_callback', `There is no open callback ${body.callbackId}.`, 'id');
  return dialPreviewed(turn, callback, body.phoneNumber);
}

function releaseHold(turn: Turn, holdId: string): Reply {
  const hold = turn.center.holds.get(holdId);
  if (hold === undefined) return refuse('unknown_hold', 'This place is no longer held.', 'id');
  endHold(turn, hold, false);
  return done(hold.id);
}
