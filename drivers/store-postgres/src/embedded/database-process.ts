import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { FolderInUseError } from './folder-lock.ts';
import { isOpenReport, type OpenRequest } from './messages.ts';

/** The running embedded database. */
export interface DatabaseProcess {
  /** Where it listens, also after it had to be started again. */
  readonly socketPath: string;
  /** Flushes to disk that one commit took at boot; 0: a commit is not durable. */
  readonly flushCount: number;
  /** The number of the process that has the folder open now. */
  pid(): number | null;
  stop(): Promise<void>;
}

const program = new URL('./server.ts', import.meta.url);
const stopMs = 10_000;
const restartPauseMs = 500;

/**
 * Starts the embedded database on a folder, and again whenever its process ends unasked. Throws FolderInUseError, or Error
 * with the database's own words.
 */
export async function startDatabaseProcess(folder: string): Promise<DatabaseProcess> {
  const address = socketAddress();
  const request: OpenRequest = { folder, socketPath: address.socketPath, mayCreate: true };
  let isStopping = false;
  let restarting: Promise<void> = Promise.resolve();
  let current: ChildProcess;
  const watch = (child: ChildProcess): void => {
    current = child;
    const again = (): void => {
      if (!isStopping) restarting = restart();
    };
    if (hasEnded(child)) again();
    else child.once('exit', again);
  };
  const restart = async (): Promise<void> => {
    while (!isStopping) {
      address.clear();
      const started = await start({ ...request, mayCreate: false }).catch(warn);
      if (started !== null) return watch(started.child);
      await wait(restartPauseMs);
    }
  };
  const first = await start(request).catch((error: unknown) => {
    address.remove();
    throw error;
  });
  watch(first.child);
  return {
    socketPath: address.socketPath,
    flushCount: first.flushCount,
    pid: () => current.pid ?? null,
    stop: async () => {
      isStopping = true;
      await restarting;
      await stop(current);
      address.remove();
    },
  };
}

function warn(error: unknown): null {
  process.emitWarning(
    `the embedded database could not be started again: ${error instanceof Error ? error.message : String(error)}`,
  );
  return null;
}

interface Started {
  readonly child: ChildProcess;
  readonly flushCount: number;
}

async function start(request: OpenRequest): Promise<Started> {
  const child = fork(program, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return await new Promise<Started>((resolve, reject) => {
    const ended = (): void => reject(new Error('the embedded database ended before it was ready'));
    child.once('error', reject);
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      if (isOpenReport(message) && message.kind === 'ready') resolve({ child, flushCount: message.flushCount });
      else reject(failure(message));
    });
    child.send(request);
  });
}

function failure(message: unknown): Error {
  if (!isOpenReport(message) || message.kind !== 'failed') return new Error('the embedded database did not report');
  return message.isInUse
    ? new FolderInUseError(message.message)
    : new Error(`the embedded database did not start: ${message.message}`);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  if (child.connected) child.send('stop');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await exited;
  clearTimeout(timer);
}

interface SocketAddress {
  readonly socketPath: string;
  /** Removes a socket that a killed process left. */
  clear(): void;
  remove(): void;
}

/** A socket that only this user can reach: in a folder of its own, or a named pipe with an unguessable name. */
function socketAddress(): SocketAddress {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  if (process.platform === 'win32')
    return { socketPath: `\\\\.\\pipe\\${basename(folder)}`, clear: () => undefined, remove };
  // The name that psql looks for in a folder given as host.
  const socketPath = join(folder, '.s.PGSQL.5432');
  return { socketPath, clear: () => rmSync(socketPath, { force: true }), remove };
}
