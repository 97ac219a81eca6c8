import { minutes, type Instant } from '../time.ts';

/** How long before its time a scheduled callback enters the line when nothing else is said (S7). */
export const DEFAULT_LEAD_MS = minutes(1);

/**
 * When a scheduled callback enters the line, so that it is rung at the promised time (S7): ahead by the lead, or by the
 * estimated wait where that is longer. It stands there as if it had arrived then. `estimatedWaitMs` null: not known.
 */
export function entersLineAt(scheduledFor: Instant, leadMs: number, estimatedWaitMs: number | null): Instant {
  return scheduledFor - Math.max(leadMs, estimatedWaitMs ?? 0);
}
