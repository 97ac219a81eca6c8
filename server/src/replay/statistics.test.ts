import { expect, test } from 'vitest';
import { estimateErrorOf, histogramOf, quantileOf, summarize } from './statistics.ts';

test('[M4] mean and quantiles against values by hand', () => {
  // Sorted 1 2 3 4 10: type 7 puts p90 at place 3.6 = 4 + 0.6 x 6 = 7.6 and p95 at 3.8 = 8.8.
  const { p90Ms, p95Ms, ...rest } = summarize([10, 1, 3, 2, 4]);
  expect(rest).toEqual({ count: 5, meanMs: 4, p50Ms: 3, maxMs: 10 });
  expect(p90Ms).toBeCloseTo(7.6, 9);
  expect(p95Ms).toBeCloseTo(8.8, 9);
  expect(quantileOf([5], 0.9)).toBe(5);
  expect(summarize([])).toEqual({ count: 0, meanMs: null, p50Ms: null, p90Ms: null, p95Ms: null, maxMs: null });
});

test('[M4] a histogram loses nothing: lower edges belong, the last bar is open', () => {
  const bins = histogramOf([0, 9, 10, 29, 30, 5000], [0, 10, 30]);
  expect(bins).toEqual([
    { from: 0, to: 10, count: 2 },
    { from: 10, to: 30, count: 2 },
    { from: 30, to: null, count: 2 },
  ]);
});

test('[Q9] bias, RMSE, RRASE and coverage against values by hand', () => {
  // Errors +20 and -40: bias -10, RMSE sqrt(1000); actual mean 90; the second lies above its range.
  const error = estimateErrorOf([
    { lowMs: 40, likelyMs: 80, highMs: 120, actualMs: 60 },
    { lowMs: 40, likelyMs: 80, highMs: 119, actualMs: 120 },
  ]);
  expect(error).toMatchObject({ count: 2, biasMs: -10, coverageRatio: 0.5 });
  expect(error.rmseMs).toBeCloseTo(31.6228, 4);
  expect(error.rrase).toBeCloseTo(0.351364, 6);
  expect(estimateErrorOf([])).toEqual({ count: 0, biasMs: null, rmseMs: null, rrase: null, coverageRatio: null });
});
