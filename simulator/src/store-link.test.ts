import { expect, onTestFinished, test, vi } from 'vitest';
import { profiles } from './profiles.ts';
import { runSeed } from './run.ts';
import { StoreLink } from './store-link.ts';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value))
    for (const inner of Object.values(Object.freeze(value))) frozen(inner);
  return value;
}

/**
 * Goal: the simulated database keeps what was handed over, though only rows are copied. Method: an hour of the storm in which the
 * history, the effects and the replies of every batch are frozen: whoever changed one afterwards would throw.
 */
test('[X1] what a batch shares with its writer is never changed after it was handed over', async () => {
  const { storm } = profiles;
  if (storm === undefined) throw new Error('there is no profile storm');
  const { commit } = StoreLink.prototype;
  let count = 0;
  const spy = vi.spyOn(StoreLink.prototype, 'commit').mockImplementation(function (this: StoreLink, batch) {
    for (const shared of [batch.history, batch.effects, batch.replies, batch.effectIdsDone]) frozen(shared);
    count += 1;
    return commit.call(this, batch);
  });
  onTestFinished(() => spy.mockRestore());
  const result = await runSeed({ seed: 3, profile: storm, dayCount: 1, isOnce: true, storyLength: 0 });
  expect(result.failure).toBeNull();
  expect(count).toBeGreaterThan(500);
}, 60_000);
