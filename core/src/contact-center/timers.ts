import { finishWrapUp } from '../agents/wrap-up.ts';
import { endHold } from '../calendar/bookings.ts';
import { failAttempt, retryAt, releaseAgent } from '../callback/attempts.ts';
import { calendarOf } from '../callback/callable.ts';
import type { Callback } from '../callback/callback.ts';
import { closeCallback } from '../callback/closing.ts';
import { comeDue, putOff, review } from '../callback/entering.ts';
import { isLegal } from '../callback/lifecycle.ts';
import { dialPreviewed } from '../calls/agent-first.ts';
import { agentPhoneFailed, finishCall } from '../calls/connecting.ts';
import { callInDue } from '../calls/call-in.ts';
import { dueAtOf } from '../calls/call-in-request.ts';
import { wrongCodesDue, wrongCodesDueAt } from '../calls/wrong-codes.ts';
import { callStayedOut, readyUnanswered } from '../calls/ready.ts';
import { customerGone, holdCapReached } from '../calls/customer-first.ts';
import { considerInvitation, inviteAtClosing } from '../calls/in-queue.ts';
import { recordingTold } from '../calls/joining.ts';
import type { Leg } from '../calls/leg.ts';
import { endLeg, forgetLeg } from '../calls/legs.ts';
import { consultLegEnded } from '../calls/phone-handler.ts';
import { personHeard } from '../calls/machine-detection.ts';
import { isConsulted } from '../calls/consult.ts';
import { menuSilent } from '../calls/menu-keys.ts';
import { agentStayedAway, isAgentAway } from '../calls/rejoin.ts';
import { isInLine, settle } from '../routing/matching.ts';
import { expireOffer } from '../routing/offers.ts';
import type { Due } from './due-times.ts';
import type { Turn } from './turn.ts';

/**
 * Fires everything that is due, earliest first. The row decides: an entry whose row names another time is old and is
 * skipped. Matching runs after each, so that a batch of timers decides as if each had come alone.
 */
export function fireDue(turn: Turn): void {
  for (;;) {
    const due = turn.center.dueTimes.popDue(turn.now);
    if (due === null) return;
    fire(turn, due);
    settle(turn);
  }
}

function fire(turn: Turn, due: Due): void {
  const { center } = turn;
  switch (due.kind) {
    case 'item':
      return fireItem(turn, due);
    case 'review':
      return fireReview(turn, due);
    case 'expiry':
      return fireExpiry(turn, due);
    case 'offer': {
      const offer = center.offers.get(due.id);
      if (offer !== undefined && offer.expiresAt === due.at) expireOffer(turn, offer);
      return;
    }
    case 'leg': {
      const leg = center.legs.get(due.id);
      if (leg !== undefined && leg.deadlineAt === due.at) fireLeg(turn, leg);
      return;
    }
    case 'call_in': {
      const callIn = center.callIns.get(due.id);
      if (callIn !== undefined && dueAtOf(callIn) === due.at) callInDue(turn, callIn);
      const wrong = center.wrongCodes.get(due.id);
      if (wrong !== undefined && wrongCodesDueAt(wrong) === due.at) wrongCodesDue(turn, wrong);
      return;
    }
    case 'hold': {
      const hold = center.holds.get(due.id);
      if (hold !== undefined) endHold(turn, hold, false);
      return;
    }
    case 'service':
      if (center.closingAtByService.get(due.id) === due.at) servicesClose(turn, due.at);
      return;
    case 'slot':
      center.slots.delete(due.id);
      center.recorder.row('slot', due.id, null);
      return;
  }
}

function fireReview(turn: Turn, due: Due): void {
  const item = turn.center.item(due.id);
  if (item !== null && item.reviewAt === due.at) review(turn, item);
}

