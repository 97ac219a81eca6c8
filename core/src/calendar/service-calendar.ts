import { hours, type Instant } from '../time.ts';
import { dayPlans, type DayPlans, type ServiceCalendarPlan, type Slot, type SlotMinutes } from './day-plans.ts';
import { intervalAt, intersect, type Interval } from './intervals.ts';
import { findClosestSlots, type ClosestSlotsRequest } from './slot-search.ts';
import { isReckonable, zoneClock, type EpochDay, type ZoneClock } from './zone-clock.ts';

/** How many days ahead an opening or a closing is looked for. */
export const CALENDAR_SEARCH_DAYS = 400;

/** When the present opening ends. `never`: open without a break for the next 400 days. */
export type Closing =
  | { readonly kind: 'closed' }
  | { readonly kind: 'never' }
  | { readonly kind: 'closes'; readonly at: Instant };

/** The hours and slots of one service. Every answer depends on the plan and the arguments only. */
export interface ServiceCalendar {
  readonly timeZone: string;
  readonly slotMinutes: SlotMinutes;
  /** Is the service open at `at`? False for years outside 0002 to 9998. */
  readonly isOpen: (at: Instant) => boolean;
  /** The earliest open instant that is not before `at` (`at` itself when open); null when there is none in 400 days. */
  readonly nextOpening: (at: Instant) => Instant | null;
  /** When the opening that holds `at` ends, whatever midnights lie between. */
  readonly closesAt: (at: Instant) => Closing;
  /** Is the service open from `from` until at least `until` without a break? (R2: can a callback still be made before closing?) */
  readonly isOpenThrough: (from: Instant, until: Instant) => boolean;
  /** Canonical list of the open time in `[from, to)`. */
  readonly openIntervals: (from: Instant, to: Instant) => readonly Interval[];
  /** Open time in `[from, to)` in milliseconds; 0 when `to <= from`. */
  readonly openMillisBetween: (from: Instant, to: Instant) => number;
  /** The slot that starts exactly at `at`; null when none does. */
  readonly slotAt: (at: Instant) => Slot | null;
  /** The slots that start in `[from, to)`, ascending, at most `limit` (default: all). Slots of capacity 0 are among them. */
  readonly slots: (from: Instant, to: Instant, limit?: number) => readonly Slot[];
  /**
   * The free slots nearest to a wanted time, nearest first, none further than 31 days away. With the wanted time as
   * the earliest: the first free slots from then on (R14).
   */
  readonly closestSlots: (request: ClosestSlotsRequest) => readonly Slot[];
}

const CLOSED: Closing = { kind: 'closed' };
const NEVER: Closing = { kind: 'never' };
const CLOSINGS_MAX = 256;

class MemoizedServiceCalendar implements ServiceCalendar {
  readonly timeZone: string;
  readonly slotMinutes: SlotMinutes;
  readonly #clock: ZoneClock;
  readonly #days: DayPlans;
  /** By the end of the part of an opening that lies within one day. */
  readonly #closings = new Map<Instant, Closing>();

  constructor(plan: ServiceCalendarPlan) {
    this.timeZone = plan.hours.timeZone;
    this.slotMinutes = plan.slotMinutes;
    this.#clock = zoneClock(plan.hours.timeZone);
    this.#days = dayPlans(plan, this.#clock);
  }

  readonly isOpen = (at: Instant): boolean => this.#openingAt(at) !== null;

  readonly nextOpening = (at: Instant): Instant | null => {
    if (!isReckonable(at)) return null;
    if (this.isOpen(at)) return at;
    const today = this.#clock.dayAt(at);
    for (let day = today; day <= today + CALENDAR_SEARCH_DAYS; day += 1) {
      const opening = this.#days.openOn(day).find((one) => one.startsAt > at);
      if (opening !== undefined) return opening.startsAt;
    }
    return null;
  };

  readonly closesAt = (at: Instant): Closing => {
    const opening = this.#openingAt(at);
    if (opening === null) return CLOSED;
    const known = this.#closings.get(opening.endsAt);
    if (known !== undefined) return known;
    if (this.#closings.size >= CLOSINGS_MAX) this.#closings.clear();
    const closing = this.#followOpening(opening);
    this.#closings.set(opening.endsAt, closing);
    return closing;
  };

  readonly isOpenThrough = (from: Instant, until: Instant): boolean => {
    const closing = this.closesAt(from);
    return closing.kind === 'never' || (closing.kind === 'closes' && closing.at >= until);
  };

  readonly openIntervals = (from: Instant, to: Instant): readonly Interval[] =>
    intersect(
      [...this.#daysOf(from, to)].flatMap((day) => this.#days.openOn(day)),
      [{ startsAt: from, endsAt: to }],
    );

  readonly openMillisBetween = (from: Instant, to: Instant): number => {
    let openMs = 0;
    for (const day of this.#daysOf(from, to)) {
      for (const open of this.#days.openOn(day))
        openMs += Math.max(0, Math.min(to, open.endsAt) - Math.max(from, open.startsAt));
    }
    return openMs;
  };

  readonly slotAt = (at: Instant): Slot | null =>
    isReckonable(at) ? this.#days.slotStartingAt(this.#clock.dayAt(at), at) : null;

  readonly slots = (from: Instant, to: Instant, limit = Infinity): readonly Slot[] => {
    const found: Slot[] = [];
    for (const day of this.#daysOf(from, to)) {
      for (const slot of this.#days.slotsOn(day)) {
        if (found.length >= limit) return found;
        if (slot.startsAt >= from && slot.startsAt < to) found.push(slot);
      }
    }
    return found;
  };

  readonly closestSlots = (request: ClosestSlotsRequest): readonly Slot[] =>
    findClosestSlots(this.#days, this.#clock, request);

  #openingAt(at: Instant): Interval | null {
    return isReckonable(at) ? intervalAt(this.#days.openOn(this.#clock.dayAt(at)), at) : null;
  }

  #followOpening(opening: Interval): Closing {
    const horizon = opening.endsAt + hours(CALENDAR_SEARCH_DAYS * 24);
    let endsAt = opening.endsAt;
    for (let next = this.#openingAt(endsAt); next !== null; next = this.#openingAt(endsAt)) {
      endsAt = next.endsAt;
      if (endsAt > horizon) return NEVER;
    }
    return { kind: 'closes', at: endsAt };
  }

  /** Every local day that `[from, to)` touches. A date can come back for an hour where the clocks fall back over midnight. */
  *#daysOf(from: Instant, to: Instant): Generator<EpochDay> {
    if (!isReckonable(from) || !isReckonable(to) || to <= from) return;
    const last = this.#clock.dayAt(to) + 1;
    for (let day = this.#clock.dayAt(from) - 1; day <= last; day += 1) yield day;
  }
}

/**
 * The calendar of one service. Keep it as long as its plan: days are expanded once and remembered (at most 1,024).
 * Throws RangeError for a plan that `validateHours` or `validateCapacity` would refuse.
 */
export function createServiceCalendar(plan: ServiceCalendarPlan): ServiceCalendar {
  return new MemoizedServiceCalendar(plan);
}
