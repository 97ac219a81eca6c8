import { tableNames, type HistoryEntry, type TableName } from '@ringback/core';
import {
  FenceLostError,
  isKeptUntilDone,
  type CommitBatch,
  type InboxCommand,
  type RecordedReply,
  type StoredState,
} from '@ringback/engine';
import { copy, withOwnRows } from './rows.ts';

/** Everything a memory store keeps of one tenant. Rows are copies: nobody outside can change them. */
export interface Tenant {
  readonly tables: Map<TableName, Map<string, unknown>>;
  /** All entries; null where nobody reads them. */
  readonly history: HistoryEntry[] | null;
  historySequence: number;
  readonly effects: Map<string, unknown>;
  readonly replies: Map<string, RecordedReply>;
  readonly inbox: InboxCommand[];
  readonly waiting: Map<string, (reply: unknown) => void>;
  readonly watchers: Set<(seen: 'commit' | 'inbox') => void>;
  lease: { nodeId: string; fence: number; expiresAt: number } | null;
  fence: number;
}

/** A tenant without rows, history or lease. Without `isHistoryKept` only the sequence of the latest entry is known. */
export function newTenant(isHistoryKept = true): Tenant {
  return {
    tables: new Map(tableNames.map((name) => [name, new Map<string, unknown>()])),
    history: isHistoryKept ? [] : null,
    historySequence: 0,
    effects: new Map(),
    replies: new Map(),
    inbox: [],
    waiting: new Map(),
    watchers: new Set(),
    lease: null,
    fence: 0,
  };
}

/** Takes or renews the lease; null while another node holds it. */
export function holdLease(
  tenant: Tenant,
  asked: { nodeId: string; at: number; ttlMs: number },
): { fence: number } | null {
  const { lease } = tenant;
  if (lease !== null && lease.nodeId !== asked.nodeId && lease.expiresAt > asked.at) return null;
  const isRenewal = lease !== null && lease.nodeId === asked.nodeId && lease.expiresAt > asked.at;
  if (!isRenewal) tenant.fence += 1;
  tenant.lease = { nodeId: asked.nodeId, fence: tenant.fence, expiresAt: asked.at + asked.ttlMs };
  return { fence: tenant.fence };
}

/** Writes a batch whole, or throws and writes nothing. What it says is copied. */
export function commitBatch(tenant: Tenant, batch: CommitBatch): void {
  const { history, effects, replies } = batch;
  writeBatch(tenant, {
    ...withOwnRows(batch),
    history: copy(history),
    effects: copy(effects),
    replies: copy(replies),
  });
}

/** The same with a batch that nobody else can change: what it says is kept as it is. */
export function writeBatch(tenant: Tenant, batch: CommitBatch): void {
  if (tenant.lease === null || tenant.lease.fence !== batch.fence)
    throw new FenceLostError('another node holds the lease');
  let last = tenant.historySequence;
  for (const { sequence } of batch.history) {
    if (sequence !== last + 1) throw new Error(`history: ${sequence} follows ${last}`);
    last = sequence;
  }
  for (const { table, key, row } of batch.changes) {
    if (row === null) tenant.tables.get(table)?.delete(key);
    else tenant.tables.get(table)?.set(key, row);
  }
  tenant.historySequence += batch.history.length;
  if (tenant.history !== null) for (const entry of batch.history) tenant.history.push(entry);
  for (const effect of batch.effects) if (isKeptUntilDone(effect)) tenant.effects.set(effect.id, effect);
  for (const id of batch.effectIdsDone) tenant.effects.delete(id);
  for (const reply of batch.replies) tenant.replies.set(reply.commandId, reply);
  for (const watcher of tenant.watchers) watcher('commit');
}

function isOpen(row: unknown): boolean {
  return typeof row === 'object' && row !== null && (!('closedAt' in row) || row.closedAt === null);
}

/** What a writer loads: open rows, effects not known to be done, and where the history stands. */
export function loadTenant(tenant: Tenant): StoredState {
  const open = (name: TableName): unknown[] => [...(tenant.tables.get(name)?.values() ?? [])].filter(isOpen).map(copy);
  const ids = new Set(open('callback').map((row) => (row as { id: string }).id));
  const attempts = open('attempt').filter((row) => ids.has((row as { callbackId: string }).callbackId));
  return {
    rows: {
      callback: open('callback'),
      callback_details: [],
      live_call: open('live_call'),
      attempt: attempts,
      leg: open('leg'),
      offer: open('offer'),
      agent_state: open('agent_state'),
      slot: open('slot'),
      slot_hold: open('slot_hold'),
      learned_rates: open('learned_rates'),
      suppression: open('suppression'),
      call_in: open('call_in'),
      recording: [],
      configuration: open('configuration'),
    },
    effects: [...tenant.effects.values()].map(copy),
    historySequence: tenant.historySequence,
  };
}
