import { hours, type Instant } from '../time.ts';
import { parseTimeOfDay, toWallRange, type TimeRange, type WallRange } from './wall-time.ts';
import { isReckonable, WALL_DAY_MS, zoneClock } from './zone-clock.ts';

/** The local hours in which customers may be rung (S8), `HH:MM` to `HH:MM` on one day. */
export type CallingWindow = TimeRange;

/** The usual window, and those of countries (ISO 3166-1 alpha-2, upper case) that have another. */
export interface CallingWindows extends CallingWindow {
  readonly perCountry: Readonly<Record<string, CallingWindow>>;
}

/** 08:00 to 21:00 everywhere. */
export const DEFAULT_CALLING_WINDOWS: CallingWindows = { from: '08:00', to: '21:00', perCountry: {} };

/** The longest that any two zones' windows can take to meet, if they meet at all. */
const SEARCH_MS = hours(8 * 24);

const ranges = new Map<string, WallRange>();
const RANGES_MAX = 1_000;

function wallRangeOf(window: CallingWindow): WallRange {
  const key = `${window.from}-${window.to}`;
  const known = ranges.get(key);
  if (known !== undefined) return known;
  if (ranges.size >= RANGES_MAX) ranges.clear();
  const range = toWallRange(window);
  ranges.set(key, range);
  return range;
}

/** The window of a country; the usual one where the country is not known or has none of its own. */
export function callingWindowOf(windows: CallingWindows, country: string | null): CallingWindow {
  return (country === null ? undefined : windows.perCountry[country]) ?? windows;
}

/**
 * The zones a call has to be allowed in. The customer's own zone alone when given. Otherwise every zone the number can
 * belong to, as nobody knows which it is; and where the number says nothing, the service's zone.
 */
export function applicableZones(
  customerZone: string | null,
  numberZones: readonly string[],
  serviceZone: string,
): readonly string[] {
  if (customerZone !== null) return [customerZone];
  return numberZones.length > 0 ? numberZones : [serviceZone];
}

function isWithinInZone(at: Instant, zone: string, range: WallRange): boolean {
  const wall = zoneClock(zone).wallAt(at);
  const timeOfDayMs = wall - Math.floor(wall / WALL_DAY_MS) * WALL_DAY_MS;
  return timeOfDayMs >= range.fromMs && timeOfDayMs < range.toMs;
}

/**
 * Is it a permitted hour in `zone`? True when no zone is known (null): there is no local time to hold against the window.
 * Throws RangeError for a zone that is none.
 */
export function isWithinCallingWindow(at: Instant, zone: string | null, window: CallingWindow): boolean {
  return isReckonable(at) && (zone === null || isWithinInZone(at, zone, wallRangeOf(window)));
}

/** Is it a permitted hour in every one of `zones`? True when there are none (`applicableZones` never leaves it at that). */
export function isCallableAt(at: Instant, zones: readonly string[], window: CallingWindow): boolean {
  return isReckonable(at) && zones.every((zone) => isWithinCallingWindow(at, zone, window));
}

function nextInZone(at: Instant, zone: string, range: WallRange): Instant | null {
  const clock = zoneClock(zone);
  const today = clock.dayAt(at);
  for (let day = today; day <= today + 3; day += 1) {
    const stretches = clock.stretchesShowing(day * WALL_DAY_MS + range.fromMs, day * WALL_DAY_MS + range.toMs);
    const next = stretches.find((stretch) => stretch.startsAt > at);
    if (next !== undefined) return next.startsAt;
  }
  return null;
}

/**
 * The earliest instant not before `at` that is a permitted hour in every one of `zones`. Null when there is none in
 * eight days: the zones are so far apart that their windows never meet, and somebody has to say where the customer is.
 */
export function nextCallableAt(at: Instant, zones: readonly string[], window: CallingWindow): Instant | null {
  if (!isReckonable(at)) return null;
  const range = wallRangeOf(window);
  let candidate = at;
  while (candidate <= at + SEARCH_MS) {
    const current = candidate;
    const blocking = zones.find((zone) => !isWithinInZone(current, zone, range));
    if (blocking === undefined) return candidate;
    const next = nextInZone(candidate, blocking, range);
    if (next === null) return null;
    candidate = next;
  }
  return null;
}

/** What is wrong with a calling window; null when nothing is. */
export function callingWindowProblem(window: CallingWindow): string | null {
  const fromMs = parseTimeOfDay(window.from);
  const toMs = parseTimeOfDay(window.to);
  if (fromMs === null || toMs === null) return 'Write times as HH:MM.';
  return fromMs < toMs ? null : 'The end must be later than the start on the same day.';
}
