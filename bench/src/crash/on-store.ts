import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '@ringback/tools';
import { crashRun, type CrashReport, type CrashRun } from './crash-run.ts';

/** Which database a run is on: a folder for the embedded one, or the server on which a database is made for the run. */
export type CrashStore = { readonly kind: 'pglite' } | { readonly kind: 'postgres'; readonly serverUrl: string };

/** Runs on a fresh database and removes it afterwards, with everything the run has written; what is needed to explain a broken promise stays. */
export async function crashRunOn(store: CrashStore, run: Omit<CrashRun, 'place'>): Promise<CrashReport> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'ringback-crash-'));
  let isEvidence = false;
  const database = store.kind === 'postgres' ? await createDatabase(store.serverUrl) : null;
  try {
    const adminKey = `rb_sk_${randomBytes(16).toString('hex')}`;
    const report = await crashRun({ ...run, place: { dataFolder, databaseUrl: database?.url ?? null, adminKey } });
    isEvidence = report.broken.length > 0;
    if (isEvidence) run.say(`The network's log and what else the run has written stays in ${dataFolder}`);
    return report;
  } finally {
    await database?.drop();
    // The embedded database's process may still be at work on its own end.
    if (!isEvidence) await rm(dataFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
