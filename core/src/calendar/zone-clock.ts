import { Temporal } from 'temporal-polyfill';
import { hours, type Instant } from '../time.ts';
import { normalize, type Interval } from './intervals.ts';

/** One calendar day in milliseconds on a wall clock. (A local day may last 23, 24 or 25 hours; on the wall it is always this.) */
export const WALL_DAY_MS = hours(24);

/** A reading of a wall clock as milliseconds, as if the clock hung in UTC. Not an instant: a gap skips readings, a fold shows them twice. */
export type WallMs = number;

/** The days since 1970-01-01 of a date on a wall calendar. */
export type EpochDay = number;

/** A stretch of time in which the zone keeps one offset from UTC. */
interface OffsetSegment extends Interval {
  readonly offsetMs: number;
}

/** No offset in the tz database, local mean times included, is further from UTC than this (widest: 15 h 36 min). */
const OFFSET_MAX_MS = hours(16);
/** How far one look-up of a zone's rules is trusted; the search for the next change is only exhaustive for some years. */
const SEGMENT_REACH_MS = hours(366 * 24);
const SEGMENTS_MAX = 512;
const CLOCKS_MAX = 1_000;
/** Instants with a four-digit year; nothing outside is ever open or callable. */
export const LATEST_INSTANT: Instant = 253_402_300_799_999 - SEGMENT_REACH_MS;
export const EARLIEST_INSTANT: Instant = -62_135_596_800_000 + SEGMENT_REACH_MS;

/** The clock on a wall in one time zone. Answers are plain arithmetic once a zone's offsets of the time in question are known. */
export interface ZoneClock {
  readonly timeZone: string;
  /** What the wall shows at `at`. */
  readonly wallAt: (at: Instant) => WallMs;
  /** The date the wall calendar shows at `at`. */
  readonly dayAt: (at: Instant) => EpochDay;
  /** Every stretch of time in which the wall shows a reading in `[from, to)`: none in a gap, two in a fold. */
  readonly stretchesShowing: (from: WallMs, to: WallMs) => readonly Interval[];
  /** Every instant at which the wall shows exactly `wall`, ascending: none in a gap, two in a fold. */
  readonly instantsShowing: (wall: WallMs) => readonly Instant[];
}

/** Is `at` a whole number of milliseconds in the years this room reckons with (0002 to 9998)? */
export function isReckonable(at: number): boolean {
  return at >= EARLIEST_INSTANT && at <= LATEST_INSTANT && Number.isInteger(at);
}

function readSegment(timeZone: string, at: Instant): OffsetSegment {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  // A change at `at` itself begins this segment, and the search backwards is exclusive.
  const began = local.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const ends = local.getTimeZoneTransition('next');
  return {
    startsAt: Math.max(began?.epochMilliseconds ?? -Infinity, at - SEGMENT_REACH_MS),
    endsAt: Math.min(ends?.epochMilliseconds ?? Infinity, at + SEGMENT_REACH_MS),
    offsetMs: local.offsetNanoseconds / 1_000_000,
  };
}

class MemoizedZoneClock implements ZoneClock {
  readonly timeZone: string;
  #segments: OffsetSegment[] = [];
  #latest: OffsetSegment = { startsAt: 0, endsAt: 0, offsetMs: 0 };

  constructor(timeZone: string) {
    this.timeZone = timeZone;
  }

  readonly wallAt = (at: Instant): WallMs => at + this.#segmentAt(at).offsetMs;

  readonly dayAt = (at: Instant): EpochDay => Math.floor(this.wallAt(at) / WALL_DAY_MS);

  readonly stretchesShowing = (from: WallMs, to: WallMs): readonly Interval[] =>
    normalize(
      this.#segmentsAround(from, to).map((segment) => ({
        startsAt: Math.max(segment.startsAt, from - segment.offsetMs),
        endsAt: Math.min(segment.endsAt, to - segment.offsetMs),
      })),
    );

  readonly instantsShowing = (wall: WallMs): readonly Instant[] =>
    this.#segmentsAround(wall, wall + 1)
      .filter((segment) => wall - segment.offsetMs >= segment.startsAt && wall - segment.offsetMs < segment.endsAt)
      .map((segment) => wall - segment.offsetMs);

  #segmentAt(at: Instant): OffsetSegment {
    if (at >= this.#latest.startsAt && at < this.#latest.endsAt) return this.#latest;
    this.#latest = this.#segments.find((segment) => at >= segment.startsAt && at < segment.endsAt) ?? this.#learn(at);
    return this.#latest;
  }

  #learn(at: Instant): OffsetSegment {
    if (this.#segments.length >= SEGMENTS_MAX) this.#segments = [];
    const segment = readSegment(this.timeZone, at);
    this.#segments.push(segment);
    return segment;
  }

  /** The segments in which a wall reading in `[from, to)` can possibly be shown, ascending and without overlap. */
  #segmentsAround(from: WallMs, to: WallMs): readonly OffsetSegment[] {
    const found: OffsetSegment[] = [];
    let at = from - OFFSET_MAX_MS;
    while (at < to + OFFSET_MAX_MS) {
      const segment = this.#segmentAt(at);
      found.push({ startsAt: at, endsAt: segment.endsAt, offsetMs: segment.offsetMs });
      at = segment.endsAt;
    }
    return found;
  }
}

const clocks = new Map<string, ZoneClock>();

/**
 * The clock of an IANA time zone. The same clock is returned for the same name, so that offsets are looked up once a
 * process; what it answers depends on nothing but the tz database. Throws RangeError for a name that is no zone.
 */
export function zoneClock(timeZone: string): ZoneClock {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  if (!isTimeZone(timeZone)) throw new RangeError(`Not a time zone: ${timeZone}`);
  if (clocks.size >= CLOCKS_MAX) clocks.clear();
  const clock = new MemoizedZoneClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

/** Is this an IANA time zone name (or `UTC`)? Bare offsets such as `+02:00` are not: they know no daylight saving. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Wall time as `YYYY-MM-DDTHH:mm:ss`, without offset. Throws RangeError for a zone that is none. */
export function localTimeText(at: Instant, timeZone: string): string {
  const wall = zoneClock(timeZone).wallAt(at);
  return Temporal.Instant.fromEpochMilliseconds(wall).toString({ smallestUnit: 'second' }).replace('Z', '');
}
