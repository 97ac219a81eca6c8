import { cancel } from '../callback/actions.ts';
import { cutAttempt, dropCustomerLeg, releaseAgent } from '../callback/attempts.ts';
import type { Callback } from '../callback/callback.ts';
import { closeCallback } from '../callback/closing.ts';
import { standInLine, takeItsPlace } from '../callback/entering.ts';
import { isLegal } from '../callback/lifecycle.ts';
import { must } from '../contact-center/center.ts';
import type { Turn } from '../contact-center/turn.ts';
import { linePriorityOf } from '../queue/line.ts';
import { withdrawOffer } from '../routing/offers.ts';
import { ask, closeMenu } from './asking.ts';
import { offerTimes } from './choosing-time.ts';
import { closeLiveCall, planInvitation } from './in-queue.ts';
import { itemPrompt } from './item-prompt.ts';
import type { Leg } from './leg.ts';
import { sayGoodbye } from './legs.ts';
import type { LiveCall } from './live-call.ts';
import type { Menu } from './menu.ts';
import { menuUnanswered, speakAndWait, stayInLine, wrongKey } from './menu-keys.ts';

/**
 * A caller whose number has an open callback (P7). Of the service they called: they stand in its line at the place of their
 * callback from the first moment, and are asked meanwhile. Of another service: they stand in the line they called. Out of the
 * hours of the service they called they are in no line, and can do all but wait.
 *
 * | their callback is     | asked               | key or silence        | next                                            |
 * |-----------------------|---------------------|-----------------------|-------------------------------------------------|
 * | resting or in line    | `recognised_caller` | 1                     | waits at the kept place                         |
 * | resting or in line    | `recognised_caller` | 2, when there are times | `time_choices`; then moved, goodbye           |
 * | resting or in line    | `recognised_caller` | 3                     | callback cancelled by the customer, goodbye     |
 * | resting or in line    | `recognised_caller` | nothing, twice        | waits: at the kept place, or in the line called |
 * | offered, in preview   | the same            | the same              | taken back from the agent first                 |
 * | being dialled         | the same            | the same              | our dial is given up first; it uses no attempt  |
 * | any, out of hours     | `recognised_closed` | 2, when there are times | `time_choices`; then moved, goodbye           |
 * | any, out of hours     | `recognised_closed` | 3                     | callback cancelled by the customer, goodbye     |
 * | any, out of hours     | `recognised_closed` | another, or nothing, twice | goodbye; the callback stands               |
 * | on the line with us   | -                   | -                     | an ordinary caller                              |
 *
 * | while they wait       | their callback                                                                       |
 * |-----------------------|--------------------------------------------------------------------------------------|
 * | connected             | closed, `superseded_by_call_in`                                                      |
 * | hang up               | stands as before, at its place (and is dialled no earlier than now: invariant I10)   |
 * | take the invitation   | stands as before                                                                     |
 */
export function pendingCallbackOf(turn: Turn, serviceId: string, fromNumber: string): Callback | null {
  const open = turn.center.openByNumber.ofNumber(fromNumber).filter(isPending);
  return open.find((callback) => callback.serviceId === serviceId) ?? open[0] ?? null;
}

const pendingStates: ReadonlySet<string> = new Set([
  'scheduled',
  'waiting',
  'retry_pending',
  'offered',
  'previewing',
  'dialing',
  'notified',
  'awaiting_call',
]);

function isPending(callback: Callback): boolean {
  return callback.delivery !== 'video' && isAwayFromUs(callback);
}

/** Is the customer of an open callback not on the line with us in this matter? */
export function isAwayFromUs(callback: Callback): boolean {
  return pendingStates.has(callback.state);
}

/** The caller is known: their callback rests, they stand in the line, and are asked what they want. */
export function greetRecognised(turn: Turn, leg: Leg, call: LiveCall, callback: Callback): void {
  const isOwnService = callback.serviceId === call.serviceId;
  turn.note('live_call.recognised', call, { callbackId: callback.id, isOwnService });
  turn.note('callback.customer_called_in', callback, { liveCallId: call.id });
  takeBack(turn, callback);
  if (isOwnService) adoptPlace(turn, call, callback);
  takeItsPlace(turn, call);
  turn.note('live_call.queued', call, { arrivalAt: call.arrivalAt });
  planInvitation(turn, call);
  ask(turn, leg, call, { step: 'recognised_caller', callbackId: callback.id });
}

/** The service they called is closed: they hear of their callback, and may move or cancel it. */
export function greetWhenClosed(turn: Turn, leg: Leg, call: LiveCall, callback: Callback): void {
  const isOwnService = callback.serviceId === call.serviceId;
  turn.note('live_call.recognised', call, { callbackId: callback.id, isOwnService });
  turn.note('callback.customer_called_in', callback, { liveCallId: call.id });
  takeBack(turn, callback);
  ask(turn, leg, call, { step: 'recognised_closed', callbackId: callback.id });
}

