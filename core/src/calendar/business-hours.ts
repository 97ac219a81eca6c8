import {
  WEEKDAYS,
  toEpochDay,
  toWallRange,
  weekdayOf,
  type TimeRange,
  type WallRange,
  type Weekday,
} from './wall-time.ts';
import type { EpochDay } from './zone-clock.ts';

/** When a service is open (S1), on the wall clock of `timeZone`. A special day goes before a holiday, a holiday before the week. */
export interface BusinessHours {
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly weekly: Readonly<Record<Weekday, readonly TimeRange[]>>;
  /** Days without opening. Dates are `YYYY-MM-DD`. */
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
  /** Days with other hours than their weekday. No ranges: closed. */
  readonly specialDays: readonly { readonly date: string; readonly ranges: readonly TimeRange[] }[];
}

const WHOLE_DAY: readonly TimeRange[] = [{ from: '00:00', to: '24:00' }];

/** A value for every weekday. */
export function everyWeekday<T>(value: T): Record<Weekday, T> {
  return {
    monday: value,
    tuesday: value,
    wednesday: value,
    thursday: value,
    friday: value,
    saturday: value,
    sunday: value,
  };
}

/** Open day and night, every day. */
export function alwaysOpen(timeZone: string): BusinessHours {
  return { timeZone, weekly: everyWeekday(WHOLE_DAY), holidays: [], specialDays: [] };
}

/** The open ranges of a date, on the wall clock. Throws RangeError for hours that `validateHours` would refuse. */
export function compileHours(hours: BusinessHours): (day: EpochDay) => readonly WallRange[] {
  const byWeekday = new Map(WEEKDAYS.map((weekday) => [weekday, hours.weekly[weekday].map(toWallRange)]));
  const byDate = new Map<EpochDay, readonly WallRange[]>();
  for (const holiday of hours.holidays) byDate.set(toEpochDay(holiday.date), []);
  for (const special of hours.specialDays) byDate.set(toEpochDay(special.date), special.ranges.map(toWallRange));
  return (day) => byDate.get(day) ?? byWeekday.get(weekdayOf(day)) ?? [];
}
