import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainMoments, chainQuantile } from './death-chain.ts';
import { logGamma } from './gamma-distribution.ts';

/** The sums themselves, smallest term first. */
function summedMoments(firstRate: number, step: number, exitCount: number): readonly [number, number, number] {
  let [mean, variance, third] = [0, 0, 0];
  for (let i = exitCount - 1; i >= 0; i -= 1) {
    const time = 1 / (firstRate + i * step);
    mean += time;
    variance += time ** 2;
    third += 2 * time ** 3;
  }
  return [mean, variance, third];
}

test('[Q9] the moments in constant time are the sums over every customer in front', () => {
  const rate = fc.double({ min: -6, max: 3, noNaN: true }).map((exponent) => 10 ** exponent);
  fc.assert(
    fc.property(rate, rate, fc.integer({ min: 1, max: 3_000 }), (firstRate, step, exitCount) => {
      const found = chainMoments({ exitCount, firstRatePerMs: firstRate, stepPerMs: step });
      const [mean, variance, third] = summedMoments(firstRate, step, exitCount);
      expect(Math.abs(found.meanMs / mean - 1)).toBeLessThan(1e-11);
      expect(Math.abs(found.varianceMs2 / variance - 1)).toBeLessThan(1e-11);
      expect(Math.abs(found.thirdCentralMs3 / third - 1)).toBeLessThan(1e-11);
    }),
    { numRuns: 300 },
  );
});

test('[Q9] the moments do not jump as patience grows without end', () => {
  for (const step of [1e-4, 1e-8, 1e-11, 1e-13, 1e-16, 1e-300, 0]) {
    const found = chainMoments({ exitCount: 500, firstRatePerMs: 0.1, stepPerMs: step });
    const [mean, variance] = summedMoments(0.1, step, 500);
    expect(found.meanMs / mean).toBeCloseTo(1, 11);
    expect(found.varianceMs2 / variance).toBeCloseTo(1, 11);
  }
});

test('[Q9] behind nobody the wait is exponential, whatever the patience', () => {
  const moments = chainMoments({ exitCount: 1, firstRatePerMs: 0.02, stepPerMs: 0.5 });
  for (const probabilityRatio of [0.1, 0.5, 0.9, 0.99]) {
    const exact = -Math.log(1 - probabilityRatio) / 0.02;
    expect(chainQuantile(moments, probabilityRatio) / exact).toBeCloseTo(1, 9);
  }
});

test('[Q9] without giving up the wait is Erlang: half the printed chi-square values of twice the degrees', () => {
  const chiSquare = [
    [5, 0.1, 4.865],
    [5, 0.9, 15.987],
    [10, 0.95, 31.41],
    [25, 0.1, 37.689],
    [50, 0.95, 124.342],
  ] as const;
  for (const [exitCount, probabilityRatio, value] of chiSquare) {
    const moments = chainMoments({ exitCount, firstRatePerMs: 2, stepPerMs: 0 });
    expect(Math.abs(4 * chainQuantile(moments, probabilityRatio) - value)).toBeLessThan(0.00051);
  }
});

/**
 * The exact distribution: with rates step (a + i), e^(-step T) is Beta(a, exitCount), because it is the product of
 * independent Beta(a + i, 1). The incomplete beta function by its continued fraction (Abramowitz and Stegun 26.5.8).
 */
function exactLowerTail(a: number, exitCount: number, time: number): number {
  const x = Math.exp(-time);
  const front = Math.exp(
    logGamma(a + exitCount) -
      logGamma(a) -
      logGamma(exitCount) +
      a * Math.log(x) +
      exitCount * Math.log(-Math.expm1(-time)),
  );
  if (x < (a + 1) / (a + exitCount + 2)) return 1 - (front * betaFraction(a, exitCount, x)) / a;
  return (front * betaFraction(exitCount, a, 1 - x)) / exitCount;
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 20_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}

function exactQuantile(a: number, exitCount: number, probabilityRatio: number): number {
  let [low, high] = [0, 1_000];
  for (let i = 0; i < 100; i += 1) {
    const middle = (low + high) / 2;
    if (exactLowerTail(a, exitCount, middle) < probabilityRatio) low = middle;
    else high = middle;
  }
  return low;
}

test('[Q9] the exact tail used here is the closed form of three unequal exponentials', () => {
  const time = 0.7;
  const rates = [2, 3, 4] as const;
  const upper = 6 * Math.exp(-rates[0] * time) - 8 * Math.exp(-rates[1] * time) + 3 * Math.exp(-rates[2] * time);
  expect(exactLowerTail(2, 3, time)).toBeCloseTo(1 - upper, 12);
});

/** Completions of all agents for each one hang-up of a waiting caller, and the largest relative error documented. */
const DOCUMENTED_ERRORS = [
  [1, 0.03],
  [2, 0.013],
  [5, 0.003],
  [10, 0.0008],
  [50, 0.0001],
  [1_000, 0.000001],
] as const;

test('[Q9] quantiles stay within the documented error of the exact distribution', () => {
  for (const [a, allowed] of DOCUMENTED_ERRORS) {
    for (const exitCount of [1, 2, 3, 5, 10, 30, 100, 300, 1_000]) {
      const moments = chainMoments({ exitCount, firstRatePerMs: a, stepPerMs: 1 });
      for (const probabilityRatio of [0.1, 0.5, 0.9, 0.95]) {
        const exact = exactQuantile(a, exitCount, probabilityRatio);
        const error = chainQuantile(moments, probabilityRatio) / exact - 1;
        expect(Math.abs(error), `a ${a}, ${exitCount} exits, ${probabilityRatio}`).toBeLessThan(allowed);
      }
    }
  }
});
