import { minutes as minutesMs } from '../time.ts';
import type { DurationUse, Grammar } from './grammar.ts';
import { phraseOf } from './steps.ts';

const HOUR_MINUTES = 60;
/** Up to here a range is told in minutes; a person cannot do much with "between 85 and 115 minutes". */
const RANGE_MINUTES_MAX = 90;
/** Longer minutes are told in hours, and longer hours as a whole day. */
const MINUTES_MAX = 99;
const HOURS_MAX = 24;
/** From here on in steps of five minutes: more would promise a precision that no estimate has. */
const EXACT_MINUTES_MAX = 10;

/** The sentence about a wait: about so long, between two lengths, more than so long; without a number when it is unknown (Q9). */
export function waitClips(grammar: Grammar, lowMs: number | null, highMs: number | null): readonly string[] {
  if (lowMs === null || highMs === null) return phraseOf(grammar, 'wait_unknown');
  const low = toldMinutes(lowMs);
  const high = toldMinutes(Math.max(lowMs, highMs));
  if (low === high && low <= HOUR_MINUTES)
    return phraseOf(grammar, 'wait_about', { duration: durationClips(grammar, low, 'amount') });
  if (low >= HOUR_MINUTES || high > RANGE_MINUTES_MAX)
    return phraseOf(grammar, 'wait_over', { duration: durationClips(grammar, wholeHours(low), 'amount') });
  return phraseOf(grammar, 'wait_between', {
    low: grammar.lowMinutes(low),
    high: grammar.minutes(high, 'amount'),
  });
}

/** A length of time with its noun. `minutes` that are whole hours, or too many, are told in hours, rounded up. */
export function durationClips(grammar: Grammar, minutes: number, use: DurationUse): readonly string[] {
  const isHours = minutes % HOUR_MINUTES === 0 || minutes > MINUTES_MAX;
  return isHours
    ? grammar.hours(Math.min(HOURS_MAX, Math.ceil(minutes / HOUR_MINUTES)), use)
    : grammar.minutes(minutes, use);
}

/** Milliseconds as whole minutes, at least one. Rounded up: a wait shorter than told disappoints nobody. */
export function wholeMinutes(durationMs: number): number {
  return Math.max(1, Math.ceil(durationMs / minutesMs(1)));
}

function toldMinutes(durationMs: number): number {
  const minutes = wholeMinutes(durationMs);
  return minutes <= EXACT_MINUTES_MAX ? minutes : Math.ceil(minutes / 5) * 5;
}

/** "More than two hours": whole hours that have passed for sure; below one hour the minutes as they are. */
function wholeHours(minutes: number): number {
  return minutes < HOUR_MINUTES ? minutes : Math.floor(minutes / HOUR_MINUTES) * HOUR_MINUTES;
}
