/** The value that `ratio` of the values are not above. Throws RangeError when there are none. */
export function quantile(values: readonly number[], ratio: number): number {
  const sorted = Float64Array.from(values).sort();
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * ratio))];
  if (value === undefined) throw new RangeError('quantile: there are no values');
  return value;
}
