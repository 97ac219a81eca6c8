import { Worker } from 'node:worker_threads';
import type { SeedResult } from './run.ts';

/** What a worker is told: the same for all of them. Each takes the next seed that nobody has taken. */
export interface WorkerTask {
  readonly profileName: string;
  readonly agentCount: number | null;
  readonly dayCount: number;
  readonly isOnce: boolean;
  readonly storyLength: number;
}

/**
 * Plays seeds on several threads. Results are told as they come, in no order; `isEnough` ends it early. Every seed is a
 * world of its own, so how many threads there are changes nothing but the time it takes.
 */
export async function runOnThreads(
  seeds: readonly number[],
  threadCount: number,
  task: WorkerTask,
  told: (result: SeedResult) => void,
  isEnough: () => boolean,
): Promise<void> {
  const left = [...seeds];
  const next = (): number | null => (isEnough() ? null : (left.shift() ?? null));
  await Promise.all(Array.from({ length: Math.min(threadCount, seeds.length) }, () => runOne(task, next, told)));
}

function runOne(task: WorkerTask, next: () => number | null, told: (result: SeedResult) => void): Promise<void> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: task });
  return new Promise((resolve, reject) => {
    const goOn = (): void => {
      const seed = next();
      if (seed === null) void worker.terminate().then(() => resolve(), reject);
      else worker.postMessage(seed);
    };
    worker.on('message', (result: SeedResult) => {
      told(result);
      goOn();
    });
    worker.on('error', reject);
    goOn();
  });
}
