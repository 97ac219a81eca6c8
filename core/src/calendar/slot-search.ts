import { hours, type Instant } from '../time.ts';
import type { DayPlans, Slot } from './day-plans.ts';
import { isReckonable, type ZoneClock } from './zone-clock.ts';

/** How far on either side of the wanted time a free slot is looked for. */
export const CLOSEST_SLOT_REACH_MS = hours(31 * 24);

/** What a customer would like, and what may be given. */
export interface ClosestSlotsRequest {
  readonly wantedAt: Instant;
  /** No slot that starts before this is proposed. */
  readonly earliestAt: Instant;
  /** Is there room? Asked nearest first, only for slots with capacity, until enough are found. */
  readonly isFree: (slot: Slot) => boolean;
  /** Most slots to propose. */
  readonly limit: number;
}

type Days = Pick<DayPlans, 'slotsOn'>;

function* slotsFrom(days: Days, clock: ZoneClock, from: Instant, before: Instant): Generator<Slot> {
  const lastDay = clock.dayAt(before);
  for (let day = clock.dayAt(from); day <= lastDay; day += 1) {
    for (const slot of days.slotsOn(day)) if (slot.startsAt >= from && slot.startsAt < before) yield slot;
  }
}

function* slotsBackFrom(days: Days, clock: ZoneClock, before: Instant, notBefore: Instant): Generator<Slot> {
  const firstDay = clock.dayAt(notBefore);
  for (let day = clock.dayAt(before); day >= firstDay; day -= 1) {
    for (const slot of days.slotsOn(day).toReversed())
      if (slot.startsAt < before && slot.startsAt >= notBefore) yield slot;
  }
}

/**
 * Free slots by distance of their start from the wanted time, nearest first, the earlier of two as near; at most `limit`,
 * none before `earliestAt`, none further than 31 days from the later of the wanted and the earliest time.
 */
export function findClosestSlots(days: Days, clock: ZoneClock, request: ClosestSlotsRequest): readonly Slot[] {
  const { wantedAt, earliestAt, isFree, limit } = request;
  const centerAt = Math.max(wantedAt, earliestAt);
  if (!isReckonable(centerAt) || limit <= 0) return [];
  const isBookable = (slot: Slot): boolean => slot.capacity > 0 && isFree(slot);
  const later = slotsFrom(days, clock, centerAt, centerAt + CLOSEST_SLOT_REACH_MS);
  const earlier = slotsBackFrom(days, clock, centerAt, Math.max(earliestAt, centerAt - CLOSEST_SLOT_REACH_MS));
  const found: Slot[] = [];
  let next = later.next();
  let previous = earlier.next();
  while (found.length < limit && !(next.done === true && previous.done === true)) {
    const isEarlierNearer =
      next.done === true ||
      (previous.done !== true && centerAt - previous.value.startsAt <= next.value.startsAt - centerAt);
    if (isEarlierNearer && previous.done !== true) {
      if (isBookable(previous.value)) found.push(previous.value);
      previous = earlier.next();
    } else if (next.done !== true) {
      if (isBookable(next.value)) found.push(next.value);
      next = later.next();
    }
  }
  return found;
}
