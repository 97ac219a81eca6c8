import { freePlaces } from '../calendar/bookings.ts';
import { calendarOf } from '../callback/callable.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { Instant } from '../time.ts';
import { CHOICES_MAX } from './menu.ts';

/**
 * The next free slots of a service from a time on, in order: as many as are spoken at once, and whether there are more.
 * None when the service has no slot with a place left within 31 days.
 */
export function freeTimes(
  turn: Turn,
  serviceId: string,
  from: Instant,
): { readonly startsAts: readonly Instant[]; readonly hasMore: boolean } {
  const isFree = (slot: { startsAt: Instant; capacity: number }): boolean =>
    freePlaces(turn.center, serviceId, slot) > 0;
  const earliestAt = Math.max(from, turn.now + 1);
  const slots = calendarOf(turn.center, serviceId).closestSlots({
    wantedAt: earliestAt,
    earliestAt,
    isFree,
    limit: CHOICES_MAX + 1,
  });
  return {
    startsAts: slots.slice(0, CHOICES_MAX).map((slot) => slot.startsAt),
    hasMore: slots.length > CHOICES_MAX,
  };
}

/** Has the service a time to choose? */
export function hasTimes(turn: Turn, serviceId: string): boolean {
  return freeTimes(turn, serviceId, turn.now).startsAts.length > 0;
}

/** The zone times of a service are spoken in: that of its opening hours. */
export function zoneOf(turn: Turn, serviceId: string): string {
  return calendarOf(turn.center, serviceId).timeZone;
}
