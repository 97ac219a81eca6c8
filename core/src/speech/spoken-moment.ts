import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../time.ts';
import type { Grammar } from './grammar.ts';

/**
 * A moment on the wall clock of a zone: today, tomorrow or the date, and the time. Without `now` always the date. Nothing
 * when the zone is unknown: a time of the wrong zone would be worse.
 */
export function momentClips(grammar: Grammar, at: Instant, timeZone: string, now: Instant | null): readonly string[] {
  const local = localTime(at, timeZone);
  if (local === null) return [];
  const today = now === null ? null : localTime(now, timeZone);
  return [...dayClips(grammar, local, today), ...grammar.time({ hour: local.hour, minute: local.minute })];
}

function dayClips(
  grammar: Grammar,
  local: Temporal.ZonedDateTime,
  today: Temporal.ZonedDateTime | null,
): readonly string[] {
  const date = local.toPlainDate();
  if (today !== null && date.equals(today.toPlainDate())) return ['day_word.today'];
  if (today !== null && date.equals(today.toPlainDate().add({ days: 1 }))) return ['day_word.tomorrow'];
  return grammar.date({ weekday: date.dayOfWeek, month: date.month, day: date.day });
}

function localTime(at: Instant, timeZone: string): Temporal.ZonedDateTime | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
