import { callbackRow, recordingRow, type CallbackView, type Recording } from '@ringback/core';
import { z } from 'zod';
import { ProblemError } from '../http/problem-error.ts';
import {
  noDetails,
  readDetails,
  toWireCallback,
  viewFromRows,
  type StoredDetails,
  type WireCallback,
} from '../mapping/callback-view.ts';
import type { Parts } from '../parts.ts';

/** Attempts shown for a closed callback whose service is gone. */
const ATTEMPTS_MAX_UNKNOWN = 1;

type Reading = Pick<Parts, 'engine' | 'readModel' | 'tenantId' | 'configuration' | 'links'>;

/** A callback with what is known about its customer. */
export interface KnownCallback {
  readonly view: CallbackView;
  readonly details: StoredDetails;
}

/** The views of callbacks by id: live where they are open, else from rows. Unknown ids are missing. */
export async function readViews(parts: Reading, ids: readonly string[]): Promise<Map<string, CallbackView>> {
  const live = await parts.engine.ask({ kind: 'callbacks', callbackIds: ids });
  const views = new Map(live.map((view) => [view.callback.id, view]));
  const missing = ids.filter((id) => !views.has(id));
  if (missing.length === 0) return views;
  const { readModel, tenantId } = parts;
  const rows = await readModel.callbacks(tenantId, missing);
  const attempts = rows.length === 0 ? [] : await readModel.attempts(tenantId, missing);
  for (const row of rows) {
    const { id, serviceId } = callbackRow.parse(row);
    views.set(
      id,
      viewFromRows(row, attempts, parts.configuration.service(serviceId)?.attemptsMax ?? ATTEMPTS_MAX_UNKNOWN),
    );
  }
  return views;
}

/** Callbacks by id with their details, in no order. */
export async function readKnown(parts: Reading, ids: readonly string[]): Promise<Map<string, KnownCallback>> {
  if (ids.length === 0) return new Map();
  const [views, rows] = await Promise.all([readViews(parts, ids), parts.readModel.details(parts.tenantId, ids)]);
  const details = readDetails(rows);
  const recordings = await readRecordings(parts, [...views.values()]);
  return new Map(
    [...views].map(([id, view]) => {
      const own = recordings.get(id);
      const known = details.get(id) ?? noDetails;
      return [id, { view, details: own === undefined ? known : { ...known, recordings: own } }];
    }),
  );
}

/** What was recorded of these callbacks. Who never answered, and did not call in either, cannot have been recorded. */
export async function readRecordings(
  { readModel, tenantId }: Pick<Parts, 'readModel' | 'tenantId'>,
  views: readonly CallbackView[],
): Promise<ReadonlyMap<string, readonly Recording[]>> {
  const ids = views.flatMap(({ callback, attempts }) =>
    attempts.some(({ answeredAt }) => answeredAt !== null) ? [callback.id] : [],
  );
  if (ids.length === 0) return new Map();
  const rows = z.array(recordingRow).parse(await readModel.recordings(tenantId, ids));
  return Map.groupBy(
    rows.filter(({ deletedAt }) => deletedAt === null),
    ({ itemId }) => itemId,
  );
}

/** One callback. Throws ProblemError `unknown_callback`. */
export async function readOne(parts: Reading, id: string): Promise<KnownCallback> {
  const known = (await readKnown(parts, [id])).get(id);
  if (known === undefined) throw new ProblemError('unknown_callback', { detail: `There is no callback ${id}.` });
  return known;
}

/** One callback on the wire. Throws ProblemError `unknown_callback`. */
export async function readWire(parts: Reading, id: string): Promise<WireCallback> {
  const { view, details } = await readOne(parts, id);
  return toWireCallback(view, details, parts.links);
}
