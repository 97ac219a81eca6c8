/** A figure with its 95 % confidence interval `value` +- `halfWidth`. */
export interface Figure {
  readonly value: number;
  readonly halfWidth: number;
}

/** The sums of one batch: a part of a long run, or one day. */
export interface Part {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * The ratio of two means over batches, and its interval by the delta method with Student's t. With a denominator of 1 in
 * each batch it is the mean over batches.
 */
export function ratioOf(parts: readonly Part[]): Figure {
  const count = parts.length;
  const denominator = sumOf(parts.map((part) => part.denominator));
  if (count < 2 || denominator === 0) return { value: NaN, halfWidth: Infinity };
  const value = sumOf(parts.map((part) => part.numerator)) / denominator;
  const squares = sumOf(parts.map((part) => (part.numerator - value * part.denominator) ** 2));
  const standardError = Math.sqrt((squares / (count - 1)) * count) / Math.abs(denominator);
  return { value, halfWidth: studentQuantile(count - 1) * standardError };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The 97.5 % quantile of Student's t, by Fisher's expansion around the normal one: within 0.001 from 8 degrees on. */
export function studentQuantile(degrees: number): number {
  const z = 1.959963984540054;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}
