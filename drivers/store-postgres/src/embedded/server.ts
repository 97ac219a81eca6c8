/**
 * The process of the embedded database: PGlite behind a socket. Started by its parent with an IPC channel, told once which
 * folder to open, and gone as soon as the parent is gone: nothing needs to be put in order, the log is replayed at the next start.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { DurableNodeFS, durableStartParams, flushFolder } from './durable-files.ts';
import { FolderInUseError, lockFolder } from './folder-lock.ts';
import { isOpenRequest, type OpenReport, type OpenRequest } from './messages.ts';

/** A fault inside the WASM leaves it in an unknown state: ending is safe, going on is not. The parent starts a new process. */
class CrashOnlyDatabase extends PGlite {
  override async execProtocolRawStream(...given: Parameters<PGlite['execProtocolRawStream']>): Promise<void> {
    try {
      await super.execProtocolRawStream(...given);
    } catch (error) {
      process.stderr.write(`the embedded database failed and starts again: ${String(error)}\n`);
      process.exit(1);
    }
  }
}

function report(message: OpenReport): void {
  process.send?.(message);
}

async function serve(request: OpenRequest): Promise<void> {
  if (request.mayCreate) mkdirSync(request.folder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(request.folder, process.ppid);
  const files = new DurableNodeFS(prepareDataFolder(request));
  const database = new CrashOnlyDatabase({ fs: files, startParams: [...durableStartParams] });
  await database.waitReady;
  await markComplete(request.folder);
  const flushCount = await canary(database, files);
  const server = new PGLiteSocketServer({ db: database, path: request.socketPath, maxConnections: 1_000 });
  await server.start();
  process.once('message', () => void stop(server, database, unlock));
  report({ kind: 'ready', flushCount });
}

/** Starts over when the last first start was cut short: without the mark nothing was ever acknowledged. */
function prepareDataFolder({ folder, mayCreate }: OpenRequest): string {
  const path = join(folder, 'pglite');
  if (!existsSync(completeMark(folder))) {
    if (!mayCreate) throw new Error(`the database in ${folder} is gone`);
    rmSync(path, { recursive: true, force: true });
  }
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

function completeMark(folder: string): string {
  return join(folder, 'pglite.complete');
}

async function markComplete(folder: string): Promise<void> {
  if (existsSync(completeMark(folder))) return;
  await flushTree(join(folder, 'pglite'));
  writeFileSync(completeMark(folder), 'The folder pglite was written to the end.\n', { flush: true });
  flushFolder(folder);
}

async function flushTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await flushTree(path);
      else if (entry.isFile()) await flushFile(path);
    }),
  );
  flushFolder(folder);
}

async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Commits something and counts the flushes to disk that it took. */
async function canary(database: PGlite, files: DurableNodeFS): Promise<number> {
  const before = files.flushCount;
  await database.exec(`select pg_logical_emit_message(true, 'ringback', 'canary')`);
  return files.flushCount - before;
}

async function stop(server: PGLiteSocketServer, database: PGlite, unlock: () => void): Promise<void> {
  await server.stop();
  await database.close();
  unlock();
  process.exit(0);
}

process.on('disconnect', () => process.exit(0));
// Ctrl+C reaches the whole group; the parent decides when this process ends.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.once('message', (message) => {
  if (!isOpenRequest(message)) throw new TypeError('expected a folder and a socket path');
  serve(message).catch((error: unknown) => {
    report({
      kind: 'failed',
      isInUse: error instanceof FolderInUseError,
      message: error instanceof Error ? error.message : String(error),
    });
    process.disconnect();
  });
});
