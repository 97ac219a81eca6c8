import { expect, onTestFinished, test, vi } from 'vitest';
import { Judge } from './judge.ts';
import { profiles } from './profiles.ts';
import { runSeed, type SeedRun } from './run.ts';
import { Trace } from './trace.ts';

/** Twenty minutes of the storm. */
function shortStorm(parts: Partial<SeedRun>): SeedRun {
  const { storm } = profiles;
  if (storm === undefined) throw new Error('there is no profile storm');
  const profile = { ...storm, hours: [8.5, 8.85] as const };
  return { seed: 4, profile, dayCount: 1, isOnce: false, storyLength: 0, ...parts };
}

test('[I8] the second run of a seed is the same without a judge, and its calls and commits count', async () => {
  const written = vi.spyOn(Judge.prototype, 'written');
  onTestFinished(() => written.mockRestore());
  const once = await runSeed(shortStorm({ isOnce: true }));
  const judgedCount = written.mock.calls.length;
  const twice = await runSeed(shortStorm({}));
  expect(once.failure).toBeNull();
  expect(once.commitCount).toBe(judgedCount);
  expect(once.commitCount).toBeGreaterThan(100);
  expect(twice).toEqual({ ...once, callCount: 2 * once.callCount, commitCount: 2 * once.commitCount });
  expect(written.mock.calls.length).toBe(2 * judgedCount);
});

test('[I8] a second run that goes another way is told', async () => {
  const finish = vi.spyOn(Trace.prototype, 'finish').mockReturnValueOnce('another');
  onTestFinished(() => finish.mockRestore());
  const { failure } = await runSeed(shortStorm({}));
  expect(failure).toMatch(/^\[I8\] two runs differ: another and [0-9a-f]{16}; repeat with: npm run sim -- --seeds 4 /);
});
