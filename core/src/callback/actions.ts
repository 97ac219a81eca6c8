import { bookSlot, releasePlace } from '../calendar/bookings.ts';
import { finishWrapUp } from '../agents/wrap-up.ts';
import type { CommandBody, Reply } from '../contact-center/commands.ts';
import { done, refuse, type Turn } from '../contact-center/turn.ts';
import { clearEarmarkOf } from '../routing/earmarks.ts';
import { withdrawOffer } from '../routing/offers.ts';
import { queueOfTarget } from '../routing/transfer-target.ts';
import { applyPlacePolicy, releaseAgent, retryAt } from './attempts.ts';
import type { Callback } from './callback.ts';
import { closeCallback } from './closing.ts';
import { comeDue, standInLine } from './entering.ts';
import { actionEvents, allowedActions, isLegal, type CallbackAction } from './lifecycle.ts';
import { expiryOf, giveHoldBack, waitForSlot } from './request.ts';

type Body<K extends CommandBody['kind']> = Extract<CommandBody, { kind: K }>;

/** The open callback, or the refusal: unknown, or not in a state for this action. */
function find(turn: Turn, callbackId: string, action: CallbackAction): { callback: Callback } | { refusal: Reply } {
  const callback = turn.center.callbacks.get(callbackId);
  if (callback === undefined)
    return { refusal: refuse('unknown_callback', `There is no open callback ${callbackId}.`, 'id') };
  if (isLegal(actionEvents[action], callback.state)) return { callback };
  const allowed = allowedActions(callback.state).join(', ');
  const detail = `A callback in state ${callback.state} does not allow ${action}. Allowed now: ${allowed === '' ? 'nothing' : allowed}.`;
  return { refusal: refuse('not_allowed_in_state', detail, 'id') };
}

/** Moves a callback to another time; the old place is given up only when the new one is taken (S6, invariant I3). */
export function reschedule(turn: Turn, command: Body<'reschedule_callback'>): Reply {
  const found = find(turn, command.callbackId, 'reschedule');
  if ('refusal' in found) return found.refusal;
  const { callback } = found;
  if (callback.scheduledFor === command.scheduledFor && command.scheduledFor > turn.now)
    return keepTime(turn, callback, command);
  const refusal = takeNewPlace(turn, callback, command);
  if (refusal !== null) return refusal;
  turn.unplace(callback);
  adoptTime(turn, callback, command.scheduledFor);
  return restUntilSlot(turn, callback, command);
}

/**
 * "Another" time that is the one it has: whoever keeps their time keeps their place, in the slot and in the line (Q2, S6). One
 * that was put off comes at that time again.
 */
function keepTime(turn: Turn, callback: Callback, command: Body<'reschedule_callback'>): Reply {
  if (command.slotHoldId !== null) giveHoldBack(turn, command.slotHoldId);
  return callback.state === 'retry_pending' ? restUntilSlot(turn, callback, command) : done(callback.id);
}

function restUntilSlot(turn: Turn, callback: Callback, command: Body<'reschedule_callback'>): Reply {
  turn.move(callback, 'reschedule', 'scheduled', null);
  turn.note('callback.rescheduled', callback, { scheduledFor: command.scheduledFor });
  waitForSlot(turn, callback);
  return done(callback.id);
}

/** Books the new place, then gives the old one up. */
function takeNewPlace(turn: Turn, callback: Callback, command: Body<'reschedule_callback'>): Reply | null {
  const { scheduledFor } = callback;
  const refusal = bookSlot(turn, callback.serviceId, command.scheduledFor, command.slotHoldId);
  if (refusal === null && scheduledFor !== null && scheduledFor > turn.now)
    releasePlace(turn, callback.serviceId, scheduledFor);
  return refusal;
}

/** Everything that was counted from the old time is counted from the new one. */
function adoptTime(turn: Turn, callback: Callback, scheduledFor: number): void {
  const service = turn.center.service(callback.serviceId);
  callback.scheduledFor = scheduledFor;
  callback.arrivalAt = scheduledFor;
  callback.isAtFront = false;
  callback.priority = service.priority.initial;
  callback.preferredUntilAt = callback.preferredAgentId === null ? null : scheduledFor + service.affinityWaitMs;
  callback.expiresAt = expiryOf(service, scheduledFor);
  callback.promise = {
    fromAt: scheduledFor,
    toAt: scheduledFor + service.slotMinutes * 60_000,
    isKept: null,
    isRiskTold: false,
  };
  turn.due('expiry', callback.id, callback.expiresAt);
}

/** Cancels, in every state before the two talk. After the acknowledgement nobody is dialled (invariant I4). */
export function cancel(turn: Turn, command: Body<'cancel_callback'>): Reply {
  const found = find(turn, command.callbackId, 'cancel');
  if ('refusal' in found) return found.refusal;
  const outcome = command.by === 'customer' ? 'cancelled_by_customer' : 'cancelled_by_staff';
  found.callback.note = command.reason;
  closeCallback(turn, found.callback, 'cancel', outcome);
  return done(found.callback.id);
}

