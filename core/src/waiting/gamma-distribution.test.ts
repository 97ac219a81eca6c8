import { describe, expect, test } from 'vitest';
import { gammaLowerTail, gammaQuantile, logGamma, normalQuantile } from './gamma-distribution.ts';

test('[Q9] ln Gamma agrees with factorials and with Gamma(1/2) = sqrt(pi)', () => {
  expect(logGamma(1)).toBeCloseTo(0, 13);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
  expect(logGamma(6)).toBeCloseTo(Math.log(120), 12);
  expect(logGamma(21)).toBeCloseTo(Math.log(2432902008176640000), 11);
});

test('[Q9] normal quantiles agree with printed tables', () => {
  expect(normalQuantile(0.9)).toBeCloseTo(1.281551566, 6);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963985, 6);
  expect(normalQuantile(0.1)).toBeCloseTo(-1.281551566, 6);
  expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902, 5);
  expect(normalQuantile(1e-14)).toBeCloseTo(-7.650628, 4);
});

/** Upper critical values of chi-square as printed in the NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4. */
const CHI_SQUARE: readonly (readonly [degrees: number, probabilityRatio: number, value: number])[] = [
  [1, 0.9, 2.706],
  [2, 0.95, 5.991],
  [5, 0.99, 15.086],
  [10, 0.1, 4.865],
  [10, 0.9, 15.987],
  [20, 0.95, 31.41],
  [50, 0.1, 37.689],
  [100, 0.1, 82.358],
  [100, 0.95, 124.342],
];

describe('[Q9] gamma quantiles agree with printed chi-square tables', () => {
  test.each(CHI_SQUARE)('%d degrees of freedom at %d', (degrees, probabilityRatio, value) => {
    expect(Math.abs(2 * gammaQuantile(degrees / 2, probabilityRatio) - value)).toBeLessThan(0.00051);
  });
});

/** Erlang's distribution in its closed form: 1 - e^-x (1 + x + ... + x^(n-1)/(n-1)!), summed on its own. */
function erlangLowerTail(stages: number, x: number): number {
  let term = Math.exp(-x);
  let upper = 0;
  for (let i = 0; i < stages; i += 1) {
    upper += term;
    term *= x / (i + 1);
  }
  return 1 - upper;
}

test('[Q9] the lower tail of a whole shape is the Erlang distribution', () => {
  for (const stages of [1, 2, 7, 40, 150]) {
    for (const factor of [0.3, 0.8, 1, 1.2, 2]) {
      expect(gammaLowerTail(stages, stages * factor)).toBeCloseTo(erlangLowerTail(stages, stages * factor), 12);
    }
  }
});

test('[Q9] quantiles invert the lower tail for every shape, on both sides of the change of method', () => {
  for (const shape of [0.1, 0.3, 0.7, 1, 1.5, 3, 12, 90, 199, 200, 201, 500, 3_000]) {
    for (const probabilityRatio of [0.001, 0.01, 0.1, 0.3, 0.5, 0.8, 0.9, 0.99, 0.999]) {
      const found = gammaLowerTail(shape, gammaQuantile(shape, probabilityRatio));
      expect(Math.abs(found - probabilityRatio), `shape ${shape} at ${probabilityRatio}`).toBeLessThan(2e-6);
    }
  }
});

test('[Q9] shape one is the exponential distribution', () => {
  for (const probabilityRatio of [0.1, 0.5, 0.9]) {
    expect(gammaQuantile(1, probabilityRatio)).toBeCloseTo(-Math.log(1 - probabilityRatio), 9);
  }
});
