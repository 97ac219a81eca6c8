import {
  WEEKDAYS,
  toEpochDay,
  toWallRange,
  weekdayOf,
  type TimeRange,
  type WallRange,
  type Weekday,
} from './wall-time.ts';
import { everyWeekday } from './business-hours.ts';
import type { EpochDay } from './zone-clock.ts';

/** How many callbacks a slot that starts in the range takes. */
export interface CapacityRange extends TimeRange {
  readonly capacity: number;
}

/**
 * Capacity per slot (S2), on the wall clock of the service's hours. The range that holds a slot's start decides: first
 * the ranges of a dated exception, then those of the weekday, then `defaultCapacity`. Capacity 0: the slot is never free.
 */
export interface CapacityPlan {
  readonly weekly: Readonly<Record<Weekday, readonly CapacityRange[]>>;
  /** A date may stand here more than once. */
  readonly exceptions: readonly { readonly date: string; readonly ranges: readonly CapacityRange[] }[];
  readonly defaultCapacity: number;
}

interface WallCapacity extends WallRange {
  readonly capacity: number;
}

/** Callbacks per slot where nobody said how many. */
export const DEFAULT_SLOT_CAPACITY = 5;

/** The same capacity in every slot. */
export function uniformCapacity(capacity: number): CapacityPlan {
  return { weekly: everyWeekday([]), exceptions: [], defaultCapacity: capacity };
}

const toWallCapacity = (range: CapacityRange): WallCapacity => ({ ...toWallRange(range), capacity: range.capacity });

/** The capacity of a slot by its date and its start in milliseconds after local midnight. Throws RangeError for a plan that `validateCapacity` would refuse. */
export function compileCapacity(plan: CapacityPlan): (day: EpochDay, wallTimeMs: number) => number {
  const byWeekday = new Map(WEEKDAYS.map((weekday) => [weekday, plan.weekly[weekday].map(toWallCapacity)]));
  const byDate = new Map<EpochDay, readonly WallCapacity[]>();
  for (const { date, ranges } of plan.exceptions) {
    const day = toEpochDay(date);
    byDate.set(day, [...(byDate.get(day) ?? []), ...ranges.map(toWallCapacity)]);
  }
  return (day, wallTimeMs) => {
    const holdsStart = (range: WallRange): boolean => wallTimeMs >= range.fromMs && wallTimeMs < range.toMs;
    const range = byDate.get(day)?.find(holdsStart) ?? byWeekday.get(weekdayOf(day))?.find(holdsStart);
    return range?.capacity ?? plan.defaultCapacity;
  };
}