/** Whoever has the callback in hand lets it go: its customer is on the line now. A dial of ours is given up. */
export function takeBack(turn: Turn, callback: Callback): void {
  if (callback.state === 'offered') withdrawOffer(turn, must(callback.offerId, 'offer'), 'customer_called');
  else if (callback.state === 'previewing' || callback.state === 'dialing') {
    if (callback.state === 'dialing') cutAttempt(turn, callback);
    dropCustomerLeg(turn, callback);
    releaseAgent(turn, callback);
    turn.move(callback, 'agent_lost', 'waiting', null);
    standInLine(turn, callback);
  }
}

/** The place of the callback becomes the caller's. The call must be out of the line. */
export function adoptPlace(turn: Turn, call: LiveCall, callback: Callback): void {
  call.callbackId = callback.id;
  call.serviceId = callback.serviceId;
  call.queueId = callback.queueId;
  call.arrivalAt = Math.min(turn.now, callback.arrivalAt);
  call.priority = linePriorityOf(callback);
  call.subjectId = callback.subjectId;
  call.language = callback.language;
  call.preferredAgentId = callback.preferredAgentId;
  call.preferredUntilAt = callback.preferredUntilAt;
  call.excludedAgentIds = [...new Set([...call.excludedAgentIds, ...callback.excludedAgentIds])];
  turn.saveItem(call);
}

/** A key at the question what they want. */
export function recognitionPressed(turn: Turn, leg: Leg, call: LiveCall, menu: Menu, digit: string): void {
  const callback = menu.callbackId === null ? undefined : turn.center.callbacks.get(menu.callbackId);
  // It ended meanwhile, for example cancelled on the web: there is nothing left to choose.
  if (callback === undefined) return stayInLine(turn, leg, call);
  if (digit === '1') rejoin(turn, leg, call, callback);
  else if (digit === '3') callOff(turn, leg, call, callback);
  else if (digit !== '2' || !isLegal('reschedule', callback.state) || !offerTimes(turn, leg, call, {}, turn.now))
    wrongKey(turn, leg, call, menu);
}

/** A key at the question out of hours. What ended meanwhile, for example on the web, cannot be changed any more. */
export function recognisedClosedPressed(turn: Turn, leg: Leg, call: LiveCall, menu: Menu, digit: string): void {
  const callback = menu.callbackId === null ? undefined : turn.center.callbacks.get(menu.callbackId);
  if (callback === undefined) return menuUnanswered(turn, leg, call, menu);
  if (digit === '3') callOff(turn, leg, call, callback);
  else if (digit !== '2' || !isLegal('reschedule', callback.state) || !offerTimes(turn, leg, call, {}, turn.now))
    wrongKey(turn, leg, call, menu);
}

function rejoin(turn: Turn, leg: Leg, call: LiveCall, callback: Callback): void {
  if (call.callbackId !== callback.id) {
    if (call.offerId !== null) withdrawOffer(turn, call.offerId, 'customer_called');
    turn.unplace(call);
    adoptPlace(turn, call, callback);
    takeItsPlace(turn, call);
  }
  closeMenu(turn, leg);
  speakAndWait(turn, leg, itemPrompt(turn, call, 'place_kept'));
}

function callOff(turn: Turn, leg: Leg, call: LiveCall, callback: Callback): void {
  const prompt = itemPrompt(turn, call, 'cancelled_goodbye', {
    serviceName: turn.center.service(callback.serviceId).name,
  });
  cancel(turn, { kind: 'cancel_callback', callbackId: callback.id, by: 'customer', reason: null });
  call.callbackId = callback.id;
  closeLiveCall(turn, call, 'cancelled_callback');
  sayGoodbye(turn, leg.id, prompt);
}

/** Nothing was chosen: the caller waits, at the kept place where they have it. */
export function keepTheirPlace(turn: Turn, leg: Leg, call: LiveCall, menu: Menu): void {
  if (call.callbackId !== menu.callbackId) return stayInLine(turn, leg, call);
  closeMenu(turn, leg);
  speakAndWait(turn, leg, itemPrompt(turn, call, 'place_kept'));
}

/** The caller talks with an agent: the callback they came back for has been made by themselves. */
export function supersede(turn: Turn, call: LiveCall): void {
  const callback = call.callbackId === null ? undefined : turn.center.callbacks.get(call.callbackId);
  if (callback === undefined || !isLegal('supersede', callback.state)) return;
  closeCallback(turn, callback, 'supersede', 'superseded_by_call_in', { liveCallId: call.id });
}

/** What the caller does not want to be asked any more: an agent has taken the call. */
export function leaveMenu(turn: Turn, call: LiveCall): void {
  const leg = call.customerLegId === null ? undefined : turn.center.legs.get(call.customerLegId);
  if (call.isInvited) {
    call.isInvited = false;
    turn.saveItem(call);
  }
  if (leg === undefined || leg.menu === null) return;
  closeMenu(turn, leg);
  speakAndWait(turn, leg, itemPrompt(turn, call, 'connecting'));
}
