import { bookSlot, endHold, freePlaces } from '../calendar/bookings.ts';
import type { CallbackRequest, Reply } from '../contact-center/commands.ts';
import type { ServicePolicy } from '../contact-center/configuration.ts';
import { done, refuse, type Turn } from '../contact-center/turn.ts';
import { estimateForItem, estimateForNew } from '../waiting/questions.ts';
import type { Instant } from '../time.ts';
import { retryAt } from './attempts.ts';
import { calendarOf } from './callable.ts';
import type { Callback } from './callback.ts';
import { CompactCallback } from './compact-callback.ts';
import { enterLine, nextLookAt, planReview, putOff } from './entering.ts';

/** The place of a live caller who takes the invitation: their arrival, not the moment of the request (R1). */
export interface KeptPlace {
  readonly arrivalAt: Instant;
  readonly sequence: number;
  readonly priority: number;
  readonly liveCallId: string;
}

/**
 * Asks for a callback (R8, R10-R14, Q13). A second request of the same number and service, or of the same external id,
 * finds the first. A refusal changes nothing.
 */
export function requestCallback(turn: Turn, request: CallbackRequest, keptPlace: KeptPlace | null = null): Reply {
  const service = turn.center.services.get(request.serviceId);
  if (service === undefined) return refuse('unknown_service', `There is no service ${request.serviceId}.`, 'serviceId');
  const open = findOpen(turn, request);
  if (open !== null) return answerDuplicate(turn, service, open, request);
  const refusal = refuseRequest(turn, service, request);
  if (refusal !== null) return refusal;
  const timing = decideTiming(turn, service, request, keptPlace);
  if ('refusal' in timing) return timing.refusal;
  if (request.scheduledFor === null && request.slotHoldId !== null) giveHoldBack(turn, request.slotHoldId);
  const callback = newCallback(turn, service, request, timing, keptPlace);
  openCallback(turn, callback, request);
  return done(callback.id, true);
}

function findOpen(turn: Turn, request: CallbackRequest): Callback | null {
  const { center } = turn;
  const byExternalId = request.externalId === null ? undefined : center.openByExternalId.get(request.externalId);
  if (byExternalId !== undefined) return center.callbacks.get(byExternalId) ?? null;
  const byNumber = center.openByNumber.ofService(request.serviceId, request.phoneNumber);
  return byNumber.find((callback) => !isBeingServed(callback)) ?? null;
}

/** Talking or just talked: a request made then is a new wish, not the same one again (R7). */
function isBeingServed(callback: Callback): boolean {
  return callback.state === 'connected' || callback.state === 'wrapping_up';
}

/** R13, R8: the first one is the answer; an external id, or the service's policy, makes the repeat an update of its details. */
function answerDuplicate(turn: Turn, service: ServicePolicy, open: Callback, request: CallbackRequest): Reply {
  if (request.slotHoldId !== null) giveHoldBack(turn, request.slotHoldId);
  const isUpdate =
    service.duplicates === 'update' || (request.externalId !== null && request.externalId === open.externalId);
  if (isUpdate) {
    saveDetails(turn, open, request);
    turn.note('callback.updated', open);
  }
  return done(open.id, false);
}

/** Gives the place of a hold back, when it is still held. */
export function giveHoldBack(turn: Turn, holdId: string): void {
  const hold = turn.center.holds.get(holdId);
  if (hold !== undefined) endHold(turn, hold, false);
}

