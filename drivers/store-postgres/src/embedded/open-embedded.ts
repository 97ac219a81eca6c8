import { resolve } from 'node:path';
import type { Sql } from '../connect.ts';
import { open, type Database } from '../database.ts';
import { localSignals } from '../signals.ts';
import { startDatabaseProcess } from './database-process.ts';

const vacuumEveryMs = 10 * 60 * 1000;

/** An embedded database, which runs in a process of its own. */
export interface EmbeddedDatabase extends Database {
  /** The socket at which the database listens, for a look with psql: `psql -h <its folder> -U postgres postgres`. */
  readonly socketPath: string;
  /** The number of the process that has the folder open now, null while it is being started again. */
  processId(): number | null;
}

/**
 * Opens the embedded database in `<folder>/pglite`, and makes it the first time. One process may have a folder open; a second
 * one gets FolderInUseError. The database's process ends with this one, and is started again when it ends alone.
 */
export async function openEmbedded(options: {
  readonly folder: string;
  readonly onMigrationStep?: () => void;
}): Promise<EmbeddedDatabase> {
  const child = await startDatabaseProcess(resolve(options.folder));
  const signals = localSignals();
  let vacuumTimer: NodeJS.Timeout | null = null;
  const database = await open({
    onMigrationStep: options.onMigrationStep,
    address: { socketPath: child.socketPath },
    // One backend serves all connections: a second one would mix its settings and half-sent statements with the first's.
    connectionCountMax: 1,
    signals: () => signals,
    durability: (sql) => embeddedDurability(sql, child.flushCount),
    afterClose: async () => {
      if (vacuumTimer !== null) clearInterval(vacuumTimer);
      await child.stop();
    },
  });
  vacuumTimer = setInterval(() => void database.vacuum().catch(() => undefined), vacuumEveryMs).unref();
  return { ...database, socketPath: child.socketPath, processId: () => child.pid() };
}

async function embeddedDurability(sql: Sql, flushCount: number): Promise<string> {
  const rows = await sql<
    { fsync: string; method: string }[]
  >`select current_setting('fsync') as fsync, current_setting('wal_sync_method') as method`;
  const isDurable = flushCount > 0 && rows[0]?.fsync === 'on' && rows[0].method === 'fsync';
  return isDurable
    ? 'PGlite, flush to disk verified'
    : 'PGlite, commits are NOT flushed to disk: a power failure can lose them';
}
