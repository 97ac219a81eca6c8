import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { queueLengthMarkov } from './estimator.ts';
import type { WaitQuestion } from './estimator.ts';
import { DEFAULT_RATE_SETTINGS, newLearnedRates } from './rate-learner.ts';
import type { LearnedRates } from './rate-learner.ts';

/** A queue that knows nothing but its priors: a handle time of this length and hang-ups at this rate. */
function known(meanHandleMs: number, abandonRatePerMs: number): LearnedRates {
  return newLearnedRates({
    ...DEFAULT_RATE_SETTINGS,
    handlePrior: { expectedHandleMs: meanHandleMs, weightCount: 1 },
    patiencePrior: { abandonedCount: 1, waitedMs: 1 / abandonRatePerMs },
  });
}

const UNIT_MS = 100_000;

function question(part: Partial<WaitQuestion>): WaitQuestion {
  const learned = known(UNIT_MS, 1 / UNIT_MS);
  return { aheadLive: 0, aheadCallbacks: 0, serversEffective: 10, serversIdle: 0, learned, now: 0, ...part };
}

/** M/M/s+M with a mean handle time of 1: mean wait of the delayed and QLm's mean squared error, by exact integration, as printed. */
const EXACT: readonly (readonly [
  s: number,
  lambda: number,
  theta: number,
  meanWait: number,
  errorTimes1000: number,
])[] = [
  [100, 140, 1, 0.341539, 2.88205],
  [100, 140, 0.2, 1.68736, 14.3102],
  [100, 140, 5, 0.0767783, 0.63454],
  [100, 120, 1, 0.193721, 1.74059],
  [100, 100, 1, 0.0827944, 0.783935],
  [20, 20, 0.5, 0.267739, 12.3616],
  [10, 14, 1, 0.45096, 36.73],
  [300, 420, 1, 0.33814, 0.955099],
  [1000, 1400, 1, 0.336972, 0.285959],
];

/** The chances of n waiting given that all are busy, which is what a delayed arrival finds; relative, up from n = 0. */
function waitingWeights(s: number, lambda: number, theta: number): readonly number[] {
  const logs = [0];
  for (let n = 1; n < 3_000; n += 1) logs.push((logs[n - 1] ?? 0) + Math.log(lambda / (s + n * theta)));
  const top = Math.max(...logs);
  return logs.map((log) => Math.exp(log - top));
}

describe('[Q9] averaged over the stationary queue the estimate has the exact mean and error of Erlang A', () => {
  test.each(EXACT)('s %d, lambda %d, theta %d', (s, lambda, theta, meanWait, errorTimes1000) => {
    const learned = known(UNIT_MS, theta / UNIT_MS);
    let [total, mean, error] = [0, 0, 0];
    for (const [n, weight] of waitingWeights(s, lambda, theta).entries()) {
      if (weight < 1e-14) continue;
      const estimate = queueLengthMarkov.estimate(question({ aheadLive: n, serversEffective: s, learned }));
      total += weight;
      mean += (weight * (estimate?.likelyMs ?? 0)) / UNIT_MS;
      for (let i = 0; i <= n; i += 1) error += weight / (s + i * theta) ** 2;
    }
    expect(Math.abs(mean / total / meanWait - 1)).toBeLessThan(5e-6);
    expect(Math.abs((1000 * error) / total / errorTimes1000 - 1)).toBeLessThan(5e-6);
  });
});

test('[Q9] the range holds the wait four times in five: exact tails of an Erlang wait without hang-ups', () => {
  // Ten to leave, one agent a unit each: half of the printed chi-square values of 20 degrees, 12.443 and 28.412.
  const estimate = queueLengthMarkov.estimate(question({ aheadCallbacks: 9, serversEffective: 1 }));
  expect((2 * (estimate?.lowMs ?? 0)) / UNIT_MS).toBeCloseTo(12.443, 3);
  expect((2 * (estimate?.highMs ?? 0)) / UNIT_MS).toBeCloseTo(28.412, 3);
  expect(estimate?.likelyMs).toBeCloseTo(10 * UNIT_MS, 6);
  expect(estimate).toMatchObject({ confidenceRatio: 0.8, estimator: 'queueLengthMarkov' });
});

test('[Q1] callbacks in front count in full, because nobody of them gives up', () => {
  const asCallers = queueLengthMarkov.estimate(question({ aheadLive: 20 }));
  const mixed = queueLengthMarkov.estimate(question({ aheadLive: 10, aheadCallbacks: 10 }));
  const asCallbacks = queueLengthMarkov.estimate(question({ aheadCallbacks: 20 }));
  expect(asCallbacks?.likelyMs).toBeCloseTo((21 / 10) * UNIT_MS, 6);
  expect(mixed?.likelyMs).toBeGreaterThan(asCallers?.likelyMs ?? Infinity);
  expect(mixed?.likelyMs).toBeLessThan(asCallbacks?.likelyMs ?? 0);
});

test('[Q9] with a free agent and nobody in front the wait is nothing, also before anything is known', () => {
  const unknown = newLearnedRates();
  expect(queueLengthMarkov.estimate(question({ serversIdle: 1, learned: unknown }))).toMatchObject({
    lowMs: 0,
    likelyMs: 0,
    highMs: 0,
  });
});

test('[Q9] free agents take those in front first', () => {
  const behindThree = queueLengthMarkov.estimate(question({ aheadCallbacks: 3, serversIdle: 2 }));
  expect(behindThree?.likelyMs).toBeCloseTo((2 / 10) * UNIT_MS, 6);
  expect(queueLengthMarkov.estimate(question({ aheadCallbacks: 3, serversIdle: 4 }))?.highMs).toBe(0);
});

test('[Q9] unknown is null: no handle time known, or nobody serves', () => {
  expect(queueLengthMarkov.estimate(question({ learned: newLearnedRates() }))).toBeNull();
  expect(queueLengthMarkov.estimate(question({ serversEffective: 0 }))).toBeNull();
});

test('[Q9] low, likely and high are in order, and more in front is never a shorter wait', () => {
  const asked = fc.record({
    aheadLive: fc.integer({ min: 0, max: 2_000 }),
    aheadCallbacks: fc.integer({ min: 0, max: 2_000 }),
    serversEffective: fc.double({ min: 0.05, max: 1_000, noNaN: true }),
  });
  fc.assert(
    fc.property(asked, (part) => {
      const here = queueLengthMarkov.estimate(question(part));
      const behindOneMore = queueLengthMarkov.estimate(question({ ...part, aheadCallbacks: part.aheadCallbacks + 1 }));
      if (here === null || behindOneMore === null) throw new Error('a served line has an estimate');
      expect(here.lowMs).toBeGreaterThan(0);
      expect(here.lowMs).toBeLessThanOrEqual(here.likelyMs);
      expect(here.likelyMs).toBeLessThanOrEqual(here.highMs);
      expect(behindOneMore.likelyMs).toBeGreaterThan(here.likelyMs);
    }),
  );
});

test('[Q9] questions that make no sense are refused', () => {
  expect(() => queueLengthMarkov.estimate(question({ aheadLive: -1 }))).toThrow(RangeError);
  expect(() => queueLengthMarkov.estimate(question({ aheadCallbacks: 0.5 }))).toThrow(RangeError);
  expect(() => queueLengthMarkov.estimate(question({ serversEffective: Number.NaN }))).toThrow(RangeError);
});