function fireItem(turn: Turn, due: Due): void {
  const item = turn.center.item(due.id);
  if (item === null || item.dueAt !== due.at) return;
  if (item.state === 'wrapping_up') finishWrapUp(turn, item, null, null);
  else if (isAgentAway(turn, item)) agentStayedAway(turn, item);
  else if (item.state === 'connected') finishCall(turn, item, 'time_limit');
  else if (item.kind === 'live_call') considerInvitation(turn, item);
  else fireCallback(turn, item);
}

function fireCallback(turn: Turn, callback: Callback): void {
  switch (callback.state) {
    case 'scheduled':
    case 'retry_pending':
      return comeDue(turn, callback);
    case 'confirming':
      return customerGone(turn, callback, 'not_confirmed');
    case 'holding':
      return holdCapReached(turn, callback);
    case 'previewing':
      return previewOver(turn, callback);
    case 'notified':
      return readyUnanswered(turn, callback);
    case 'awaiting_call':
      return callStayedOut(turn, callback);
    case 'joining':
      return closeCallback(turn, callback, 'close', 'completed', { reason: 'meeting_time_over' });
    default:
      throw new Error(`timers: ${callback.id} has a deadline in state ${callback.state}`);
  }
}

/** The countdown dials; the redial window, or a preview nobody used, puts the callback back with its place kept (D3). */
function previewOver(turn: Turn, callback: Callback): void {
  const service = turn.center.service(callback.serviceId);
  if (!callback.isRedialWindow && service.dialCountdownMs !== null && dialPreviewed(turn, callback, null).ok) return;
  const rule = callback.lastAttemptOutcome === null ? null : service.outcomeRules[callback.lastAttemptOutcome];
  releaseAgent(turn, callback);
  turn.move(callback, 'retry_later', 'retry_pending', retryAt(turn, callback, turn.now + (rule?.retryAfterMs ?? 0)));
  turn.note('callback.put_off', callback, { until: callback.dueAt });
}

/** A callback nobody could make in time ends (A5); one that is being made just now is looked at again after. */
function fireExpiry(turn: Turn, due: Due): void {
  const callback = turn.center.callbacks.get(due.id);
  if (callback === undefined || callback.expiresAt !== due.at) return;
  const isResting =
    callback.state === 'scheduled' ||
    callback.state === 'retry_pending' ||
    isInLine(callback) ||
    isAskedToCall(callback);
  // Who called in meanwhile keeps it for the case that they hang up before an agent is there (P7).
  const isHere = turn.center.isOnTheLine(callback.phoneNumber);
  if (isResting && !isHere && isLegal('give_up', callback.state) && callback.state !== 'holding') {
    const { expireAfterMs, purgeAfterMs } = turn.center.service(callback.serviceId);
    const isPurge = purgeAfterMs !== null && (expireAfterMs === null || purgeAfterMs < expireAfterMs);
    closeCallback(turn, callback, 'give_up', isPurge ? 'purged' : 'expired');
  } else {
    callback.expiresAt = turn.now + EXPIRY_RECHECK_MS;
    turn.due('expiry', callback.id, callback.expiresAt);
    turn.saveItem(callback);
  }
}

/** How soon the expiry of a callback that is being made is looked at again, milliseconds. */
const EXPIRY_RECHECK_MS = 60_000;

/** The phone system kept silent about a leg past its deadline. */
function fireLeg(turn: Turn, leg: Leg): void {
  if (leg.menu !== null) menuSilent(turn, leg, leg.menu);
  else if (leg.isLeaving && !leg.hangUpAsked) endLeg(turn, leg.id);
  else if (leg.isDetecting && !leg.hangUpAsked) personHeard(turn, leg);
  else if (leg.noticePlayId !== null && !leg.hangUpAsked) recordingTold(turn, leg);
  else if (leg.hangUpAsked) forgetLeg(turn, leg);
  else loseLeg(turn, leg);
}