function refuseRequest(turn: Turn, service: ServicePolicy, request: CallbackRequest): Reply | null {
  if (service.isPaused) return refuse('service_paused', 'This service takes no requests at the moment.', 'serviceId');
  if (turn.center.suppressions.has(request.phoneNumber)) {
    return refuse('suppressed_number', 'Whoever has this number asked not to be called again.', 'phoneNumber');
  }
  if (request.subjectId !== null && !service.subjects.some((subject) => subject.id === request.subjectId)) {
    const known = service.subjects.map((subject) => subject.id).join(', ');
    return refuse(
      'unknown_subject',
      known === '' ? 'This service has no subjects.' : `Choose one of: ${known}.`,
      'subject',
    );
  }
  const isVideo = (request.medium ?? service.medium) === 'video';
  if (isVideo && request.scheduledFor === null)
    return refuse('scheduled_only', 'A video call needs a time: send scheduledFor.', 'scheduledFor');
  if (request.preferredAgentId !== null && !turn.center.profiles.has(request.preferredAgentId)) {
    return refuse('unknown_agent', `There is no agent ${request.preferredAgentId}.`, 'preferredAgentId');
  }
  const openCount = turn.center.openCountByService.get(service.id) ?? 0;
  if (service.openMax !== null && openCount >= service.openMax) {
    return refuse(
      'too_many_open',
      'This service has as many open callbacks as it takes. Try again later.',
      'serviceId',
    );
  }
  return null;
}

/** When the callback is wanted: at a slot, now, or at the opening. */
interface Timing {
  readonly scheduledFor: Instant | null;
  /** As soon as possible, but not before the service opens (R14). */
  readonly startsAt: Instant;
}

function decideTiming(
  turn: Turn,
  service: ServicePolicy,
  request: CallbackRequest,
  keptPlace: KeptPlace | null,
): Timing | { refusal: Reply } {
  if (request.scheduledFor !== null) return bookTiming(turn, service, request.scheduledFor, request.slotHoldId);
  const calendar = calendarOf(turn.center, service.id);
  if (calendar.isOpen(turn.now) || keptPlace !== null) return { scheduledFor: null, startsAt: turn.now };
  const opening = calendar.nextOpening(turn.now);
  if (opening !== null && service.afterHours === 'at_opening') return { scheduledFor: null, startsAt: opening };
  if (opening !== null && service.afterHours === 'first_slot') {
    const isFree = (slot: { startsAt: Instant; capacity: number }): boolean =>
      freePlaces(turn.center, service.id, slot) > 0;
    const [first] = calendar.closestSlots({ wantedAt: opening, earliestAt: opening, isFree, limit: 1 });
    if (first !== undefined) return bookTiming(turn, service, first.startsAt, null);
  }
  return {
    refusal: refuse('service_closed', closedDetail(opening), 'serviceId', {
      alternatives: opening === null ? [] : [opening],
    }),
  };
}

function closedDetail(opening: Instant | null): string {
  return opening === null
    ? 'This service is closed.'
    : 'This service is closed now. The alternatives name its next opening; ask for a time then.';
}

function bookTiming(
  turn: Turn,
  service: ServicePolicy,
  scheduledFor: Instant,
  holdId: string | null,
): Timing | { refusal: Reply } {
  const refusal = bookSlot(turn, service.id, scheduledFor, holdId);
  return refusal === null ? { scheduledFor, startsAt: scheduledFor } : { refusal };
}

/** When an unmade callback ends by itself: the earlier of expiry and purge (A5). Null: never. */
export function expiryOf(service: ServicePolicy, startsAt: Instant): Instant | null {
  const limits = [service.expireAfterMs, service.purgeAfterMs].filter((limit): limit is number => limit !== null);
  return limits.length === 0 ? null : startsAt + Math.min(...limits);
}

