import { keepOutput } from '../child-output.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '@ringback/tools';
import { adopt } from './own-children.ts';
import { pause } from '@ringback/testkit';

/** Where a server keeps its truth and whom it talks to. */
export interface Place {
  readonly dataFolder: string;
  /** Null: the embedded database in the data folder. */
  readonly databaseUrl: string | null;
  readonly adminKey: string;
  /** `host:port` of the telephone network. */
  readonly networkAddress: string;
  /** Where compiled code is kept between starts. Saves half of the processor time of a start. */
  readonly compileCacheFolder: string;
}

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** False: it was gone before it could decide anything. */
  readonly isUp: boolean;
  /** Milliseconds from the start of the process until it decides, or until it was gone. */
  readonly bootMs: number;
  /** Is it gone? */
  isGone(): boolean;
  /** Resolves when the process is gone. */
  readonly gone: Promise<unknown>;
  /** SIGKILL: no handler runs, nothing is flushed. Resolves when the process is gone. */
  kill(): Promise<void>;
}

const main = join(import.meta.dirname, '../../../server/src/main.ts');
const BOOT_MAX_MS = 180_000;
const LOOK_EVERY_MS = 25;
/** A short lease, so that a run waits less for a dead server's one. */
const LEASE_MS = 1_000;
/** How many characters of what it said are kept for the report of a failure. */

/**
 * Starts a server and resolves when it decides, or when it killed itself before. Rejects with what it said when it ends in
 * any other way or does not get ready.
 * @param crashPoint where it kills itself, see the environment page; null: nowhere.
 */
export async function startServerProcess(place: Place, crashPoint: string | null): Promise<ServerProcess> {
  const port = await freePort();
  const startedAt = performance.now();
  const env = environmentOf(place, port, crashPoint);
  const child = adopt(spawn(process.execPath, [main, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  const gone = once(child, 'exit');
  const said = keepOutput(child);
  const url = `http://127.0.0.1:${port}`;
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  while (!isGone() && !(await decides(url))) {
    if (performance.now() - startedAt > BOOT_MAX_MS) {
      await kill();
      throw new Error(`the server was not ready within ${BOOT_MAX_MS} ms: ${said()}`);
    }
    await pause(LOOK_EVERY_MS);
  }
  if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}: ${said()}`);
  const bootMs = Math.round(performance.now() - startedAt);
  return { url, isUp: !isGone(), bootMs, isGone, gone, kill };
}

/** Leaves the server's compiled code in a folder: only a process that ends in order does so, and all others here are killed. */
export async function compileServer(folder: string): Promise<void> {
  const environment = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: folder };
  await once(spawn(process.execPath, [main, '--help'], { env: environment, stdio: 'ignore' }), 'exit');
}

function environmentOf(place: Place, port: number, crashPoint: string | null): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TZ: 'UTC',
    RINGBACK_PORT: String(port),
    RINGBACK_DATA: place.dataFolder,
    RINGBACK_ADMIN_KEY: place.adminKey,
    RINGBACK_SIMULATED_NETWORK: place.networkAddress,
    RINGBACK_LEASE_MS: String(LEASE_MS),
    RINGBACK_DEMO: '1',
    NODE_COMPILE_CACHE: place.compileCacheFolder,
    ...(place.databaseUrl === null ? {} : { DATABASE_URL: place.databaseUrl }),
    ...(crashPoint === null ? {} : { RINGBACK_CRASH_POINT: crashPoint }),
  };
}

/** Ready is also a server that stands by behind the lease of a dead one; what counts is who decides. */
async function decides(url: string): Promise<boolean> {
  const ready = await fetch(`${url}/readyz`).catch(() => null);
  await ready?.arrayBuffer().catch(() => null);
  if (ready?.status !== 200) return false;
  const metrics = await fetch(`${url}/metrics`)
    .then((response) => response.text())
    .catch(() => '');
  return /^ringback_writer 1$/mu.test(metrics);
}
