import type { HistoryEntry, TableName } from '@ringback/core';
import type { Store } from '@ringback/engine';
import { copy } from './rows.ts';
import { commitBatch, holdLease, loadTenant, newTenant, type Tenant } from './tenant.ts';

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
    history: (tenantId) => tenantOf(tenantId).history ?? [],
    expireLease: (tenantId) => {
      const { lease } = tenantOf(tenantId);
      if (lease !== null) lease.expiresAt = 0;
    },
  };
}
