import type { CallbackState } from '../callback/vocabulary.ts';
import type { Center } from './center.ts';

/** How many open callbacks of each queue are in which state. Kept in step once somebody has asked. */
export class StateCounts {
  private readonly byQueue = new Map<string, Map<string, number>>();

  /** One more or one less. */
  count(queueId: string, state: CallbackState, by: 1 | -1): void {
    let states = this.byQueue.get(queueId);
    if (states === undefined) {
      states = new Map();
      this.byQueue.set(queueId, states);
    }
    const count = (states.get(state) ?? 0) + by;
    if (count === 0) states.delete(state);
    else states.set(state, count);
  }

  /** A callback took a step; a closed one is counted no more. */
  moved(queueId: string, from: CallbackState, to: CallbackState): void {
    this.count(queueId, from, -1);
    if (to !== 'closed') this.count(queueId, to, 1);
  }

  /** The states of a queue that occur. */
  of(queueId: string): Readonly<Record<string, number>> {
    return Object.fromEntries(this.byQueue.get(queueId) ?? []);
  }
}

/** The counts of a centre; the first who asks has every open callback walked once. */
export function stateCountsOf(center: Center): StateCounts {
  if (center.stateCounts !== null) return center.stateCounts;
  const counts = new StateCounts();
  for (const callback of center.callbacks.values()) counts.count(callback.queueId, callback.state, 1);
  center.stateCounts = counts;
  return counts;
}
