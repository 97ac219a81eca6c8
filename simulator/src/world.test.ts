import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { wanted } from './coverage.ts';
import { profiles, type Profile } from './profiles.ts';
import { addResult, noTotals, runSeed, type SeedResult } from './run.ts';
import { runOnThreads } from './workers.ts';

/**
 * Goal: with everything failing at once no invariant breaks, and a seed is the same run twice. Method: 100 seeds of the storm, each
 * played twice with its traces compared. A storm is an hour and a half of a small, overloaded centre with its faults ten times as dense as
 * on the day of `--profile faults`: as many crashes and takeovers as in a day there, in a tenth of the time.
 */
const SEEDS = Array.from({ length: 100 }, (_, index) => index + 1);
const PATIENCE_MS = 900_000;

function profileOf(name: string): Profile {
  const found = profiles[name];
  if (found === undefined) throw new Error(`there is no profile ${name}`);
  return found;
}

test(
  '[X1][X2][I1][I2][I3][I4][I5][I6][I7][I8][I9][I10] a hundred seeds with every fault at once',
  async () => {
    const totals = noTotals();
    const task = { profileName: 'storm', agentCount: null, dayCount: 1, isOnce: false, storyLength: 0 };
    const told = (result: SeedResult): void => addResult(totals, result);
    await runOnThreads(SEEDS, availableParallelism(), task, told, () => totals.failures.length > 0);
    expect(totals.failures).toEqual([]);
    expect(totals.seedCount).toBe(SEEDS.length);
    const unvisited = wanted().steps.filter((name) => totals.visits[name] === undefined);
    expect(unvisited).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  '[X1][I1] a centre of twelve agents on an ordinary day, nothing fails: everybody is served or told',
  async () => {
    const profile = { ...profileOf('day'), agentCounts: [12], hours: [8, 11] as const };
    const result = await runSeed({ seed: 1, profile, dayCount: 1, isOnce: true, storyLength: 0 });
    expect(result.failure).toBeNull();
    expect(result.customerCount).toBeGreaterThan(100);
    expect(result.visits['outcome completed']).toBeGreaterThan(10);
  },
  PATIENCE_MS,
);

test('[I8] another seed is another world', async () => {
  const profile = { ...profileOf('storm'), hours: [8.5, 9] as const };
  const runs = [1, 2].map((seed) => runSeed({ seed, profile, dayCount: 1, isOnce: true, storyLength: 0 }));
  const [first, second] = await Promise.all(runs);
  expect(first?.trace).not.toBe(second?.trace);
});
