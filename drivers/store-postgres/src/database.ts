import { machineNow } from './machine-clock.ts';
import type { KeyStore, ReadModel, Store } from '@ringback/engine';
import { connect, type Address, type Sql } from './connect.ts';
import { makeKeyStore } from './key-store.ts';
import { migrate, readMigrations } from './migrate.ts';
import { makeReadModel } from './read-model.ts';
import { notifySignals, type Signals } from './signals.ts';
import { makeStore } from './store.ts';

/** An open database with everything Ringback asks of one. */
export interface Database {
  readonly store: Store;
  readonly readModel: ReadModel;
  readonly keyStore: KeyStore;
  /** What a commit survives here, for a person: 'PostgreSQL 18.4, fsync on, synchronous_commit on'. */
  readonly durability: string;
  /** Removes dead rows and refreshes statistics, table by table. PostgreSQL does it by itself; the embedded database is made to. */
  vacuum(): Promise<void>;
  /** Ends the connections, and the embedded database with them. `store.close()` does the same. */
  close(): Promise<void>;
}

/** What differs between the databases. */
export interface Opening {
  readonly address: Address;
  readonly connectionCountMax: number;
  readonly signals: (sql: Sql) => Signals;
  readonly durability: (sql: Sql) => Promise<string>;
  /** Told after each step of a migration, before its transaction commits. */
  readonly onMigrationStep?: (() => void) | undefined;
  /** Runs after the connections have ended. */
  readonly afterClose: () => Promise<void>;
}

/** Connects, brings the schema up to date and puts the parts together. Closes everything again when that fails. */
export async function open(opening: Opening): Promise<Database> {
  const sql = connect(opening.address, opening.connectionCountMax);
  let closing: Promise<void> | null = null;
  const line = connect(opening.address, 1);
  const close = (): Promise<void> =>
    (closing ??= Promise.all([sql.end({ timeout: 5 }), line.end({ timeout: 5 })]).then(opening.afterClose));
  try {
    await migrate(sql, machineNow(), await readMigrations(), opening.onMigrationStep);
    return {
      store: makeStore(sql, line, opening.signals(sql), close),
      readModel: makeReadModel(sql),
      keyStore: makeKeyStore(sql),
      durability: await opening.durability(sql),
      vacuum: () => vacuum(sql),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens a PostgreSQL, 15 or later, by connection string. Throws MigrationError when its schema is newer than this program.
 * Several processes may open the same one.
 */
export async function openPostgres(options: {
  readonly url: string;
  readonly onMigrationStep?: () => void;
}): Promise<Database> {
  return await open({
    onMigrationStep: options.onMigrationStep,
    address: { url: options.url },
    connectionCountMax: 8,
    signals: notifySignals,
    durability: postgresDurability,
    afterClose: async () => undefined,
  });
}

async function postgresDurability(sql: Sql): Promise<string> {
  const rows = await sql<{ version: string; fsync: string; commit: string; standbys: string }[]>`select
    current_setting('server_version') as version, current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as commit, current_setting('synchronous_standby_names') as standbys`;
  const row = rows[0];
  if (row === undefined) return 'PostgreSQL';
  const standby = row.standbys === '' ? '' : `, synchronous standby ${row.standbys}`;
  return `PostgreSQL ${row.version.split(' ')[0] ?? ''}, fsync ${row.fsync}, synchronous_commit ${row.commit}${standby}`;
}

async function vacuum(sql: Sql): Promise<void> {
  const tables = await sql<
    { name: string }[]
  >`select tablename as name from pg_catalog.pg_tables where schemaname = 'ringback' order by 1`;
  for (const table of tables) await sql.unsafe(`vacuum (analyze) ringback.${table.name}`);
}
