import type { WaitingSample } from './series.ts';

/** The least time the chart shows, so that the first samples do not fill it. */
export const shortestSpanMs = 300_000;

/** The columns of a chart: seconds of the epoch, live callers, callbacks. A young series starts with an empty moment. */
export function columnsOf(series: readonly WaitingSample[]): [number[], (number | null)[], (number | null)[]] {
  const last = series.at(-1);
  const first = series[0];
  const young = first !== undefined && last !== undefined && last.atMs - first.atMs < shortestSpanMs;
  const start = young ? [(last.atMs - shortestSpanMs) / 1000] : [];
  const empty = start.map(() => null);
  return [
    [...start, ...series.map((sample) => sample.atMs / 1000)],
    [...empty, ...series.map((sample) => sample.liveCount)],
    [...empty, ...series.map((sample) => sample.callbackCount)],
  ];
}
