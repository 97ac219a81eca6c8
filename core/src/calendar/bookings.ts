import { calendarOf } from '../callback/callable.ts';
import type { Center } from '../contact-center/center.ts';
import { refuse, type Turn } from '../contact-center/turn.ts';
import type { Reply } from '../contact-center/commands.ts';
import type { SlotView } from '../contact-center/questions.ts';
import type { Instant } from '../time.ts';
import { SLOT_HOLD_MS, slotKey, type SlotBookings, type SlotHold } from './slot-book.ts';

/** How far around the wanted time alternatives are looked for, and how many are told. */
const ALTERNATIVES_MAX = 3;

/** How long after its start a slot's row is kept, milliseconds. */
const SLOT_KEPT_MS = 86_400_000;

/** Free places in a slot of the plan, now. */
export function freePlaces(center: Center, serviceId: string, slot: { startsAt: Instant; capacity: number }): number {
  return Math.max(0, slot.capacity - (center.slots.get(slotKey(serviceId, slot.startsAt))?.booked ?? 0));
}

/** Refuses a start that is not a slot, is past, or is full; null when a place is free (S3, S4). */
export function refuseSlot(turn: Turn, serviceId: string, startsAt: Instant, path: string): Reply | null {
  const slot = calendarOf(turn.center, serviceId).slotAt(startsAt);
  if (startsAt <= turn.now) return refuse('time_in_past', 'Choose a time in the future.', path);
  if (slot === null) {
    return refuse(
      'slot_not_open',
      'This is not the start of a slot in the opening hours. Ask for the availability and take one of its starts.',
      path,
      {
        alternatives: alternatives(turn, serviceId, startsAt),
      },
    );
  }
  if (freePlaces(turn.center, serviceId, slot) > 0) return null;
  return refuse('slot_full', 'No place is left in this slot.', path, {
    alternatives: alternatives(turn, serviceId, startsAt),
  });
}

function alternatives(turn: Turn, serviceId: string, at: Instant): readonly Instant[] {
  const { center, now } = turn;
  const isFree = (slot: { startsAt: Instant; capacity: number }): boolean =>
    slot.startsAt > now && freePlaces(center, serviceId, slot) > 0;
  return calendarOf(center, serviceId)
    .closestSlots({ wantedAt: at, earliestAt: now, isFree, limit: ALTERNATIVES_MAX })
    .map((slot) => slot.startsAt);
}

/** Takes a place in a slot that has one (invariant I3). */
export function takePlace(turn: Turn, serviceId: string, startsAt: Instant): void {
  const slot = calendarOf(turn.center, serviceId).slotAt(startsAt);
  if (slot === null) throw new Error(`bookings: ${serviceId} has no slot at ${startsAt}`);
  const key = slotKey(serviceId, startsAt);
  const bookings: SlotBookings = turn.center.slots.get(key) ?? {
    serviceId,
    startsAt,
    capacity: slot.capacity,
    booked: 0,
  };
  if (bookings.booked >= slot.capacity) throw new Error(`bookings: ${key} is full`);
  if (bookings.booked === 0) turn.due('slot', key, startsAt + SLOT_KEPT_MS);
  bookings.booked += 1;
  bookings.capacity = slot.capacity;
  turn.center.slots.set(key, bookings);
  turn.center.recorder.row('slot', key, bookings);
}

/** Gives a place back. */
export function releasePlace(turn: Turn, serviceId: string, startsAt: Instant): void {
  const key = slotKey(serviceId, startsAt);
  const bookings = turn.center.slots.get(key);
  if (bookings === undefined || bookings.booked === 0) return;
  bookings.booked -= 1;
  turn.center.recorder.row('slot', key, bookings);
}

/** Holds a place while the customer fills in the form (S5). */
export function holdSlot(turn: Turn, command: { serviceId: string; startsAt: Instant }): Reply {
  const service = turn.center.services.get(command.serviceId);
  if (service === undefined) return refuse('unknown_service', `There is no service ${command.serviceId}.`, 'serviceId');
  if (service.isPaused) return refuse('service_paused', 'This service takes no requests at the moment.', 'serviceId');
  const refusal = refuseSlot(turn, service.id, command.startsAt, 'startsAt');
  if (refusal !== null) return refusal;
  takePlace(turn, service.id, command.startsAt);
  const hold: SlotHold = {
    id: turn.nextId('hold'),
    serviceId: service.id,
    startsAt: command.startsAt,
    expiresAt: turn.now + SLOT_HOLD_MS,
  };
  turn.center.holds.set(hold.id, hold);
  turn.center.recorder.row('slot_hold', hold.id, hold);
  turn.due('hold', hold.id, hold.expiresAt);
  return { ok: true, id: hold.id, isNew: true, expiresAt: hold.expiresAt };
}

/** Ends a hold; its place is given back unless it becomes a booking at once. */
export function endHold(turn: Turn, hold: SlotHold, isPlaceKept: boolean): void {
  turn.center.holds.delete(hold.id);
  turn.center.recorder.row('slot_hold', hold.id, null);
  if (!isPlaceKept) releasePlace(turn, hold.serviceId, hold.startsAt);
}

/**
 * Books the place of a scheduled time: through a hold of that very place, or a free one. Null when booked, else the
 * refusal; nothing is changed by a refusal.
 */
export function bookSlot(turn: Turn, serviceId: string, startsAt: Instant, holdId: string | null): Reply | null {
  const hold = holdId === null ? undefined : turn.center.holds.get(holdId);
  if (holdId !== null && hold === undefined) {
    return refuse('unknown_hold', 'This place is no longer held. Choose a time again.', 'slotHoldId', {
      alternatives: alternatives(turn, serviceId, startsAt),
    });
  }
  if (hold !== undefined && hold.serviceId === serviceId && hold.startsAt === startsAt) {
    endHold(turn, hold, true);
    return null;
  }
  const refusal = refuseSlot(turn, serviceId, startsAt, 'scheduledFor');
  if (refusal !== null) return refusal;
  if (hold !== undefined) endHold(turn, hold, false);
  takePlace(turn, serviceId, startsAt);
  return null;
}

/** The slots between two instants with their free places (S3). */
export function availability(
  center: Center,
  question: { serviceId: string; fromAt: Instant; toAt: Instant; isFullIncluded: boolean; countMax: number },
  now: Instant,
): readonly SlotView[] {
  const views: SlotView[] = [];
  for (const slot of calendarOf(center, question.serviceId).slots(question.fromAt, question.toAt)) {
    if (slot.startsAt <= now) continue;
    const free = freePlaces(center, question.serviceId, slot);
    if (free > 0 || question.isFullIncluded) views.push({ ...slot, free });
    if (views.length >= question.countMax) break;
  }
  return views;
}
