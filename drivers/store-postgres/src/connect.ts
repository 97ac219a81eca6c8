import postgres from 'postgres';

/** A pool of connections. Statements are prepared once per connection; int8 arrives as a number. */
export type Sql = postgres.Sql<{ int8: number }>;

/** The one connection of a transaction. */
export type Snapshot = postgres.TransactionSql<{ int8: number }>;

/** Where the database listens: a connection string, or the path of a socket that needs no password. */
export type Address = { readonly url: string } | { readonly socketPath: string };

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 out of the safe range: ${text}`);
  return value;
}

const options = {
  prepare: true,
  fetch_types: false,
  onnotice: () => undefined,
  types: { int8: { to: 20, from: [20], serialize: (value: number) => String(value), parse: parseInt8 } },
};

/**
 * Plans are made once per connection, perhaps while a table is still empty, and kept while it grows. Without sequential scans
 * such a plan uses the index from the start. Every table is asked by its key or an index. They are made for whatever values
 * come: a plan of its own for each batch takes PostgreSQL as long as writing a few callbacks, and is the same plan.
 */
export const planSettings = { enable_seqscan: 'off', plan_cache_mode: 'force_generic_plan' } as const;

/** Opens a pool of at most `connectionCountMax` connections. Connects at the first query and again when a connection breaks. */
export function connect(address: Address, connectionCountMax: number): Sql {
  const common = { ...options, max: connectionCountMax };
  if ('url' in address)
    return postgres(address.url, { ...common, connection: { application_name: 'ringback', ...planSettings } });
  return postgres({
    ...common,
    path: address.socketPath,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    backoff: () => 0.05,
  });
}