/** A leg of which nothing is known any more: its outcome is unknown, and it is never dialled again to find out (A1). */
export function loseLeg(turn: Turn, leg: Leg): void {
  endLeg(turn, leg.id);
  const item = turn.center.item(leg.itemId);
  if (item === null) return;
  if (isConsulted(item, leg.id)) consultLegEnded(turn, item);
  else if (item.agentLegId === leg.id && item.state === 'connected') agentStayedAway(turn, item);
  else if (item.agentLegId === leg.id) agentPhoneFailed(turn, item);
  else if (item.kind === 'callback' && item.customerLegId === leg.id && item.state === 'dialing')
    failAttempt(turn, item, 'unknown');
}

/**
 * Business hours end: waiting callbacks are purged or wait for the next opening, callers are invited or told (A5, R2). All
 * services that close at this time close together, because many do at the full hour and everybody open is looked at for it.
 */
function servicesClose(turn: Turn, at: number): void {
  const { center } = turn;
  const closing = [...center.closingAtByService].flatMap(([id, closesAt]) => (closesAt === at ? [id] : []));
  for (const serviceId of closing) center.closingAtByService.delete(serviceId);
  const known = closing.filter((serviceId) => center.services.has(serviceId));
  const closed = known.filter((serviceId) => !calendarOf(center, serviceId).isOpen(turn.now));
  const opensAtByService = new Map(closed.map((id) => [id, calendarOf(center, id).nextOpening(turn.now)]));
  if (opensAtByService.size > 0) {
    for (const callback of Array.from(center.callbacks.values())) {
      const opensAt = opensAtByService.get(callback.serviceId);
      if (opensAt !== undefined) closeForToday(turn, callback, opensAt);
    }
    for (const call of center.liveCalls.values()) if (opensAtByService.has(call.serviceId)) inviteAtClosing(turn, call);
  }
  for (const serviceId of known) planClosing(turn, serviceId);
}

/** After a start: what still stands in the line of a service that closed while we were away is treated as at closing. */
export function closeWhatWasMissed(turn: Turn): void {
  const opensAtByService = new Map<string, number | null>();
  for (const serviceId of turn.center.services.keys()) {
    const calendar = calendarOf(turn.center, serviceId);
    if (!calendar.isOpen(turn.now)) opensAtByService.set(serviceId, calendar.nextOpening(turn.now));
  }
  if (opensAtByService.size === 0) return;
  for (const callback of Array.from(turn.center.callbacks.values())) {
    if (callback.state !== 'waiting' || !isInLine(callback)) continue;
    const opensAt = opensAtByService.get(callback.serviceId);
    if (opensAt !== undefined) closeForToday(turn, callback, opensAt);
  }
}

/** Told that we are ready for their call. */
function isAskedToCall(callback: Callback): boolean {
  return callback.state === 'notified' || callback.state === 'awaiting_call';
}

/** What stands in line, and what was to be tried again before the next opening, has had its day. */
function closeForToday(turn: Turn, callback: Callback, opensAt: number | null): void {
  const isInLineNow = callback.state === 'waiting' && isInLine(callback);
  const isForToday =
    callback.state === 'retry_pending' &&
    callback.createdAt < turn.now &&
    (callback.dueAt ?? 0) <= (opensAt ?? Infinity);
  if (turn.center.service(callback.serviceId).closingTime === 'purge') {
    if (isInLineNow || isForToday || isAskedToCall(callback)) closeCallback(turn, callback, 'give_up', 'purged');
  } else if (isInLineNow) {
    turn.unplace(callback);
    putOff(turn, callback, retryAt(turn, callback, turn.now));
  }
}

/** Remembers the next closing of a service. */
export function planClosing(turn: Turn, serviceId: string): void {
  const calendar = calendarOf(turn.center, serviceId);
  const opensAt = calendar.nextOpening(turn.now);
  if (opensAt === null) return;
  const closing = calendar.closesAt(opensAt);
  if (closing.kind !== 'closes' || turn.center.closingAtByService.get(serviceId) === closing.at) return;
  turn.center.closingAtByService.set(serviceId, closing.at);
  turn.due('service', serviceId, closing.at);
}
