import { Temporal } from 'temporal-polyfill';
import { minutes } from '../time.ts';
import { WALL_DAY_MS, type EpochDay } from './zone-clock.ts';

/** The days of the week, Monday first (ISO 8601). */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number];

/** A stretch of one local day: from `HH:MM` to `HH:MM`, the end not included. `24:00` is the end of the day. Never crosses midnight. */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

/** A time range as milliseconds after local midnight on the wall clock. */
export interface WallRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const TIME_OF_DAY = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Milliseconds after midnight of `HH:MM`; null when it is not written so. */
export function parseTimeOfDay(text: string): number | null {
  const match = TIME_OF_DAY.exec(text);
  if (match === null) return null;
  return match[1] === undefined ? WALL_DAY_MS : minutes(Number(match[1]) * 60 + Number(match[2]));
}

/** The day number of `YYYY-MM-DD`; null when it is no date. */
export function parseDate(text: string): EpochDay | null {
  if (!ISO_DATE.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text).toZonedDateTime('UTC').epochMilliseconds / WALL_DAY_MS;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The weekday of a day number. (1970-01-01 was a Thursday.) */
export function weekdayOf(day: EpochDay): Weekday {
  const index = (((day + 3) % 7) + 7) % 7;
  // The index is 0..6 by construction.
  return WEEKDAYS[index] ?? 'monday';
}

/** Reads a range. Throws RangeError when it is malformed or not ascending: configuration is validated before it gets here. */
export function toWallRange(range: TimeRange): WallRange {
  const fromMs = parseTimeOfDay(range.from);
  const toMs = parseTimeOfDay(range.to);
  if (fromMs === null || toMs === null || fromMs >= toMs)
    throw new RangeError(`Not a time range: ${range.from} to ${range.to}`);
  return { fromMs, toMs };
}

/** Reads a date. Throws RangeError when it is none. */
export function toEpochDay(text: string): EpochDay {
  const day = parseDate(text);
  if (day === null) throw new RangeError(`Not a date: ${text}`);
  return day;
}