function newCallback(
  turn: Turn,
  service: ServicePolicy,
  request: CallbackRequest,
  timing: Timing,
  keptPlace: KeptPlace | null,
): Callback {
  const medium = request.medium ?? service.medium;
  return new CompactCallback({
    id: turn.nextId('cb'),
    state: 'scheduled',
    serviceId: service.id,
    queueId: service.queueId,
    // Who chose a time gave the place of now up.
    arrivalAt: timing.scheduledFor ?? keptPlace?.arrivalAt ?? timing.startsAt,
    sequence: keptPlace?.sequence ?? turn.center.nextLineSequence(),
    priority: keptPlace?.priority ?? service.priority.initial,
    subjectId: request.subjectId,
    language: request.language ?? service.language,
    preferredAgentId: request.preferredAgentId,
    preferredUntilAt: request.preferredAgentId === null ? null : timing.startsAt + service.affinityWaitMs,
    createdAt: turn.now,
    version: 0,
    phoneNumber: request.phoneNumber,
    externalId: request.externalId,
    medium,
    channel: request.channel,
    delivery: request.delivery ?? (medium === 'video' ? 'video' : service.delivery),
    isAgentReserved: service.reserveAgent,
    requestedAt: turn.now,
    scheduledFor: timing.scheduledFor,
    timeZone: request.timeZone,
    expiresAt: expiryOf(service, timing.startsAt),
    liveCallId: keptPlace?.liveCallId ?? null,
  });
}

/** Enters a new callback in all indexes, tells the promise, and lets it stand in line or wait for its time. */
function openCallback(turn: Turn, callback: Callback, request: CallbackRequest): void {
  const { center } = turn;
  const service = center.service(callback.serviceId);
  center.callbacks.add(callback);
  center.stateCounts?.count(callback.queueId, callback.state, 1);
  center.openByNumber.add(callback);
  if (callback.externalId !== null) center.openByExternalId.set(callback.externalId, callback.id);
  center.openCountByService.set(callback.serviceId, (center.openCountByService.get(callback.serviceId) ?? 0) + 1);
  saveDetails(turn, callback, request);
  const startsAt = callback.scheduledFor ?? retryAt(turn, callback, Math.max(turn.now, callback.arrivalAt));
  callback.promise = promiseFor(turn, service, callback, startsAt);
  const told = callback.promise === null ? null : { fromAt: callback.promise.fromAt, toAt: callback.promise.toAt };
  turn.note('callback.created', callback, {
    channel: callback.channel,
    scheduledFor: callback.scheduledFor,
    promise: told,
  });
  turn.due('expiry', callback.id, callback.expiresAt);
  if (callback.scheduledFor !== null) waitForSlot(turn, callback);
  else if (startsAt <= turn.now) enterLine(turn, callback);
  else putOff(turn, callback, startsAt);
}

/** A callback with a time rests until its lead begins (S7). */
export function waitForSlot(turn: Turn, callback: Callback): void {
  if (callback.scheduledFor === null) throw new Error(`request: ${callback.id} has no time`);
  turn.setDue(callback, nextLookAt(turn, callback));
  turn.note('callback.scheduled', callback, { scheduledFor: callback.scheduledFor });
  planReview(turn, callback);
}

function promiseFor(turn: Turn, service: ServicePolicy, callback: Callback, startsAt: Instant): Callback['promise'] {
  if (callback.scheduledFor !== null) {
    return {
      fromAt: callback.scheduledFor,
      toAt: callback.scheduledFor + service.slotMinutes * 60_000,
      isKept: null,
      isRiskTold: false,
    };
  }
  // Who keeps the place they had as a caller is told the wait from there (R1).
  const isPlaceKept = callback.liveCallId !== null;
  const estimate = isPlaceKept
    ? estimateForItem(turn.center, callback, turn.now)
    : estimateForNew(turn.center, service.id, turn.now);
  if (estimate === null) return null;
  // Estimates are fractions; instants are whole milliseconds, rounded so that the window grows.
  const toAt = startsAt + Math.ceil(Math.max(estimate.highMs, PROMISE_MIN_MS));
  return { fromAt: startsAt + Math.floor(estimate.lowMs), toAt, isKept: null, isRiskTold: false };
}

/** The narrowest window anybody is promised, milliseconds: dialling takes a moment even when somebody is free. */
const PROMISE_MIN_MS = 60_000;

function saveDetails(turn: Turn, callback: Callback, request: CallbackRequest): void {
  turn.saveDetails({
    callbackId: callback.id,
    name: request.name,
    email: request.email,
    context: request.context,
    note: null,
  });
}
