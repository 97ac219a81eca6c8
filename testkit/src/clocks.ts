import type { Clock } from '@ringback/engine';

/** A clock that stands still until a test moves it. */
export interface StepClock extends Clock {
  /**
   * Moves time on by `durationMs` and runs what is due on the way, in time order and, at one instant, in the order it was
   * asked for. `now()` is the due time while a wake-up runs. Before the first, after each, and at the end it waits one turn
   * of the event loop (setImmediate), which empties the microtask queue: promise chains without real input or output have
   * settled, and wake-ups they asked for are run too. Real I/O is not waited for. An error of a wake-up rejects the call.
   * One at a time: a second call while one runs is a mistake in the test and throws.
   */
  advance(durationMs: number): Promise<void>;
  /** When the next wake-up is due, epoch milliseconds; null when there is none. */
  nextWakeUpAt(): number | null;
}

interface WakeUp {
  readonly at: number;
  readonly run: () => void;
}

/** Makes a step clock that shows `startAt`, epoch milliseconds. */
export function createStepClock(startAt: number): StepClock {
  let nowAt = startAt;
  let isAdvancing = false;
  const wakeUps: WakeUp[] = [];

  async function runDueUntil(targetAt: number): Promise<void> {
    await settle();
    for (let next = wakeUps[0]; next !== undefined && next.at <= targetAt; next = wakeUps[0]) {
      wakeUps.shift();
      nowAt = Math.max(nowAt, next.at);
      next.run();
      await settle();
    }
    nowAt = targetAt;
  }

  return {
    now: () => nowAt,
    wakeAt(at, run) {
      const wakeUp = { at, run };
      wakeUps.splice(indexAfter(wakeUps, at), 0, wakeUp);
      return () => {
        const index = wakeUps.indexOf(wakeUp);
        if (index >= 0) wakeUps.splice(index, 1);
      };
    },
    nextWakeUpAt: () => wakeUps[0]?.at ?? null,
    async advance(durationMs) {
      if (isAdvancing) throw new Error('advance() was called while another advance() was running');
      isAdvancing = true;
      try {
        await runDueUntil(nowAt + durationMs);
      } finally {
        isAdvancing = false;
      }
    },
  };
}

/** Where a wake-up at `at` belongs: behind all that are due at the same time or earlier. */
function indexAfter(wakeUps: readonly WakeUp[], at: number): number {
  let low = 0;
  let high = wakeUps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const wakeUp = wakeUps[middle];
    if (wakeUp !== undefined && wakeUp.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One turn of the event loop: every promise that can settle without real input or output has settled. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
