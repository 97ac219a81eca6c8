import type { Change, HistoryEntry, TableName } from '@ringback/core';
import type { CommitBatch, Store } from '@ringback/engine';

/** 2026-03-02T09:00:00Z, the time at which the contract's tests begin. */
export const startAt = Date.UTC(2026, 2, 2, 9);

let tenantCount = 0;

/** A tenant that no other test uses, also not one of another run on the same database. */
export function newTenant(): string {
  tenantCount += 1;
  return `tenant_${process.pid}_${performance.timeOrigin}_${tenantCount}`;
}

/** Takes the lease of a new node. Throws when another node holds it. */
export async function hold(
  store: Store,
  tenantId: string,
  nodeId = 'node_1',
  at = startAt,
  ttlMs = 3_000,
): Promise<number> {
  const lease = await store.holdLease({ tenantId, nodeId, at, ttlMs });
  if (lease === null) throw new Error(`the lease of ${tenantId} is held by another node`);
  return lease.fence;
}

/** A batch with nothing in it but what is given. */
export function batch(given: Partial<CommitBatch> & { tenantId: string; fence: number }): CommitBatch {
  return { at: startAt, changes: [], history: [], effects: [], effectIdsDone: [], replies: [], ...given };
}

/** A history entry about a callback. */
export function entry(sequence: number, given: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    sequence,
    at: startAt + sequence,
    type: 'callback.requested',
    itemId: 'cb_1',
    serviceId: 'svc_sales',
    queueId: 'q_sales',
    agentId: null,
    actor: 'customer',
    detail: {},
    ...given,
  };
}

/** A callback as rows hold it; open unless `closedAt` says otherwise. */
export function callback(id: string, given: Record<string, unknown> = {}): Change {
  const row = {
    id,
    state: 'waiting',
    serviceId: 'svc_sales',
    queueId: 'q_sales',
    phoneNumber: '+493012345600',
    externalId: null,
    requestedAt: startAt,
    arrivalAt: startAt,
    scheduledFor: null,
    dueAt: null,
    closedAt: null,
    outcome: null,
    agentId: null,
    attemptsMade: 0,
    ...given,
  };
  return { table: 'callback', key: id, row };
}

/** A slot of 15 minutes. */
export function slot(key: string, booked: number, capacity: number, startsAt = startAt): Change {
  return { table: 'slot', key, row: { id: key, serviceId: 'svc_sales', startsAt, capacity, booked } };
}

/** Any row. */
export function row(table: TableName, key: string, content: Record<string, unknown> = {}): Change {
  return { table, key, row: { id: key, ...content } };
}
