import type { Instant } from '../time.ts';
import { minutes } from '../time.ts';
import { compileHours, type BusinessHours } from './business-hours.ts';
import { compileCapacity, DEFAULT_SLOT_CAPACITY, uniformCapacity, type CapacityPlan } from './capacity-plan.ts';
import { containsInterval, normalize, type Interval } from './intervals.ts';
import { WALL_DAY_MS, type EpochDay, type ZoneClock } from './zone-clock.ts';

/** How long a bookable slot is (S2). */
export type SlotMinutes = 15 | 30 | 60;

/** A bookable stretch of open time. It lasts the slot length of elapsed time; the clocks do not change inside it. */
export interface Slot extends Interval {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly capacity: number;
}

/** What a service calendar is made from. */
export interface ServiceCalendarPlan {
  readonly hours: BusinessHours;
  /** Null: `DEFAULT_SLOT_CAPACITY` in every slot. */
  readonly capacity: CapacityPlan | null;
  readonly slotMinutes: SlotMinutes;
}

const DAYS_MAX = 1_024;

/** A function of a day that remembers its latest answers. */
function memoizeByDay<T>(compute: (day: EpochDay) => T): (day: EpochDay) => T {
  const answers = new Map<EpochDay, T>();
  return (day) => {
    const known = answers.get(day);
    if (known !== undefined) return known;
    if (answers.size >= DAYS_MAX) answers.clear();
    const answer = compute(day);
    answers.set(day, answer);
    return answer;
  };
}

/** What a local day expands to, in instants; computed once a day and remembered. */
export interface DayPlans {
  /** Canonical list of the open time whose wall date is `day`. */
  readonly openOn: (day: EpochDay) => readonly Interval[];
  /** The slots whose start has the wall date `day`, ascending. */
  readonly slotsOn: (day: EpochDay) => readonly Slot[];
  readonly slotStartingAt: (day: EpochDay, at: Instant) => Slot | null;
}

/** Expands hours and capacity day by day. A wall time in a gap yields nothing, one in a fold yields both of its occurrences. */
export function dayPlans(plan: ServiceCalendarPlan, clock: ZoneClock): DayPlans {
  const rangesOn = compileHours(plan.hours);
  const capacityOf = compileCapacity(plan.capacity ?? uniformCapacity(DEFAULT_SLOT_CAPACITY));
  const slotMs = minutes(plan.slotMinutes);

  const openOn = memoizeByDay((day) =>
    normalize(
      rangesOn(day).flatMap((range) =>
        clock.stretchesShowing(day * WALL_DAY_MS + range.fromMs, day * WALL_DAY_MS + range.toMs),
      ),
    ),
  );

  const slotsOn = memoizeByDay((day): readonly Slot[] => {
    const open = openOn(day);
    const found: Slot[] = [];
    for (let wallTimeMs = 0; open.length > 0 && wallTimeMs < WALL_DAY_MS; wallTimeMs += slotMs) {
      for (const startsAt of clock.instantsShowing(day * WALL_DAY_MS + wallTimeMs)) {
        const slot = { startsAt, endsAt: startsAt + slotMs, capacity: capacityOf(day, wallTimeMs) };
        if (containsInterval(open, slot) && isWithoutJump(slot, clock)) found.push(slot);
      }
    }
    return found.sort((a, b) => a.startsAt - b.startsAt);
  });

  const byStart = memoizeByDay((day) => new Map(slotsOn(day).map((slot) => [slot.startsAt, slot])));
  return { openOn, slotsOn, slotStartingAt: (day, at) => byStart(day).get(at) ?? null };
}

/** A slot with a jump of the clocks inside could run into the next point of the grid; it does not exist, so slots never overlap. */
function isWithoutJump(slot: Slot, clock: ZoneClock): boolean {
  return clock.wallAt(slot.endsAt - 1) - clock.wallAt(slot.startsAt) === slot.endsAt - 1 - slot.startsAt;
}
