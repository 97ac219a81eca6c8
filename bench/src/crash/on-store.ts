import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '@ringback/tools';
import { crashRun, type CrashReport, type CrashRun } from './crash-run.ts';

/** Which database a run is on: a folder for the embedded one, or the server on which a database is made for the run. */
export type CrashStore = { readonly kind: 'pglite' } | { readonly kind: 'postgres'; readonly serverUrl: string };

/** Runs on a fresh database and removes it afterwards, with everything the run has written. */
export async function crashRunOn(store: CrashStore, run: Omit<CrashRun, 'place'>): Promise<CrashReport> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'ringback-crash-'));
  const database = store.kind === 'postgres' ? await createDatabase(store.serverUrl) : null;
  try {
    const adminKey = `rb_sk_${randomBytes(16).toString('hex')}`;
    return await crashRun({ ...run, place: { dataFolder, databaseUrl: database?.url ?? null, adminKey } });
  } finally {
    await database?.drop();
    // The embedded database's process may still be at work on its own end.
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
