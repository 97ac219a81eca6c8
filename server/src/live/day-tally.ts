import type { HistoryEntry } from '@ringback/core';
import type { Engine, ReadModel } from '@ringback/engine';

/** What the board counts over the last 24 hours. */
export const tallied = ['kept', 'broken', 'attempts', 'reached', 'hungUpInQueue'] as const;
/** One of them. */
export type Tallied = (typeof tallied)[number];

/** The counts of a queue over the last 24 hours. */
export type DayCounts = Readonly<Record<Tallied, number>>;

/** Counts by queue, kept up to date from the history. */
export interface DayTally {
  countsOf(queueId: string): DayCounts;
  stop(): void;
}

const DAY_MS = 86_400_000;

/** The history types that count. */
const countedTypes = [
  'callback.promise_kept',
  'callback.promise_broken',
  'callback.attempt_started',
  'callback.attempt_ended',
  'live_call.closed',
] as const;
const ENTRIES_MAX = 100_000;

/** What an entry counts as, or null. */
export function talliedAs(entry: Pick<HistoryEntry, 'type' | 'detail'>): Tallied | null {
  switch (entry.type) {
    case 'callback.promise_kept':
      return 'kept';
    case 'callback.promise_broken':
      return 'broken';
    case 'callback.attempt_started':
      return 'attempts';
    case 'callback.attempt_ended':
      return entry.detail['outcome'] === 'answered_human' ? 'reached' : null;
    case 'live_call.closed':
      return entry.detail['ending'] === 'hung_up' ? 'hungUpInQueue' : null;
    default:
      return null;
  }
}

type Times = Record<Tallied, number[]>;

/** Starts counting: what the last 24 hours have in rows, then as it happens. `queueIds` are those known at the start. */
export async function startDayTally(options: {
  engine: Engine;
  readModel: ReadModel;
  tenantId: string;
  queueIds: readonly string[];
  now: () => number;
}): Promise<DayTally> {
  const { engine, readModel, tenantId, queueIds, now } = options;
  const byQueue = new Map<string, Times>();
  let newest = 0;
  const add = (entry: HistoryEntry): void => {
    newest = Math.max(newest, entry.sequence);
    const kind = talliedAs(entry);
    if (kind !== null && entry.queueId !== null) timesOf(byQueue, entry.queueId)[kind].push(entry.at);
  };
  const early: HistoryEntry[] = [];
  let isLoaded = false;
  const stop = engine.onHistory((entries) => {
    if (isLoaded) entries.forEach(add);
    else early.push(...entries);
  });
  const toAt = now();
  const questions = queueIds.flatMap((queueId) =>
    countedTypes.map((type) => ({ tenantId, queueId, type, fromAt: toAt - DAY_MS, toAt, countMax: ENTRIES_MAX })),
  );
  for (const question of questions) (await readModel.historyOfQueue(question)).forEach(add);
  isLoaded = true;
  const loadedUpTo = newest;
  early.filter(({ sequence }) => sequence > loadedUpTo).forEach(add);
  return {
    stop,
    countsOf(queueId) {
      const since = now() - DAY_MS;
      const times = timesOf(byQueue, queueId);
      // Object.fromEntries forgets the keys; they are all of `tallied`.
      return Object.fromEntries(tallied.map((kind) => [kind, countSince(times[kind], since)])) as DayCounts;
    },
  };
}

function timesOf(byQueue: Map<string, Times>, queueId: string): Times {
  let times = byQueue.get(queueId);
  if (times === undefined) {
    times = { kept: [], broken: [], attempts: [], reached: [], hungUpInQueue: [] };
    byQueue.set(queueId, times);
  }
  return times;
}

/** Drops what is older and counts the rest. Times are ascending. */
function countSince(times: number[], since: number): number {
  const first = times.findIndex((at) => at >= since);
  times.splice(0, first < 0 ? times.length : first);
  return times.length;
}
