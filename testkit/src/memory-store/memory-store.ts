import { tableNames, type TableName } from '@ringback/core';
import {
  FenceLostError,
  type CommitBatch,
  type InboxCommand,
  type RecordedReply,
  type Store,
  type StoredState,
} from '@ringback/engine';
import type { HistoryEntry } from '@ringback/core';

interface Tenant {
  readonly tables: Map<TableName, Map<string, unknown>>;
  readonly history: HistoryEntry[];
  readonly effects: Map<string, unknown>;
  readonly replies: Map<string, RecordedReply>;
  readonly inbox: InboxCommand[];
  readonly waiting: Map<string, (reply: unknown) => void>;
  readonly watchers: Set<(seen: 'commit' | 'inbox') => void>;
  lease: { nodeId: string; fence: number; expiresAt: number } | null;
  fence: number;
}

/** A store in memory that behaves as the database does, and can be told to fail. Rows are copied as JSON, as over the wire. */
export interface MemoryStore extends Store {
  /** The next commit fails: before it is written, or after (the caller cannot know which). */
  failNextCommit(when: 'before' | 'after'): void;
  /** All rows of a table, as they are stored. */
  rows(tenantId: string, table: TableName): readonly unknown[];
  history(tenantId: string): readonly HistoryEntry[];
  /** Lets the lease run out at once, as if its holder had died. */
  expireLease(tenantId: string): void;
}

/** Makes an empty memory store. */
export function createMemoryStore(): MemoryStore {
  const tenants = new Map<string, Tenant>();
  let failure: 'before' | 'after' | null = null;
  const tenantOf = (id: string): Tenant => {
    const known = tenants.get(id);
    if (known !== undefined) return known;
    const fresh = newTenant();
    tenants.set(id, fresh);
    return fresh;
  };
  return {
    holdLease: (lease) => Promise.resolve(holdLease(tenantOf(lease.tenantId), lease)),
    releaseLease: ({ tenantId, nodeId }) => {
      const tenant = tenantOf(tenantId);
      if (tenant.lease?.nodeId === nodeId) tenant.lease = null;
      return Promise.resolve();
    },
    load: (tenantId) => Promise.resolve(loadTenant(tenantOf(tenantId))),
    commit: async (batch) => {
      const failing = failure;
      failure = null;
      if (failing === 'before') throw new Error('the connection was cut before the commit');
      commitBatch(tenantOf(batch.tenantId), batch);
      if (failing === 'after') throw new Error('the connection was cut after the commit');
      await Promise.resolve();
    },
    findReplies: (tenantId, commandIds) =>
      Promise.resolve(commandIds.flatMap((id) => tenantOf(tenantId).replies.get(id) ?? [])),
    forward: (tenantId, message) =>
      new Promise((resolve) => {
        const tenant = tenantOf(tenantId);
        tenant.inbox.push(copy(message));
        tenant.waiting.set(message.id, resolve);
        for (const watcher of tenant.watchers) watcher('inbox');
      }),
    takeInbox: (tenantId, countMax) => Promise.resolve(tenantOf(tenantId).inbox.splice(0, countMax)),
    answerInbox: (tenantId, answers) => {
      const { waiting } = tenantOf(tenantId);
      for (const { id, reply } of answers) waiting.get(id)?.(copy(reply));
      return Promise.resolve();
    },
    watch: (tenantId, listener) => {
      const { watchers } = tenantOf(tenantId);
      watchers.add(listener);
      return Promise.resolve(() => {
        watchers.delete(listener);
        return Promise.resolve();
      });
    },
    close: () => Promise.resolve(),
    failNextCommit: (when) => {
      failure = when;
    },
    rows: (tenantId, table) => [...(tenantOf(tenantId).tables.get(table)?.values() ?? [])],
    history: (tenantId) => tenantOf(tenantId).history,
    expireLease: (tenantId) => {
      const { lease } = tenantOf(tenantId);
      if (lease !== null) lease.expiresAt = 0;
    },
  };
}

function newTenant(): Tenant {
  return {
    tables: new Map(tableNames.map((name) => [name, new Map<string, unknown>()])),
    history: [],
    effects: new Map(),
    replies: new Map(),
    inbox: [],
    waiting: new Map(),
    watchers: new Set(),
    lease: null,
    fence: 0,
  };
}

function copy<T>(value: T): T {
  return structuredClone(value);
}

function holdLease(tenant: Tenant, asked: { nodeId: string; at: number; ttlMs: number }): { fence: number } | null {
  const { lease } = tenant;
  if (lease !== null && lease.nodeId !== asked.nodeId && lease.expiresAt > asked.at) return null;
  const isRenewal = lease !== null && lease.nodeId === asked.nodeId && lease.expiresAt > asked.at;
  if (!isRenewal) tenant.fence += 1;
  tenant.lease = { nodeId: asked.nodeId, fence: tenant.fence, expiresAt: asked.at + asked.ttlMs };
  return { fence: tenant.fence };
}

function commitBatch(tenant: Tenant, batch: CommitBatch): void {
  if (tenant.lease === null || tenant.lease.fence !== batch.fence)
    throw new FenceLostError('another node holds the lease');
  for (const { table, key, row } of batch.changes) {
    if (row === null) tenant.tables.get(table)?.delete(key);
    else tenant.tables.get(table)?.set(key, copy(row));
  }
  for (const entry of batch.history) {
    const last = tenant.history.at(-1)?.sequence ?? 0;
    if (entry.sequence !== last + 1) throw new Error(`history: ${entry.sequence} follows ${last}`);
    tenant.history.push(copy(entry));
  }
  for (const effect of batch.effects) tenant.effects.set(effect.id, copy(effect));
  for (const id of batch.effectIdsDone) tenant.effects.delete(id);
  for (const reply of batch.replies) tenant.replies.set(reply.commandId, copy(reply));
  for (const watcher of tenant.watchers) watcher('commit');
}

function isOpen(row: unknown): boolean {
  return typeof row === 'object' && row !== null && (!('closedAt' in row) || row.closedAt === null);
}

function loadTenant(tenant: Tenant): StoredState {
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
      configuration: open('configuration'),
    },
    effects: [...tenant.effects.values()].map(copy),
    historySequence: tenant.history.at(-1)?.sequence ?? 0,
  };
}
