import type { Change, HistoryEntry } from '@ringback/core';
import type { CommitBatch } from '@ringback/engine';

/** A batch of tenant `t` with nothing in it but what is given. */
export function batch(given: Partial<CommitBatch>): CommitBatch {
  return {
    tenantId: 't',
    fence: 1,
    at: 0,
    changes: [],
    history: [],
    effects: [],
    effectIdsDone: [],
    replies: [],
    ...given,
  };
}

/** An open callback with nothing but its id. */
export function callback(id: string): Change {
  return { table: 'callback', key: id, row: { id, closedAt: null } };
}

/** A free slot of capacity 1. */
export function slot(id: string): Change {
  return { table: 'slot', key: id, row: { id, capacity: 1, booked: 0 } };
}

/** A history entry about nothing. */
export function entry(sequence: number): HistoryEntry {
  return {
    sequence,
    at: 0,
    type: 'x',
    itemId: null,
    serviceId: null,
    queueId: null,
    agentId: null,
    actor: 'timer',
    detail: {},
  };
}
