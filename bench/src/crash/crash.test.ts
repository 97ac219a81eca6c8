import { describe, expect, test } from 'vitest';
import { allPoints } from './kill-plan.ts';
import { crashRunOn, type CrashStore } from './on-store.ts';

const killCount = Number(process.env['RINGBACK_TEST_KILLS'] ?? 10);
const seed = Number(process.env['RINGBACK_TEST_SEED'] ?? 20_260_302);
const serverUrl = process.env['RINGBACK_TEST_DATABASE_URL'];
const LIMIT_MS = 180_000 + killCount * 15_000;

async function run(store: CrashStore): Promise<void> {
  const report = await crashRunOn(store, { seed, killCount, limitMs: LIMIT_MS, say: () => undefined });
  const { kills, broken, ...counts } = report;
  console.log(`seed ${seed}, ${kills.map(({ plan }) => plan).join(', ')}:`, JSON.stringify(counts));
  expect(broken).toEqual([]);
  expect(kills).toHaveLength(killCount);
  const visited = kills.map(({ plan }) => plan.split(':')[0]);
  expect(allPoints.filter((point) => !visited.includes(point))).toEqual([]);
  expect(counts.acknowledgedCount).toBeGreaterThan(killCount);
  expect(counts.ringCount).toBeGreaterThan(killCount);
  expect(counts.retriedCount).toBeGreaterThan(0);
}

describe('a server that is killed at named points and random moments, while the telephone network goes on', () => {
  const name = (store: string): string => `[X1][X2][A1][I1][I2][I3][I4][I7] keeps what it acknowledged, in ${store}`;

  test(name('the embedded database'), () => run({ kind: 'pglite' }), LIMIT_MS);

  test.skipIf(serverUrl === undefined)(
    name('PostgreSQL'),
    () => run({ kind: 'postgres', serverUrl: serverUrl ?? '' }),
    LIMIT_MS,
  );
});
