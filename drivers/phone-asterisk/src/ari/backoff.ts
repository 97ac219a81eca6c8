/** Bounds of the pauses between attempts to connect, milliseconds. */
export interface BackoffBounds {
  readonly firstMs: number;
  readonly lastMs: number;
}

/**
 * The pause before attempt `failureCount` + 1: doubles from `firstMs` to `lastMs`; half of it is fixed and half random, so
 * that several nodes do not come back in step. `random` is in [0, 1).
 */
export function pauseAfter(failureCount: number, bounds: BackoffBounds, random: number): number {
  const fullMs = Math.min(bounds.lastMs, bounds.firstMs * 2 ** Math.min(failureCount, 30));
  return fullMs / 2 + (fullMs / 2) * random;
}
