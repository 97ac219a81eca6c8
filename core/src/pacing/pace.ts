import type { Instant } from '../time.ts';
import { fadeUntil } from '../waiting/rate-learner.ts';

/**
 * What a service learns of dialling customers before an agent is free (D4): how many of them confirm, how long that takes,
 * and how long they then wait. Sums that fade together, weights those of `at`.
 */
export interface Pace {
  readonly at: Instant | null;
  readonly dialCount: number;
  readonly confirmedCount: number;
  /** From the order to dial to the confirmation, all together, milliseconds. */
  readonly confirmingMs: number;
  /** Customers who confirmed and whose wait is over. */
  readonly answerCount: number;
  /** Of them: nobody was there in time. */
  readonly lateCount: number;
}

/** A service that has dialled nobody ahead yet. */
export const NEW_PACE: Pace = {
  at: null,
  dialCount: 0,
  confirmedCount: 0,
  confirmingMs: 0,
  answerCount: 0,
  lateCount: 0,
};

/** Half of what was seen is forgotten in this time, milliseconds: the share is one of a day (Ofcom counts by 24 hours). */
const HALF_LIFE_MS = 86_400_000;

/** Before anything was seen: as if ten customers had been dialled, all had confirmed, each after 15 s. It errs towards few dials. */
const PRIOR = { dialCount: 10, confirmedCount: 10, confirmingMs: 150_000 };

/** A dial is over: the customer confirmed after so long, milliseconds, or did not (null). */
export function observeDial(pace: Pace, at: Instant, confirmingMs: number | null): Pace {
  const faded = fade(pace, at);
  if (confirmingMs === null) return { ...faded, dialCount: faded.dialCount + 1 };
  return {
    ...faded,
    dialCount: faded.dialCount + 1,
    confirmedCount: faded.confirmedCount + 1,
    confirmingMs: faded.confirmingMs + confirmingMs,
  };
}

/** A customer who had confirmed was connected, or left without: in time or not. */
export function observeAnswer(pace: Pace, at: Instant, isLate: boolean): Pace {
  const faded = fade(pace, at);
  return { ...faded, answerCount: faded.answerCount + 1, lateCount: faded.lateCount + (isLate ? 1 : 0) };
}

/** What a service expects of its next dials. */
export interface PaceRates {
  readonly confirmedRatio: number;
  /** From the order to dial to the confirmation, milliseconds. */
  readonly confirmingMs: number;
  /** The share of customers who waited too long, of those seen; 0 when none was. */
  readonly lateRatio: number;
}

/** What was seen and the prior say together. */
export function paceRates(pace: Pace): PaceRates {
  const confirmedCount = pace.confirmedCount + PRIOR.confirmedCount;
  return {
    confirmedRatio: confirmedCount / (pace.dialCount + PRIOR.dialCount),
    confirmingMs: (pace.confirmingMs + PRIOR.confirmingMs) / confirmedCount,
    lateRatio: pace.answerCount === 0 ? 0 : pace.lateCount / pace.answerCount,
  };
}

function fade(pace: Pace, at: Instant): Pace {
  const by = fadeUntil(pace, HALF_LIFE_MS, at);
  return {
    at: Math.max(pace.at ?? at, at),
    dialCount: pace.dialCount * by,
    confirmedCount: pace.confirmedCount * by,
    confirmingMs: pace.confirmingMs * by,
    answerCount: pace.answerCount * by,
    lateCount: pace.lateCount * by,
  };
}