/** Puts a callback back in its line at once, at its place; an agent who had it is free (Q2). */
export function requeue(turn: Turn, command: Body<'requeue_callback'>): Reply {
  const found = find(turn, command.callbackId, 'requeue');
  if ('refusal' in found) return found.refusal;
  const { callback } = found;
  applyPlacePolicy(turn, callback);
  takeFromAgent(turn, callback);
  turn.move(callback, 'requeue', 'waiting', null);
  turn.note('callback.queued', callback, { arrivalAt: callback.arrivalAt });
  standInLine(turn, callback);
  return done(callback.id);
}

/** Takes it from the agent who has it, who is not the first to see it again. */
function takeFromAgent(turn: Turn, callback: Callback): void {
  const { agentId } = callback;
  if (agentId !== null && !callback.declinedAgentIds.includes(agentId))
    callback.declinedAgentIds = [...callback.declinedAgentIds, agentId];
  if (callback.offerId !== null) withdrawOffer(turn, callback.offerId, 'item_gone');
  releaseAgent(turn, callback);
}

/** Tries again at a time; without one at once, or after an attempt that failed, at the usual pause. The place is kept. */
export function retry(turn: Turn, command: Body<'retry_callback'>): Reply {
  const found = find(turn, command.callbackId, 'retry');
  if ('refusal' in found) return found.refusal;
  if (command.at !== null && command.at < turn.now)
    return refuse('time_in_past', 'Choose a time in the future.', 'after');
  restUntil(turn, found.callback, command.at ?? turn.now + usualPauseMs(turn, found.callback));
  return done(found.callback.id);
}

function usualPauseMs(turn: Turn, callback: Callback): number {
  if (callback.state !== 'previewing' || callback.lastAttemptOutcome === null) return 0;
  return turn.center.service(callback.serviceId).outcomeRules[callback.lastAttemptOutcome].retryAfterMs;
}

/** "Call me later": rests for a while, place kept. */
export function delay(turn: Turn, command: Body<'delay_callback'>): Reply {
  const found = find(turn, command.callbackId, 'delay');
  if ('refusal' in found) return found.refusal;
  restUntil(turn, found.callback, turn.now + command.forMs);
  return done(found.callback.id);
}

function restUntil(turn: Turn, callback: Callback, at: number): void {
  turn.unplace(callback);
  releaseAgent(turn, callback);
  clearEarmarkOf(turn, callback.id);
  turn.move(callback, 'retry_later', 'retry_pending', retryAt(turn, callback, at));
  turn.note('callback.put_off', callback, { until: callback.dueAt });
  if (callback.dueAt !== null && callback.dueAt <= turn.now) comeDue(turn, callback);
}

/** An agent or supervisor closes it with a disposition. */
export function close(turn: Turn, command: Body<'close_callback'>): Reply {
  const found = find(turn, command.callbackId, 'close');
  if ('refusal' in found) return found.refusal;
  const { callback } = found;
  if (callback.state === 'wrapping_up') return finishWrapUp(turn, callback, command.disposition, command.note);
  callback.disposition = command.disposition;
  const outcome = callback.state === 'joining' ? 'completed' : 'cancelled_by_staff';
  callback.note = command.note;
  closeCallback(turn, callback, 'close', outcome, { disposition: command.disposition });
  return done(callback.id);
}

/** Gives a callback to another queue or agent before dialling; place kept, one owner. */
export function transfer(turn: Turn, command: Body<'transfer_callback'>): Reply {
  const found = find(turn, command.callbackId, 'transfer');
  if ('refusal' in found) return found.refusal;
  const { callback } = found;
  const queueId = queueOfTarget(turn.center, callback, command);
  if (typeof queueId !== 'string') return queueId;
  turn.unplace(callback);
  callback.transferredBy = callback.agentId;
  takeFromAgent(turn, callback);
  turn.changeQueue(callback, queueId);
  if (command.agentId !== null) {
    callback.preferredAgentId = command.agentId;
    callback.declinedAgentIds = callback.declinedAgentIds.filter((id) => id !== command.agentId);
    callback.preferredUntilAt =
      turn.now + Math.max(TRANSFER_WAIT_MS, turn.center.service(callback.serviceId).affinityWaitMs);
  }
  turn.move(callback, 'transfer', 'waiting', null);
  turn.note('callback.transferred', callback, { queueId: command.queueId, agentId: command.agentId });
  standInLine(turn, callback);
  return done(callback.id);
}

/** How long a callback given to one agent waits for that agent before others may take it, milliseconds. */
const TRANSFER_WAIT_MS = 600_000;
