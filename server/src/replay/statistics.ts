/** What a list of durations comes to, milliseconds. Everything but the count is null when the list is empty. */
export interface DurationSummary {
  readonly count: number;
  readonly meanMs: number | null;
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
  readonly p95Ms: number | null;
  readonly maxMs: number | null;
}

/** The mean; null for none. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The quantile of Hyndman and Fan's type 7 (linear between the order statistics), of values in any order; null for none. */
export function quantileOf(values: readonly number[], ratio: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * ratio;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  return below === undefined || above === undefined ? null : below + (above - below) * (place - Math.floor(place));
}

/** Mean and quantiles of durations. */
export function summarize(values: readonly number[]): DurationSummary {
  return {
    count: values.length,
    meanMs: meanOf(values),
    p50Ms: quantileOf(values, 0.5),
    p90Ms: quantileOf(values, 0.9),
    p95Ms: quantileOf(values, 0.95),
    maxMs: quantileOf(values, 1),
  };
}

/** One bar of a histogram: values from `from`, below `to`; the last bar takes everything above, `to` is null. */
export interface HistogramBin {
  readonly from: number;
  readonly to: number | null;
  readonly count: number;
}

/** Counts values between ascending edges; the last bar is open. */
export function histogramOf(values: readonly number[], edges: readonly number[]): readonly HistogramBin[] {
  return edges.map((from, index) => {
    const to = edges[index + 1] ?? null;
    return { from, to, count: values.filter((value) => value >= from && (to === null || value < to)).length };
  });
}

/** What was told and what came. */
export interface ToldWait {
  readonly lowMs: number;
  readonly likelyMs: number;
  readonly highMs: number;
  readonly actualMs: number;
}

/** How good the told waits were. */
export interface EstimateError {
  readonly count: number;
  /** Mean of told minus actual; above 0: told too long. */
  readonly biasMs: number | null;
  readonly rmseMs: number | null;
  /** Root of the average squared error over the average actual wait (Ibrahim and Whitt 2009). */
  readonly rrase: number | null;
  /** Share of actual waits inside the told range. */
  readonly coverageRatio: number | null;
}

/** Bias, RMSE, RRASE and coverage of told waits. */
export function estimateErrorOf(waits: readonly ToldWait[]): EstimateError {
  const errors = waits.map((wait) => wait.likelyMs - wait.actualMs);
  const meanSquare = meanOf(errors.map((error) => error * error));
  const rmseMs = meanSquare === null ? null : Math.sqrt(meanSquare);
  const meanActualMs = meanOf(waits.map((wait) => wait.actualMs));
  return {
    count: waits.length,
    biasMs: meanOf(errors),
    rmseMs,
    rrase: rmseMs === null || meanActualMs === null || meanActualMs === 0 ? null : rmseMs / meanActualMs,
    coverageRatio: meanOf(waits.map((wait) => (wait.actualMs >= wait.lowMs && wait.actualMs <= wait.highMs ? 1 : 0))),
  };
}
