import type { Figure } from '../workload.ts';
import { contenderNames, type ContenderName } from './contenders.ts';
import type { LoadResult } from './load/run-load.ts';

/** One round of one contender: as much as it takes, then a fixed rate. */
export interface Measurement {
  readonly name: ContenderName;
  readonly saturating: LoadResult;
  readonly fixed: LoadResult;
  /** Processor time of a request of the saturating load, microseconds; null where the system does not tell. */
  readonly perRequestUs: { readonly server: number; readonly database: number } | null;
}

const GOAL_PER_S = 4_000;
const GOAL_P99_MS = 50;
const GOAL_RATIO = 2;

/** The figures of a run: the median round of each contender, and the ratio to the better peer. */
export function acceptFigures(measurements: readonly Measurement[]): readonly Figure[] {
  const perS = (name: ContenderName): number => medianOf(measurements, name, (one) => one.saturating.answeredPerS);
  const ratio = perS('ringback') / Math.max(perS('graphile-worker'), perS('pg-boss'));
  return [
    ...contenderNames.flatMap((name) => figuresOf(measurements, name)),
    {
      name: 'ringback to the better peer',
      value: ratio,
      unit: 'ratio',
      goal: { is: 'at_least', value: GOAL_RATIO },
    },
  ];
}

function figuresOf(measurements: readonly Measurement[], name: ContenderName): Figure[] {
  const value = (of: (one: Measurement) => number): number => medianOf(measurements, name, of);
  const isOurs = name === 'ringback';
  const perSGoal = isOurs ? { goal: { is: 'at_least', value: GOAL_PER_S } as const } : {};
  const p99Goal = isOurs ? { goal: { is: 'at_most', value: GOAL_P99_MS } as const } : {};
  return [
    { name: `${name}: requests`, value: value((one) => one.saturating.answeredPerS), unit: 'per_s', ...perSGoal },
    { name: `${name}: p50`, value: value((one) => one.saturating.p50Ms), unit: 'ms' },
    { name: `${name}: p99`, value: value((one) => one.saturating.p99Ms), unit: 'ms', ...p99Goal },
    { name: `${name}: p50 at the fixed rate`, value: value((one) => one.fixed.p50Ms), unit: 'ms' },
    { name: `${name}: p99 at the fixed rate`, value: value((one) => one.fixed.p99Ms), unit: 'ms', ...p99Goal },
    ...processorFigures(measurements, name),
  ];
}

/** Processor time depends little on what else the machine does; rates and latencies depend on it wholly. */
function processorFigures(measurements: readonly Measurement[], name: ContenderName): Figure[] {
  if (measurements.some(({ perRequestUs }) => perRequestUs === null)) return [];
  const value = (part: 'server' | 'database'): number =>
    medianOf(measurements, name, ({ perRequestUs }) => perRequestUs?.[part] ?? Number.NaN);
  return [
    { name: `${name}: processor time of the server per request`, value: value('server'), unit: 'us' },
    { name: `${name}: processor time of the database per request`, value: value('database'), unit: 'us' },
  ];
}

function medianOf(measurements: readonly Measurement[], name: ContenderName, of: (one: Measurement) => number): number {
  const ascending = measurements
    .filter((one) => one.name === name)
    .map(of)
    .toSorted((left, right) => left - right);
  return ascending[Math.floor((ascending.length - 1) / 2)] ?? Number.NaN;
}
