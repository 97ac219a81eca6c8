/** The value below which `ratio` of the ascending values lie (nearest rank). NaN for no values. */
export function quantile(ascending: Float64Array, ratio: number): number {
  const rank = Math.max(1, Math.ceil(ratio * ascending.length));
  return ascending[rank - 1] ?? Number.NaN;
}
