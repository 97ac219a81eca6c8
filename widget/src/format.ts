import type { Locale } from './locale.ts';
import type { EstimatedWait } from './wire.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const hoursFromMs = 90 * minuteMs;

/**
 * A wait in words, as a range that errs on the honest side: the low end rounded down, the high end up;
 * in minutes up to 90, in hours beyond. Null = not known.
 */
export function waitText(wait: EstimatedWait | null, locale: Locale): string {
  if (wait === null) return locale.text('waitUnknown');
  if (wait.highMs < minuteMs) return locale.text('waitUnderMinute');
  const inHours = wait.highMs > hoursFromMs;
  const unitMs = inHours ? hourMs : minuteMs;
  const low = Math.max(1, Math.floor(wait.lowMs / unitMs));
  const high = Math.max(low, Math.ceil(wait.highMs / unitMs));
  if (low === high) return locale.text(inHours ? 'waitHours' : 'waitMinutes', { count: low });
  return locale.text(inHours ? 'waitHoursRange' : 'waitMinutesRange', { low, high });
}

/** The hour and minute of an instant in a zone, as the locale writes it: "14:30". */
export function timeLabel(instant: string, timeZone: string, locale: Locale): string {
  return formatter(locale.tag, { hour: 'numeric', minute: '2-digit', timeZone }).format(new Date(instant));
}

/** The full day of an instant in a zone: "Tuesday 24 November". */
export function dayLabel(instant: string, timeZone: string, locale: Locale): string {
  return formatter(locale.tag, { weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(new Date(instant));
}

/** Day and time together: "Tuesday 24 November, 14:30". */
export function dayTimeLabel(instant: string, timeZone: string, locale: Locale): string {
  return locale.text('dayAndTime', {
    day: dayLabel(instant, timeZone, locale),
    time: timeLabel(instant, timeZone, locale),
  });
}

/** Weekday, day and month in short, for the strip of days. */
export function dayParts(
  instant: string,
  timeZone: string,
  locale: Locale,
): { weekday: string; day: string; month: string } {
  const date = new Date(instant);
  const part = (options: Intl.DateTimeFormatOptions): string =>
    formatter(locale.tag, { ...options, timeZone }).format(date);
  const numeral =
    formatter(locale.tag, { day: 'numeric', timeZone })
      .formatToParts(date)
      .find((p) => p.type === 'day')?.value ?? '';
  return { weekday: part({ weekday: 'short' }), day: numeral, month: part({ month: 'short' }) };
}

/** A number as people read it; only the North American plan has one grouping for all, others stay as they are. */
export function numberLabel(e164: string): string {
  return e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');
}

/** Time left as minutes and seconds, never below 0:00. */
export function countdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The device's IANA zone; UTC where the browser does not tell. */
export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter is slow (a picker has hundreds of labels), so each one is made once. */
function formatter(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(tag, options);
  formatters.set(key, known);
  return known;
}
