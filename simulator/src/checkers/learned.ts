import type { LearnedRates, QueuePolicy } from '@ringback/core';

/** Half of what was seen of handle times is forgotten in an hour, of patience in four, milliseconds (docs/waiting.md). */
const HANDLE_HALF_LIFE_MS = 3_600_000;
const PATIENCE_HALF_LIFE_MS = 14_400_000;

/** What an administrator expects of a queue is worth so many observations. */
const EXPECTATION_COUNT = 5;

/** Before anybody gave up: as if one caller had in so much waiting, milliseconds. */
const PATIENCE_PRIOR_MS = 360_000;

/** Mean time an agent is occupied with an item, milliseconds, reckoned from the stored sums; null while nothing is known. */
export function meanHandleMs(learned: LearnedRates | undefined, queue: QueuePolicy, at: number): number | null {
  const handle = learned?.handle;
  const fade = handle?.at == null ? 0 : halfFor(at - handle.at, HANDLE_HALF_LIFE_MS);
  const seenCount = (handle?.weightCount ?? 0) * fade;
  const expectedMs = queue.expectedHandleMs;
  // Without an expectation the mean does not depend on how much has faded.
  if (expectedMs === null) return seenCount > 0 ? (handle?.totalMs ?? 0) / (handle?.weightCount ?? 1) : null;
  const totalMs = (handle?.totalMs ?? 0) * fade + EXPECTATION_COUNT * expectedMs;
  return totalMs / (seenCount + EXPECTATION_COUNT);
}

/** How fast each waiting caller gives up, by the stored sums: callers a millisecond. */
export function leavingRatePerMs(learned: LearnedRates | undefined, at: number): number {
  const patience = learned?.patience;
  const fade = patience?.at == null ? 0 : halfFor(at - patience.at, PATIENCE_HALF_LIFE_MS);
  const leftCount = (patience?.weightCount ?? 0) * fade + 1;
  return leftCount / ((patience?.totalMs ?? 0) * fade + PATIENCE_PRIOR_MS);
}

/** What is left of a weight after so long: half for each half-life. */
export function halfFor(ageMs: number, halfLifeMs: number): number {
  return 0.5 ** (Math.max(0, ageMs) / halfLifeMs);
}
