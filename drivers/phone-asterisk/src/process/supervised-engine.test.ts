import { expect, test } from 'vitest';
import { until } from '@ringback/testkit';
import type { KeptEngine } from './kept-engine.ts';
import { superviseEngine } from './supervised-engine.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Engines that end when they are told to, or never start when `refuses` says so. */
function scripted(refuses: (number: number) => boolean = () => false) {
  const lives: { die: () => void; isStopped: boolean }[] = [];
  let startCount = 0;
  async function keep(): Promise<KeptEngine> {
    startCount += 1;
    if (refuses(startCount)) throw new Error('no room');
    const ended = Promise.withResolvers<void>();
    const life = { die: () => ended.resolve(), isStopped: false };
    lives.push(life);
    const stop = async (): Promise<void> => {
      life.isStopped = true;
      ended.resolve();
    };
    return { url: '', wasRunning: false, ended: ended.promise, stop };
  }
  return { keep, lives, startCount: () => startCount };
}

const quick = { log, random: () => 0.5, backoff: { firstMs: 10, lastMs: 40 } };

test('[X1] an engine that ends by itself is started again, as often as it ends', async () => {
  const { keep, lives } = scripted();
  const engine = await superviseEngine({ ...quick, keep });
  for (const count of [1, 2, 3]) {
    await until(`life ${count}`, async () => lives.length === count, 2_000);
    lives[count - 1]?.die();
  }
  await until('the fourth life', async () => lives.length === 4, 2_000);
  await engine.stop();
  expect(lives.map(({ isStopped }) => isStopped)).toEqual([false, false, false, true]);
});

test('[X1] a start that fails is tried again', async () => {
  const { keep, lives } = scripted((number) => number === 2 || number === 3);
  const engine = await superviseEngine({ ...quick, keep });
  lives[0]?.die();
  await until('the second life', async () => lives.length === 2, 2_000);
  await engine.stop();
});

test('an engine that is stopped stays stopped, also in the pause before a start', async () => {
  const { keep, lives, startCount } = scripted((number) => number > 1);
  const engine = await superviseEngine({ ...quick, keep, backoff: { firstMs: 60_000, lastMs: 60_000 } });
  lives[0]?.die();
  await until('the start that fails', async () => startCount() === 2, 2_000);
  await engine.stop();
  expect(startCount()).toBe(2);
});

test('the first start that fails is told', async () => {
  const { keep } = scripted(() => true);
  await expect(superviseEngine({ ...quick, keep })).rejects.toThrow('no room');
});
