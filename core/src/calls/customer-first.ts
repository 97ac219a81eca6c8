import {
  endAttempt,
  endAttemptForLater,
  failAttempt,
  releaseAgent,
  retryAt,
  runningAttempt,
} from '../callback/attempts.ts';
import type { Callback } from '../callback/callback.ts';
import { closeCallback } from '../callback/closing.ts';
import { must } from '../contact-center/center.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { Prompt } from '../effects.ts';
import { standInLine, takeItsPlace } from '../callback/entering.ts';
import { closeOthersOf, suppress } from '../callback/suppressing.ts';
import { confirmedWaitOver, dialConfirmed } from '../pacing/dials-under-way.ts';
import { makeOffer, withdrawOffer } from '../routing/offers.ts';
import { offerTimes } from './choosing-time.ts';
import { connect } from './connecting.ts';
import { noteRecordingTold } from './joining.ts';
import { sayGoodbye } from './legs.ts';
import { detectMachine } from './machine-detection.ts';
import { hasTimes } from './spoken-times.ts';

/**
 * Customer-first (D1, D2, D5), one row per step. "Reserved" means the agent who became free waits for this customer.
 *
 * | state      | event                     | next                   | asked of the phone                   |
 * |------------|---------------------------|------------------------|--------------------------------------|
 * | dialing    | customer answers          | confirming             | announcement                         |
 * | confirming | key 1                     | holding                | "connecting you", hold music         |
 * | confirming | no key in time, or hang up| retry_pending          | hang up; attempt `not_confirmed`     |
 * | holding    | agent's phone up          | connected              | bridge                               |
 * | holding    | customer hangs up         | retry_pending          | attempt `hung_up_waiting`            |
 * | the same   | the network ends the call | retry_pending          | attempt `network_failure`, which uses nothing up, or `unknown` |
 * | holding    | hold cap                  | waiting, at the front  | apology; attempt `unattended_answer` |
 * | any of them| key 2                     | retry_pending          | goodbye; snoozed                     |
 * | any of them| key 3                     | retry_pending          | times are spoken; then `scheduled`, or snoozed as by key 2 |
 * | any of them| key 9                     | closed                 | goodbye; number suppressed           |
 */
export function customerAnswered(turn: Turn, callback: Callback): void {
  const attempt = runningAttempt(turn, callback);
  if (attempt !== null) {
    attempt.answeredAt = turn.now;
    turn.saveAttempt(attempt);
  }
  if (!detectMachine(turn, callback)) goOnWithCustomer(turn, callback);
}

/** A person has answered, as far as that is known. */
export function goOnWithCustomer(turn: Turn, callback: Callback): void {
  if (callback.delivery === 'agent_first') connect(turn, callback);
  else if (turn.center.service(callback.serviceId).isConfirmRequired) announce(turn, callback);
  else hold(turn, callback);
}

/** The announcement may take this long before the time for the key begins, milliseconds. */
const ANNOUNCEMENT_MAX_MS = 30_000;

function announce(turn: Turn, callback: Callback): void {
  const service = turn.center.service(callback.serviceId);
  turn.move(callback, 'answer', 'confirming', turn.now + ANNOUNCEMENT_MAX_MS + service.confirmTimeoutMs);
  const legId = must(callback.customerLegId, 'leg');
  const isRecorded = service.recording !== 'off';
  if (isRecorded) noteRecordingTold(turn, legId);
  turn.phone({
    kind: 'play',
    legId,
    playId: turn.nextId('play'),
    prompt: promptFor(turn, callback, 'callback_announcement', {
      hasTimes: hasTimes(turn, callback.serviceId) ? 1 : 0,
      isRecorded: isRecorded ? 1 : 0,
    }),
  });
  turn.note('callback.answered', callback);
}

/** The announcement is over: from now on the time for the key runs. */
export function announcementOver(turn: Turn, callback: Callback): void {
  turn.setDue(callback, turn.now + turn.center.service(callback.serviceId).confirmTimeoutMs);
}

/** The customer pressed a key (D8). */
export function customerPressed(turn: Turn, callback: Callback, digit: string): void {
  if (digit === '1' && callback.state === 'confirming') confirm(turn, callback);
  else if (digit === '2') snooze(turn, callback);
  else if (digit === '3') pickAnotherTime(turn, callback);
  else if (digit === '9') neverAgain(turn, callback);
}

function confirm(turn: Turn, callback: Callback): void {
  turn.note('callback.confirmed', callback);
  hold(turn, callback);
}

