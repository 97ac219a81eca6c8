import { expect, test } from 'vitest';
import { constant, erlang, exponential, gammaOfMeanOne, hyperexponential, lognormal, RandomStream } from './random.ts';
import { ratioOf, studentQuantile } from './statistics.ts';

// Student's t, 97.5 %, from printed tables.
test.each([
  [7, 2.365],
  [9, 2.262],
  [19, 2.093],
  [60, 2.0],
])('the quantile of Student with %i degrees is %f', (degrees, tabled) => {
  expect(studentQuantile(degrees)).toBeCloseTo(tabled, 2);
});

test('a mean over batches has the interval of the textbook', () => {
  // Mean 5, standard deviation 2, four values: 5 +- 3.182 * 2 / 2; the expansion is a little low at 3 degrees.
  const parts = [3, 3, 7, 7].map((numerator) => ({ numerator, denominator: 1 }));
  const { value, halfWidth } = ratioOf(parts);
  expect(value).toBe(5);
  expect(halfWidth / (studentQuantile(3) * (Math.sqrt(16 / 3) / 2))).toBeCloseTo(1, 12);
});

test('a ratio that is the same in each batch is known exactly', () => {
  const { value, halfWidth } = ratioOf([1, 2, 3].map((one) => ({ numerator: 3 * one, denominator: one })));
  expect(value).toBe(3);
  expect(halfWidth).toBeCloseTo(0, 12);
});

test.each([
  ['exponential', exponential(2), 4],
  ['constant', constant(2), 0],
  ['erlang of 10 stages', erlang(10, 2), 0.4],
  ['hyperexponential', hyperexponential(2), 16],
  ['lognormal', lognormal(2), 4],
])('the law %s has mean 2 and its variance', (_, sample, variance) => {
  const { mean, squares } = moments(() => sample(random));
  expect(mean).toBeCloseTo(2, 1);
  expect(squares - mean ** 2).toBeGreaterThan(variance * 0.93 - 1e-9);
  expect(squares - mean ** 2).toBeLessThan(variance * 1.07 + 1e-9);
});

test('busyness has mean 1 and variance 1 over its shape', () => {
  const draw = gammaOfMeanOne(10);
  const { mean, squares } = moments(() => draw(random));
  expect(mean).toBeCloseTo(1, 2);
  expect(squares - mean ** 2).toBeCloseTo(0.1, 2);
});

const random = new RandomStream(5, 0);

function moments(sample: () => number): { readonly mean: number; readonly squares: number } {
  const count = 200_000;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < count; i += 1) {
    const value = sample();
    sum += value;
    squares += value ** 2;
  }
  return { mean: sum / count, squares: squares / count };
}
