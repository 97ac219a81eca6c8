import { endAttempt, failAttempt, releaseAgent, retryAt, runningAttempt } from '../callback/attempts.ts';
import type { Callback } from '../callback/callback.ts';
import { closeCallback } from '../callback/closing.ts';
import { must } from '../contact-center/center.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { Prompt } from '../effects.ts';
import { standInLine, takeItsPlace } from '../callback/entering.ts';
import { isInLine } from '../routing/matching.ts';
import { makeOffer, withdrawOffer } from '../routing/offers.ts';
import { connect } from './connecting.ts';
import { sayGoodbye } from './legs.ts';

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
 * | holding    | hold cap                  | waiting, at the front  | apology; attempt `unattended_answer` |
 * | any of them| key 2                     | retry_pending          | goodbye; snoozed                     |
 * | any of them| key 9                     | closed                 | goodbye; number suppressed           |
 */
export function customerAnswered(turn: Turn, callback: Callback): void {
  const attempt = runningAttempt(turn, callback);
  if (attempt !== null) {
    attempt.answeredAt = turn.now;
    turn.saveAttempt(attempt);
  }
  if (callback.delivery === 'agent_first') connect(turn, callback);
  else if (turn.center.service(callback.serviceId).isConfirmRequired) announce(turn, callback);
  else hold(turn, callback);
}

/** The announcement may take this long before the time for the key begins, milliseconds. */
const ANNOUNCEMENT_MAX_MS = 30_000;

function announce(turn: Turn, callback: Callback): void {
  const service = turn.center.service(callback.serviceId);
  turn.move(callback, 'answer', 'confirming', turn.now + ANNOUNCEMENT_MAX_MS + service.confirmTimeoutMs);
  turn.phone({
    kind: 'play',
    legId: must(callback.customerLegId, 'leg'),
    playId: turn.nextId('play'),
    prompt: promptFor(turn, callback, 'callback_announcement'),
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
  else if (digit === '9') neverAgain(turn, callback);
}

function confirm(turn: Turn, callback: Callback): void {
  turn.note('callback.confirmed', callback);
  hold(turn, callback);
}

/** The customer waits on the line for the agent: nobody stands before them (invariant I9). */
function hold(turn: Turn, callback: Callback): void {
  const service = turn.center.service(callback.serviceId);
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
  const service = turn.center.service(callback.serviceId);
  leaveWith(turn, callback, 'snooze_goodbye');
  if (callback.attemptsConsumed >= service.attemptsMax) {
    closeCallback(turn, callback, 'give_up', 'attempts_exhausted');
    return;
  }
  turn.move(callback, 'snooze', 'retry_pending', retryAt(turn, callback, turn.now + service.snoozeMs));
  turn.note('callback.snoozed', callback, { until: callback.dueAt });
}

function neverAgain(turn: Turn, callback: Callback): void {
  leaveWith(turn, callback, 'cancelled_goodbye');
  const suppression = { phoneNumber: callback.phoneNumber, at: turn.now, reason: 'asked_on_the_phone' };
  turn.center.suppressions.set(callback.phoneNumber, suppression);
  turn.center.recorder.row('suppression', callback.phoneNumber, suppression);
  closeCallback(turn, callback, 'press_cancel', 'cancelled_by_customer', { reason: 'pressed_9' });
  closeOthersOf(turn, callback.phoneNumber);
}

/** Never means never: what else this number asked for ends as well, unless somebody talks with them about it. */
function closeOthersOf(turn: Turn, phoneNumber: string): void {
  for (const serviceId of turn.center.services.keys()) {
    const other = turn.center.openByNumber.get(serviceId, phoneNumber);
    if (other === null) continue;
    const isResting = other.state === 'scheduled' || other.state === 'retry_pending' || isInLine(other);
    if (isResting || other.state === 'offered' || other.state === 'previewing')
      closeCallback(turn, other, 'give_up', 'suppressed');
  }
}

/** Ends the attempt with a last sentence; agent and offer are free again. */
function leaveWith(turn: Turn, callback: Callback, name: Prompt['name']): void {
  turn.unplace(callback);
  if (callback.offerId !== null) withdrawOffer(turn, callback.offerId, 'item_gone');
  endAttempt(turn, callback, 'answered_human');
  if (callback.customerLegId !== null) sayGoodbye(turn, callback.customerLegId, promptFor(turn, callback, name));
  callback.customerLegId = null;
  releaseAgent(turn, callback);
}

/** The customer hung up, or was no human, before an agent was there. */
export function customerGone(
  turn: Turn,
  callback: Callback,
  outcome: 'not_confirmed' | 'hung_up_waiting' | 'answered_machine' | 'fax',
): void {
  turn.unplace(callback);
  if (callback.offerId !== null) withdrawOffer(turn, callback.offerId, 'item_gone');
  failAttempt(turn, callback, outcome);
}

function promptFor(turn: Turn, callback: Callback, name: Prompt['name']): Prompt {
  return { name, language: callback.language, values: { serviceName: turn.center.service(callback.serviceId).name } };
}