/** The customer waits on the line for the agent: nobody stands before them (invariant I9). */
function hold(turn: Turn, callback: Callback): void {
  const service = turn.center.service(callback.serviceId);
  dialConfirmed(turn, callback);
  turn.move(callback, callback.state === 'confirming' ? 'confirm' : 'answer', 'holding', turn.now + service.holdCapMs);
  const legId = must(callback.customerLegId, 'leg');
  turn.phone({ kind: 'play', legId, playId: turn.nextId('play'), prompt: promptFor(turn, callback, 'connecting') });
  turn.phone({ kind: 'hold_music', legId, isOn: true });
  const reserved = callback.agentId === null ? undefined : turn.center.agents.get(callback.agentId);
  callback.agentId = null;
  if (reserved !== undefined && reserved.activity === 'reserved') makeOffer(turn, reserved, callback);
  else takeItsPlace(turn, callback);
}

/** Nobody came in time: apology, the place kept at the front, the next dial with a reserved agent (D5, invariant I9). */
export function holdCapReached(turn: Turn, callback: Callback): void {
  turn.unplace(callback);
  if (callback.offerId !== null) withdrawOffer(turn, callback.offerId, 'item_gone');
  confirmedWaitOver(turn, callback, false);
  endAttempt(turn, callback, 'unattended_answer');
  if (callback.customerLegId !== null)
    sayGoodbye(turn, callback.customerLegId, promptFor(turn, callback, 'no_agent_apology'));
  callback.customerLegId = null;
  releaseAgent(turn, callback);
  const service = turn.center.service(callback.serviceId);
  if (callback.attemptsConsumed >= service.attemptsMax) {
    closeCallback(turn, callback, 'give_up', 'attempts_exhausted');
    return;
  }
  turn.move(callback, 'hold_cap', 'waiting', null);
  callback.isAtFront = true;
  standInLine(turn, callback);
}

function snooze(turn: Turn, callback: Callback): void {
  const { snoozeMs } = turn.center.service(callback.serviceId);
  const legId = restForSnooze(turn, callback);
  if (legId !== null) sayGoodbye(turn, legId, promptFor(turn, callback, 'snooze_goodbye', { delayMs: snoozeMs }));
}

/**
 * The callback is snoozed at once, so that nothing is lost whatever the customer does next; they stay on the line and choose a
 * time among those that are spoken (D8). Without free times it is a snooze.
 */
function pickAnotherTime(turn: Turn, callback: Callback): void {
  if (!hasTimes(turn, callback.serviceId)) return snooze(turn, callback);
  const legId = restForSnooze(turn, callback);
  const leg = legId === null ? undefined : turn.center.legs.get(legId);
  if (leg === undefined || leg.hangUpAsked) return;
  leg.isLeaving = true;
  offerTimes(turn, leg, callback, {}, turn.now);
}

/** Lets the callback rest for the snooze. Its customer's leg, still up, serves nothing any more: the caller of this ends it. */
function restForSnooze(turn: Turn, callback: Callback): string | null {
  const { snoozeMs } = turn.center.service(callback.serviceId);
  turn.unplace(callback);
  if (callback.offerId !== null) withdrawOffer(turn, callback.offerId, 'item_gone');
  endAttemptForLater(turn, callback);
  const legId = callback.customerLegId;
  callback.customerLegId = null;
  releaseAgent(turn, callback);
  turn.move(callback, 'snooze', 'retry_pending', retryAt(turn, callback, turn.now + snoozeMs));
  turn.note('callback.snoozed', callback, { until: callback.dueAt });
  return legId;
}

function neverAgain(turn: Turn, callback: Callback): void {
  turn.unplace(callback);
  if (callback.offerId !== null) withdrawOffer(turn, callback.offerId, 'item_gone');
  endAttempt(turn, callback, 'answered_human');
  if (callback.customerLegId !== null)
    sayGoodbye(turn, callback.customerLegId, promptFor(turn, callback, 'cancelled_goodbye'));
  callback.customerLegId = null;
  releaseAgent(turn, callback);
  suppress(turn, callback.phoneNumber, 'asked_on_the_phone');
  closeCallback(turn, callback, 'press_cancel', 'cancelled_by_customer', { reason: 'pressed_9' });
  closeOthersOf(turn, callback.phoneNumber);
}

/** The customer hung up, or was lost, before an agent was there. */
export function customerGone(
  turn: Turn,
  callback: Callback,
  outcome: 'not_confirmed' | 'hung_up_waiting' | 'network_failure' | 'unknown',
): void {
  turn.unplace(callback);
  if (callback.offerId !== null) withdrawOffer(turn, callback.offerId, 'item_gone');
  confirmedWaitOver(turn, callback, false);
  failAttempt(turn, callback, outcome);
}

function promptFor(turn: Turn, callback: Callback, name: Prompt['name'], more: Prompt['values'] = {}): Prompt {
  const serviceName = turn.center.service(callback.serviceId).name;
  return { name, language: callback.language, values: { serviceName, ...more } };
}
