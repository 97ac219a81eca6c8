import type { Sql } from './connect.ts';

/** What was seen of a tenant: rows committed, a command left in the inbox, a command answered. */
export type Signal = 'commit' | 'inbox' | 'answer';

/** Tells of changes in the database as they are seen. A hint to look, never a fact to act on: signals may be lost or doubled. */
export interface Signals {
  /** True when commits must announce themselves to other processes through the database. */
  readonly isBetweenProcesses: boolean;
  /** Calls `listener` for every signal of the tenant, and for all kinds after a gap. Returns a function that ends it. */
  listen(tenantId: string, listener: (signal: Signal) => void): Promise<() => Promise<void>>;
  /** Tells the listeners, in every process where the database can. */
  send(tenantId: string, signal: Signal): Promise<void>;
}

type Listeners = Map<string, Set<(signal: Signal) => void>>;

function add(listeners: Listeners, tenantId: string, listener: (signal: Signal) => void): () => Promise<void> {
  const own = (signal: Signal): void => listener(signal);
  const known = listeners.get(tenantId) ?? new Set();
  listeners.set(tenantId, known.add(own));
  return async () => {
    known.delete(own);
    if (known.size === 0) listeners.delete(tenantId);
  };
}

/** Signals within this process: an embedded database has no other. */
export function localSignals(): Signals {
  const listeners: Listeners = new Map();
  return {
    isBetweenProcesses: false,
    listen: async (tenantId, listener) => add(listeners, tenantId, listener),
    send: async (tenantId, signal) => {
      for (const listener of listeners.get(tenantId) ?? []) queueMicrotask(() => listener(signal));
    },
  };
}

const kinds: readonly Signal[] = ['commit', 'inbox', 'answer'];

/** Signals over LISTEN and NOTIFY, on one connection of its own that is opened at the first listener. */
export function notifySignals(sql: Sql): Signals {
  const listeners: Listeners = new Map();
  let listening: Promise<unknown> | null = null;
  const tell = (payload: string): void => {
    const split = payload.indexOf(':');
    const kind = kinds.find((known) => known === payload.slice(0, split));
    if (kind !== undefined) for (const listener of listeners.get(payload.slice(split + 1)) ?? []) listener(kind);
  };
  const tellAll = (): void => {
    for (const known of listeners.values()) for (const listener of known) for (const kind of kinds) listener(kind);
  };
  const begin = (): Promise<unknown> =>
    sql.listen('ringback', tell, tellAll).catch((error: unknown) => {
      listening = null;
      throw error;
    });
  return {
    isBetweenProcesses: true,
    listen: async (tenantId, listener) => {
      await (listening ??= begin());
      return add(listeners, tenantId, listener);
    },
    send: async (tenantId, signal) => {
      await sql`select pg_notify('ringback', ${`${signal}:${tenantId}`})`;
    },
  };
}
