import { expect, onTestFinished, test, vi } from 'vitest';
import { profiles } from './profiles.ts';
import { runSeed } from './run.ts';
import { Scheduler } from './scheduler.ts';

/**
 * Goal: what is planned as quiet settles no promise. Method: an hour and a half of the storm, with and without the wait for promises
 * after quiet events. Were there one that anything waited for, it would go on at another place, and the traces would differ.
 */
test.each([1, 2])(
  '[I8] seed %i is the same world when every event waits for promises',
  async (seed) => {
    const { storm } = profiles;
    if (storm === undefined) throw new Error('there is no profile storm');
    const run = { seed, profile: storm, dayCount: 1, isOnce: true, storyLength: 0 };
    const quiet = await runSeed(run);
    const spies = [
      vi.spyOn(Scheduler.prototype, 'quietlyAt').mockImplementation(function (this: Scheduler, time, what) {
        return this.at(time, what);
      }),
      vi.spyOn(Scheduler.prototype, 'quietlyAfter').mockImplementation(function (this: Scheduler, durationMs, what) {
        return this.after(durationMs, what);
      }),
    ];
    onTestFinished(() => {
      for (const spy of spies) spy.mockRestore();
    });
    const loud = await runSeed(run);
    expect(quiet.failure).toBeNull();
    expect(loud).toEqual(quiet);
    expect(quiet.commitCount).toBeGreaterThan(500);
  },
  60_000,
);
