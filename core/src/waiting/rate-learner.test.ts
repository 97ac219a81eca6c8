import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DEFAULT_RATE_SETTINGS,
  LAST_STARTS_KEPT,
  currentRates,
  newLearnedRates,
  observeLeft,
  observeService,
  observeServiceStart,
  withRateSettings,
} from './rate-learner.ts';

const HOUR_MS = 3_600_000;

test('[Q9] a queue that has seen nothing and was told nothing knows no handle time', () => {
  expect(currentRates(newLearnedRates(), 0).meanHandleMs).toBeNull();
});

test('[Q9] what the administrator expects counts like that many observations', () => {
  const told = newLearnedRates({
    ...DEFAULT_RATE_SETTINGS,
    handlePrior: { expectedHandleMs: 300_000, weightCount: 3 },
  });
  expect(currentRates(told, 0)).toMatchObject({ meanHandleMs: 300_000, handleWeightCount: 3 });
  const seen = observeService(told, { handleMs: 100_000, at: 0 });
  expect(currentRates(seen, 0)).toMatchObject({ meanHandleMs: 250_000, handleWeightCount: 4 });
  // After one half-life the observation is worth half: (3 * 300 + 0.5 * 100) / 3.5.
  expect(currentRates(seen, HOUR_MS).meanHandleMs).toBeCloseTo(950_000 / 3.5, 6);
});

test('[Q9] after one half-life the old mean and a new observation of the same weight meet in the proportion 1 to 2', () => {
  const old = observeService(newLearnedRates(), { handleMs: 100_000, at: 0 });
  const both = observeService(old, { handleMs: 400_000, at: HOUR_MS });
  expect(currentRates(both, HOUR_MS)).toMatchObject({ meanHandleMs: 300_000, handleWeightCount: 1.5 });
  expect(both.handleObservedCount).toBe(2);
});

test('[Q9] a silence of weeks does not make a learned handle time unknown', () => {
  const seen = observeService(newLearnedRates(), { handleMs: 100_000, at: 0 });
  expect(currentRates(seen, 5_000 * HOUR_MS).meanHandleMs).toBe(100_000);
});

test('[Q9] the rate of giving up is hang-ups over all live waiting, the prior included', () => {
  let state = newLearnedRates();
  expect(currentRates(state, 0).abandonRatePerMs).toBe(1 / 360_000);
  state = observeLeft(state, { waitedMs: 60_000, left: 'abandonedInQueue', at: 0 });
  state = observeLeft(state, { waitedMs: 120_000, left: 'served', at: 0 });
  state = observeLeft(state, { waitedMs: 180_000, left: 'tookCallback', at: 0 });
  expect(currentRates(state, 0).abandonRatePerMs).toBeCloseTo(2 / 720_000, 15);
});

test('[Q9] ten thousand callers with a patience of 200 s teach that patience', () => {
  let state = newLearnedRates();
  // Patience of evenly spaced probabilities of the exponential law, cut off by service after 100 s.
  for (let i = 0; i < 10_000; i += 1) {
    const patienceMs = -200_000 * Math.log((i + 0.5) / 10_000);
    const hasLeft = patienceMs < 100_000;
    state = observeLeft(state, {
      waitedMs: Math.min(patienceMs, 100_000),
      left: hasLeft ? 'abandonedInQueue' : 'served',
      at: i,
    });
  }
  expect(1 / currentRates(state, 10_000).abandonRatePerMs / 200_000).toBeCloseTo(1, 2);
});

test('[Q9] when patience was last seen long ago the prior speaks again', () => {
  const state = observeLeft(newLearnedRates(), { waitedMs: 9e9, left: 'served', at: 0 });
  expect(currentRates(state, 0).abandonRatePerMs).toBeLessThan(1e-9);
  expect(currentRates(state, 400 * HOUR_MS).abandonRatePerMs * 360_000).toBeCloseTo(1, 6);
});

const observation = fc.record({
  ms: fc.integer({ min: 0, max: 900_000 }),
  at: fc.integer({ min: 0, max: 20 * HOUR_MS }),
});

test('[I8] the order in which observations arrive does not change what is learned', () => {
  fc.assert(
    fc.property(fc.array(observation, { minLength: 1, maxLength: 40 }), (list) => {
      const learn = (ordered: readonly { ms: number; at: number }[]) => {
        let state = newLearnedRates();
        for (const { ms, at } of ordered) {
          state = observeService(state, { handleMs: ms, at });
          state = observeLeft(state, { waitedMs: ms, left: ms % 2 === 0 ? 'abandonedInQueue' : 'served', at });
        }
        return currentRates(state, 21 * HOUR_MS);
      };
      const forwards = learn(list);
      const backwards = learn(list.toReversed());
      expect(backwards.meanHandleMs ?? -1).toBeCloseTo(forwards.meanHandleMs ?? -2, 3);
      expect(backwards.abandonRatePerMs / forwards.abandonRatePerMs).toBeCloseTo(1, 9);
    }),
  );
});

test('[I8] learning leaves the state it started from alone, and a stored state goes on like the one in memory', () => {
  const before = observeService(newLearnedRates(), { handleMs: 1_000, at: 5 });
  const frozen = structuredClone(before);
  const after = observeLeft(before, { waitedMs: 10, left: 'served', at: 7 });
  expect(before).toEqual(frozen);
  expect(JSON.parse(JSON.stringify(after))).toEqual(after);
});

test('[Q9] the last service starts are kept in order of time, and only so many', () => {
  let state = newLearnedRates();
  for (let i = 0; i < LAST_STARTS_KEPT + 5; i += 1) state = observeServiceStart(state, { at: i * 10, waitedMs: i });
  state = observeServiceStart(state, { at: 235, waitedMs: 1 });
  const starts = state.lastServiceStarts.map((start) => start.at);
  expect(starts).toHaveLength(LAST_STARTS_KEPT);
  expect(starts.slice(-3)).toEqual([230, 235, 240]);
});

test('[Q9] only a served caller is a service start', () => {
  let state = observeLeft(newLearnedRates(), { waitedMs: 1, left: 'abandonedInQueue', at: 1 });
  state = observeLeft(state, { waitedMs: 2, left: 'tookCallback', at: 2 });
  state = observeLeft(state, { waitedMs: 3, left: 'served', at: 3 });
  expect(state.lastServiceStarts).toEqual([{ at: 3, waitedMs: 3 }]);
});

test('[Q9] new settings keep what was observed', () => {
  const seen = observeService(newLearnedRates(), { handleMs: 100_000, at: 0 });
  const told = withRateSettings(seen, {
    ...DEFAULT_RATE_SETTINGS,
    handlePrior: { expectedHandleMs: 200_000, weightCount: 1 },
  });
  expect(currentRates(told, 0).meanHandleMs).toBe(150_000);
});

test('[Q9] negative times and empty priors are refused', () => {
  expect(() => observeService(newLearnedRates(), { handleMs: -1, at: 0 })).toThrow(RangeError);
  expect(() => observeLeft(newLearnedRates(), { waitedMs: Number.NaN, left: 'served', at: 0 })).toThrow(RangeError);
  const noPrior = { ...DEFAULT_RATE_SETTINGS, patiencePrior: { abandonedCount: 0, waitedMs: 1 } };
  expect(() => newLearnedRates(noPrior)).toThrow(RangeError);
});
