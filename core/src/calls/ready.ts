import type { Callback } from '../callback/callback.ts';
import { noteDialForPromise } from '../callback/promise.ts';
import { calendarOf } from '../callback/callable.ts';
import { isLegal } from '../callback/lifecycle.ts';
import type { Reply } from '../contact-center/commands.ts';
import { refuse, type Turn } from '../contact-center/turn.ts';
import { clearEarmarkOf } from '../routing/earmarks.ts';
import { giveNumber } from './call-in.ts';

/**
 * Delayed call-in (P4): the callback waits in its line; when an agent is there for it the customer is told, and calls in.
 *
 * | state           | event                          | next            | tells                                          |
 * |-----------------|--------------------------------|-----------------|------------------------------------------------|
 * | `waiting`       | first in line, an agent free   | `notified`      | `callback.ready`; an agent is counted for them |
 * | `notified`      | customer accepts               | `awaiting_call` | `callback.call_in_details`: number and code    |
 * | `notified`      | customer delays                | `retry_pending` | `callback.put_off`; place kept                 |
 * | `notified`      | nobody answers in time         | `notified`      | `callback.ready_expired`; out of the line, can be accepted until it expires |
 * | `awaiting_call` | customer calls in and is known | `holding`       | see `call-in-menu.ts`                          |
 * | `awaiting_call` | request expires                | `notified`      | `callback.ready_expired`                       |
 * | either          | expiry, purge, closing time    | `closed`        | `expired`, `purged`                            |
 * | either          | cancelled                      | `closed`        |                                                |
 */
export function tellReady(turn: Turn, callback: Callback): void {
  const group = groupOf(turn, callback);
  const untilAt = turn.now + (group?.readyForMs ?? READY_UNLESS_TOLD_MS);
  turn.move(callback, 'notify', 'notified', untilAt);
  noteDialForPromise(turn, callback);
  turn.note('callback.ready', callback, { until: untilAt });
}

/** How long an agent is counted on for a customer whose service has no call-in group by now, milliseconds. */
const READY_UNLESS_TOLD_MS = 300_000;
/** How soon a callback that nothing ends is looked at again, milliseconds. */
const LOOK_AGAIN_MS = 86_400_000;

function groupOf(turn: Turn, callback: Callback) {
  const { callInGroupId } = turn.center.service(callback.serviceId);
  return callInGroupId === null ? undefined : turn.center.callInGroups.get(callInGroupId);
}

/** The customer will call now: they get the number, and the code where the group uses codes. */
export function acceptReady(turn: Turn, callbackId: string): Reply {
  const callback = turn.center.callbacks.get(callbackId);
  if (callback === undefined) return refuse('unknown_callback', `There is no open callback ${callbackId}.`, 'id');
  if (!isLegal('accept_push', callback.state) && callback.state !== 'awaiting_call') {
    const detail = `A callback in state ${callback.state} is not ready to be called in for.`;
    return refuse('not_allowed_in_state', detail, 'id');
  }
  const service = turn.center.service(callback.serviceId);
  const calendar = calendarOf(turn.center, service.id);
  if (!calendar.isOpen(turn.now)) {
    const opening = calendar.nextOpening(turn.now);
    const alternatives = opening === null ? [] : [opening];
    return refuse('service_closed', 'This service is closed now: nobody could take the call.', 'id', { alternatives });
  }
  const { phoneNumber } = callback;
  const wish = { serviceId: service.id, phoneNumber, callbackId, context: {} };
  const reply = giveNumber(turn, service, wish, callback);
  if (!reply.ok || callback.state === 'awaiting_call') return reply;
  turn.move(callback, 'accept_push', 'awaiting_call', reply.expiresAt ?? turn.now);
  turn.note('callback.call_in_details', callback, { callInId: reply.id, expiresAt: reply.expiresAt ?? null });
  return reply;
}

/** Nobody answered "ready" in time: the agent is counted anew, the customer can still accept until the callback expires. */
export function readyUnanswered(turn: Turn, callback: Callback): void {
  clearEarmarkOf(turn, callback.id);
  const { expiresAt } = callback;
  turn.setDue(callback, expiresAt !== null && expiresAt > turn.now ? expiresAt : turn.now + LOOK_AGAIN_MS);
  turn.note('callback.ready_expired', callback);
}

/** They accepted and did not call: as if they had not answered. */
export function callStayedOut(turn: Turn, callback: Callback): void {
  turn.move(callback, 'call_in_expired', 'notified', null);
  readyUnanswered(turn, callback);
}
