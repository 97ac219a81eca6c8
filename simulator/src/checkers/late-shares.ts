import type { DialAheadRule, HistoryEntry } from '@ringback/core';
import { halfFor } from './learned.ts';
import type { Step, StoredWorld } from './stored-world.ts';

/** Half of what was seen is forgotten in a day, milliseconds (docs/delivery.md). */
const HALF_LIFE_MS = 86_400_000;

interface Sums {
  at: number;
  endedCount: number;
  lateCount: number;
}

/**
 * The share of those who pressed 1 and then waited too long for an agent, of each service that dials ahead, counted from the
 * history alone. Late is only who certainly was, and whoever may have had an agent in time counts as such: the share is never too
 * large.
 */
export class LateShares {
  private readonly sums = new Map<string, Sums>();
  /** Since when customers of these services hold the line. */
  private readonly holdingSince = new Map<string, number>();

  /** Takes in an entry that tells how somebody waited. */
  take(world: StoredWorld, entry: HistoryEntry): void {
    const { itemId, serviceId, at, type, detail } = entry;
    const rule = world.services.get(serviceId ?? '')?.dialAhead ?? null;
    if (rule === null || itemId === null) return;
    if (type === 'callback.confirmed') {
      this.holdingSince.set(itemId, at);
      return;
    }
    const since = this.holdingSince.get(itemId) ?? null;
    this.holdingSince.delete(itemId);
    const outcome = type === 'callback.connected' ? type : String(detail['outcome']);
    const verdict = verdictOn(outcome, since === null ? null : at - since, rule);
    if (verdict !== null) this.count(keyOf(entry), at, verdict === 'late');
  }

  /** After the entries of a commit: who holds the line now, for services that ask for no key. */
  follow(world: StoredWorld, step: Step): void {
    for (const { key, after } of step.callbacks) {
      if (after?.state !== 'holding' || after.dueAt === null) continue;
      const service = world.services.get(after.serviceId);
      if (service !== undefined && service.dialAhead !== null)
        this.holdingSince.set(key, after.dueAt - service.holdCapMs);
    }
  }

  /** The share of a service in a queue, 0 to 1; 0 while nobody was seen. */
  shareOf(place: { readonly serviceId: string | null; readonly queueId: string | null }): number {
    const sums = this.sums.get(keyOf(place));
    return sums === undefined ? 0 : sums.lateCount / sums.endedCount;
  }

  private count(key: string, at: number, isLate: boolean): void {
    const known = this.sums.get(key) ?? { at, endedCount: 0, lateCount: 0 };
    const fade = halfFor(at - known.at, HALF_LIFE_MS);
    this.sums.set(key, {
      at,
      endedCount: known.endedCount * fade + 1,
      lateCount: known.lateCount * fade + (isLate ? 1 : 0),
    });
  }
}

function keyOf({ serviceId, queueId }: { readonly serviceId: string | null; readonly queueId: string | null }): string {
  return `${serviceId} ${queueId}`;
}

/**
 * Was the wait too long, in time, or does it tell nothing? Who hangs up before the target tells nothing; of whom it is not known
 * when they pressed 1, it was in this very moment.
 */
function verdictOn(
  outcome: string,
  waitedMs: number | null,
  { waitTargetMs }: DialAheadRule,
): 'late' | 'in_time' | null {
  const isLong = waitedMs !== null && waitedMs > waitTargetMs;
  if (outcome === 'callback.connected' || outcome === 'unattended_answer') return isLong ? 'late' : 'in_time';
  if (outcome === 'hung_up_waiting') return isLong ? 'late' : waitedMs === null ? 'in_time' : null;
  // The network lost them, or they asked for something else: whether that counts is not told.
  return isLong ? 'in_time' : null;
}
