import type { Client } from '@ringback/client';
import { untilReached, wait } from './reaching.ts';

/** The server's clock, followed from here. */
export interface ClockFollower {
  /** The server's time as far as is known, epoch milliseconds. */
  now(): number;
  /** Resolves when the server's clock shows `at`. */
  reach(at: number): Promise<void>;
  /** Sets the server's clock forward; does nothing when it is there already. */
  jump(at: number): Promise<void>;
  /** Sets how fast the server's clock runs. */
  setSpeed(speed: number): Promise<void>;
}

/** The clock is looked at again after this, real milliseconds. */
const syncEveryMs = 2000;
const longestSleepMs = 500;

/**
 * Follows the server's clock, which runs `speed` times as fast as real time. Looks at it every two seconds; a server that
 * was restarted has lost speed and time, and is given both back.
 */
export async function followClock(client: Client): Promise<ClockFollower> {
  let shown = 0;
  let seenAt = 0;
  let speed = 1;

  const take = async (ask: () => Promise<{ now: string; speed: number }>) => {
    const askedAt = performance.now();
    const answer = await untilReached(ask);
    seenAt = (askedAt + performance.now()) / 2;
    shown = Date.parse(answer.now);
    return answer;
  };
  const now = () => shown + (performance.now() - seenAt) * speed;
  const sync = async () => {
    const expected = now();
    const answer = await take(() => client.getClock());
    if (answer.speed === speed) return;
    const isBehind = Date.parse(answer.now) < expected;
    await take(() => client.setClock({ body: { speed, ...(isBehind ? { now: isoOf(expected) } : {}) } }));
  };

  speed = (await take(() => client.getClock())).speed;
  return {
    now,
    async reach(at) {
      while (now() < at) {
        if (performance.now() - seenAt > syncEveryMs) await sync();
        const leftMs = (at - now()) / Math.max(speed, 1e-9);
        if (leftMs > 0) await wait(Math.min(longestSleepMs, leftMs));
      }
    },
    async jump(at) {
      if (at > now()) await take(() => client.setClock({ body: { now: isoOf(at) } }));
    },
    async setSpeed(wanted) {
      speed = (await take(() => client.setClock({ body: { speed: wanted } }))).speed;
    },
  };
}

/** An instant as the contract writes it. */
export function isoOf(at: number): string {
  return new Date(Math.round(at)).toISOString();
}
