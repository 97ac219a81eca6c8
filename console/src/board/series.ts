import type { Board } from '../wire/types.ts';

/** How many waited at one moment, over all queues. */
export interface WaitingSample {
  readonly atMs: number;
  readonly liveCount: number;
  readonly callbackCount: number;
}

/** Samples kept: half an hour at one in 5 s. */
export const samplesMax = 360;

/** Takes one sample of a board. */
export function sampleOf(board: Pick<Board, 'at' | 'queues'>): WaitingSample {
  return {
    atMs: Date.parse(board.at),
    liveCount: board.queues.reduce((sum, queue) => sum + queue.liveCallsWaitingCount, 0),
    callbackCount: board.queues.reduce((sum, queue) => sum + queue.callbacksWaitingCount, 0),
  };
}

/** Adds a sample to the series; one that is not newer is left out, the oldest fall off. */
export function withSample(series: readonly WaitingSample[], sample: WaitingSample): readonly WaitingSample[] {
  const last = series.at(-1);
  if (last !== undefined && sample.atMs <= last.atMs) return series;
  return [...series, sample].slice(-samplesMax);
}

/** One sample a minute, the newest first; for the table. */
export function byMinute(series: readonly WaitingSample[]): readonly WaitingSample[] {
  const minutes = new Map(series.map((sample) => [Math.floor(sample.atMs / 60_000), sample]));
  return [...minutes.values()].reverse();
}
