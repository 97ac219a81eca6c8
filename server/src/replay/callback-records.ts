import type { Callback, CallbackPage, Client, Receipt, Timeline } from '@ringback/client';
import { bankServiceId } from './bank-configuration.ts';
import type { ToldRange } from './observations.ts';
import { untilReached } from './reaching.ts';

/** What became of one callback. Instants are epoch milliseconds of the server's clock. */
export interface CallbackRecord {
  readonly id: string;
  readonly requestedAt: number;
  /** The place in the line: when the customer came to it as a caller. */
  readonly arrivedAt: number;
  /** Null: never rung. */
  readonly firstRingAt: number | null;
  /** Null: never connected with an agent. */
  readonly connectedAt: number | null;
  readonly state: string;
  /** Null: still open. */
  readonly outcome: string | null;
  readonly isPromiseKept: boolean | null;
  readonly attemptOutcomes: readonly string[];
  readonly overtakeReasons: readonly string[];
  /** Those of them who were served before this customer was rung for the first time. */
  readonly overtakesBeforeRingCount: number;
  readonly told: ToldRange | null;
}

/** Reads all callbacks of the bank asked for since an instant, with their timelines and receipts. */
export async function readCallbackRecords(
  client: Client,
  from: string,
  told: ReadonlyMap<string, ToldRange>,
  onProgress: (doneCount: number, totalCount: number) => void,
): Promise<readonly CallbackRecord[]> {
  const callbacks = await listAll(client, from);
  const records: CallbackRecord[] = [];
  for (const callback of callbacks) {
    const params = { id: callback.id };
    const timeline = await untilReached(() => client.getCallbackTimeline({ params }));
    const receipt = await untilReached(() => client.getCallbackReceipt({ params }));
    records.push(recordOf(callback, timeline, receipt, told.get(callback.id) ?? null));
    onProgress(records.length, callbacks.length);
  }
  return records.toSorted((a, b) => a.requestedAt - b.requestedAt);
}

async function listAll(client: Client, from: string): Promise<readonly Callback[]> {
  const callbacks: Callback[] = [];
  let cursor: string | null = null;
  do {
    const query = { serviceId: bankServiceId, from, limit: 200, ...(cursor === null ? {} : { cursor }) };
    const page: CallbackPage = await untilReached(() => client.listCallbacks({ query }));
    callbacks.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return callbacks;
}

/** Makes the record of a callback from what the API says about it. */
export function recordOf(
  callback: Callback,
  timeline: Timeline,
  receipt: Receipt,
  told: ToldRange | null,
): CallbackRecord {
  const connected = timeline.items.find((item) => item.type === 'callback.connected');
  const firstAttempt = callback.attempts[0];
  const firstRingAt = firstAttempt === undefined ? null : Date.parse(firstAttempt.startedAt);
  const isBeforeRing = (servedAt: string) => firstRingAt === null || Date.parse(servedAt) < firstRingAt;
  return {
    id: callback.id,
    requestedAt: Date.parse(callback.requestedAt),
    arrivedAt: Date.parse(callback.arrivedAt),
    firstRingAt,
    connectedAt: connected === undefined ? null : Date.parse(connected.at),
    state: callback.state,
    outcome: callback.outcome,
    isPromiseKept: callback.promise?.kept ?? null,
    attemptOutcomes: callback.attempts.map((attempt) => attempt.outcome ?? 'unfinished'),
    overtakeReasons: receipt.overtakes.map((overtake) => overtake.reason),
    overtakesBeforeRingCount: receipt.overtakes.filter((overtake) => isBeforeRing(overtake.servedAt)).length,
    told,
  };
}
