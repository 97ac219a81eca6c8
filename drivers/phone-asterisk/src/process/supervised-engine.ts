import { type BackoffBounds, pauseAfter } from '../ari/backoff.ts';
import type { AsteriskPhoneLog } from '../log.ts';
import type { KeptEngine } from './kept-engine.ts';

/** How an engine is kept running. */
export interface SupervisionOptions {
  /** Starts the engine, or takes up the one that runs. */
  readonly keep: () => Promise<KeptEngine>;
  readonly log: AsteriskPhoneLog;
  /** In [0, 1), for the pauses. */
  readonly random: () => number;
  readonly backoff?: BackoffBounds;
  /** One that lived this long counts as well again, milliseconds: its death is followed by a start without a pause. */
  readonly steadyAfterMs?: number;
}

/** An engine that is started again when it ends by itself. */
export interface SupervisedEngine {
  /** Whether it ran already at the beginning, with the calls it carries. */
  readonly wasRunning: boolean;
  /** Ends it in order, and it stays ended. */
  stop(): Promise<void>;
}

const BACKOFF: BackoffBounds = { firstMs: 500, lastMs: 30_000 };
const STEADY_AFTER_MS = 30_000;

/**
 * Starts an engine and starts it again whenever it ends by itself: the first time at once, then with growing, jittered pauses
 * until it lives for a while. Rejects when the very first start fails.
 */
export async function superviseEngine(options: SupervisionOptions): Promise<SupervisedEngine> {
  const { keep, log, random, backoff = BACKOFF, steadyAfterMs = STEADY_AFTER_MS } = options;
  const stopped = Promise.withResolvers<void>();
  let isStopping = false;
  let failureCount = 0;

  async function again(): Promise<KeptEngine | null> {
    for (;;) {
      const pauseMs = failureCount === 0 ? 0 : pauseAfter(failureCount - 1, backoff, random());
      failureCount += 1;
      await pauseUnless(stopped.promise, pauseMs);
      if (isStopping) return null;
      try {
        const engine = await keep();
        log.info('the phone engine was started again');
        return engine;
      } catch (error) {
        log.error('the phone engine could not be started again', { error: String(error) });
      }
    }
  }

  async function watch(first: KeptEngine): Promise<void> {
    for (let engine: KeptEngine | null = first; engine !== null; engine = await again()) {
      const startedAt = performance.now();
      await Promise.race([engine.ended, stopped.promise]);
      if (isStopping) return engine.stop();
      if (performance.now() - startedAt >= steadyAfterMs) failureCount = 0;
      log.error('the phone engine ended by itself: its calls are lost, it is started again', { failureCount });
    }
  }

  const first = await keep();
  const over = watch(first);
  return {
    wasRunning: first.wasRunning,
    async stop() {
      isStopping = true;
      stopped.resolve();
      await over;
    },
  };
}

async function pauseUnless(stopped: Promise<void>, pauseMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, pauseMs);
  await Promise.race([promise, stopped]);
  clearTimeout(timer);
}
