import type { CallLog, LoggedCall } from './call-log.ts';
import type { CallbackRecord } from './callback-records.ts';
import type { Observations } from './observations.ts';
import {
  type DurationSummary,
  type EstimateError,
  estimateErrorOf,
  histogramOf,
  type HistogramBin,
  summarize,
} from './statistics.ts';

/** Figures of the line: of the log, or of the replay. */
export interface LineFigures {
  readonly callsCount: number;
  readonly servedCount: number;
  readonly abandonedInQueueCount: number;
  /** Waits of those who reached an agent on the line. */
  readonly waitOfServed: DurationSummary;
  readonly waitOfAbandoned: DurationSummary;
  readonly waitHistogram: readonly HistogramBin[];
}

/** Figures of the callbacks. */
export interface CallbackFigures {
  readonly askedCount: number;
  /** Rung at least once. */
  readonly madeCount: number;
  readonly connectedCount: number;
  readonly outcomeCounts: Readonly<Record<string, number>>;
  /** Request to the conversation. */
  readonly delayToConnect: DurationSummary;
  /** Request to the first ring. */
  readonly delayToFirstRing: DurationSummary;
  readonly delayHistogram: readonly HistogramBin[];
  readonly firstRingHistogram: readonly HistogramBin[];
  readonly promiseKeptCount: number;
  readonly promiseBrokenCount: number;
  readonly promiseKeptRatio: number | null;
  /** The told wait against the delay to the first ring. */
  readonly estimateOfRing: EstimateError;
  /** The told wait against the delay to the conversation of those reached at the first attempt. */
  readonly estimateOfConnect: EstimateError;
  readonly overtakenCount: number;
  readonly overtakesCount: number;
  /** Callbacks that somebody overtook before their first ring. */
  readonly overtakenBeforeRingCount: number;
  readonly overtakeReasonCounts: Readonly<Record<string, number>>;
  readonly attemptsPerCallbackCounts: Readonly<Record<string, number>>;
  readonly attemptOutcomeCounts: Readonly<Record<string, number>>;
  readonly openIds: readonly string[];
}

/** One hour of the replay. */
export interface HourFigures {
  readonly date: string;
  readonly hour: number;
  readonly callsCount: number;
  readonly agentsCount: number;
  readonly callbacksAskedCount: number;
}

/** Everything `report.json` holds. */
export interface ReplayReport {
  readonly file: string;
  readonly dates: readonly string[];
  readonly settings: Readonly<Record<string, string | number | null>>;
  readonly droppedCounts: CallLog['droppedCounts'];
  readonly log: LineFigures;
  readonly replay: LineFigures & {
    readonly tookCallbackCount: number;
    readonly invitationsCount: number;
    readonly refusedCount: number;
    /** How often the server took a staffed agent for away, and the replay put them back. */
    readonly restaffedCount: number;
    readonly waitOfTookCallback: DurationSummary;
    /** How much later than logged the callers entered the line. */
    readonly lag: DurationSummary;
  };
  readonly callbacks: CallbackFigures;
  readonly hours: readonly HourFigures[];
  readonly callbackRecords: readonly CallbackRecord[];
}

const second = 1000;
/** Edges of the histogram of waits on the line, milliseconds. */
export const waitEdges = [0, 10, 30, 60, 90, 120, 180, 240, 300, 420, 600].map((edge) => edge * second);
/** Edges of the histogram of callback delays, milliseconds. */
export const delayEdges = [0, 30, 60, 120, 180, 240, 300, 420, 600, 900, 1800].map((edge) => edge * second);

/** The line as it was logged. */
export function logFigures(calls: readonly LoggedCall[]): LineFigures {
  const waitsOf = (ending: LoggedCall['ending']) =>
    calls.filter((call) => call.ending === ending).map((call) => call.waitMs);
  return lineFigures(calls.length, waitsOf('served'), waitsOf('abandonedInQueue'));
}

/** The line as it was replayed. */
export function lineFiguresOf(observations: Observations): LineFigures {
  return lineFigures(observations.queuedCount, observations.connectedWaitsMs, observations.abandonedWaitsMs);
}

function lineFigures(callsCount: number, servedMs: readonly number[], abandonedMs: readonly number[]): LineFigures {
  return {
    callsCount,
    servedCount: servedMs.length,
    abandonedInQueueCount: abandonedMs.length,
    waitOfServed: summarize(servedMs),
    waitOfAbandoned: summarize(abandonedMs),
    waitHistogram: histogramOf(servedMs, waitEdges),
  };
}

/** What became of the callbacks. */
export function callbackFigures(records: readonly CallbackRecord[]): CallbackFigures {
  const toConnect = records.flatMap((one) => (one.connectedAt === null ? [] : [one.connectedAt - one.requestedAt]));
  const toRing = records.flatMap((one) => (one.firstRingAt === null ? [] : [one.firstRingAt - one.requestedAt]));
  const keptCount = records.filter((one) => one.isPromiseKept === true).length;
  const brokenCount = records.filter((one) => one.isPromiseKept === false).length;
  const reasons = records.flatMap((one) => one.overtakeReasons);
  return {
    askedCount: records.length,
    madeCount: toRing.length,
    connectedCount: toConnect.length,
    outcomeCounts: countsOf(records.map((one) => one.outcome ?? `open: ${one.state}`)),
    delayToConnect: summarize(toConnect),
    delayToFirstRing: summarize(toRing),
    delayHistogram: histogramOf(toConnect, delayEdges),
    firstRingHistogram: histogramOf(toRing, delayEdges),
    promiseKeptCount: keptCount,
    promiseBrokenCount: brokenCount,
    promiseKeptRatio: keptCount + brokenCount === 0 ? null : keptCount / (keptCount + brokenCount),
    estimateOfRing: estimateErrorOf(records.flatMap((one) => toldOf(one, one.firstRingAt))),
    estimateOfConnect: estimateErrorOf(
      records.flatMap((one) => (one.attemptOutcomes.length === 1 ? toldOf(one, one.connectedAt) : [])),
    ),
    overtakenCount: records.filter((one) => one.overtakeReasons.length > 0).length,
    overtakesCount: reasons.length,
    overtakenBeforeRingCount: records.filter((one) => one.overtakesBeforeRingCount > 0).length,
    overtakeReasonCounts: countsOf(reasons),
    attemptsPerCallbackCounts: countsOf(records.map((one) => String(one.attemptOutcomes.length))),
    attemptOutcomeCounts: countsOf(records.flatMap((one) => one.attemptOutcomes)),
    openIds: records.filter((one) => one.outcome === null).map((one) => one.id),
  };
}

function toldOf({ told, requestedAt }: CallbackRecord, at: number | null) {
  return told === null || at === null ? [] : [{ ...told, actualMs: at - requestedAt }];
}

/** How often each word occurs, the most frequent first. */
export function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}
