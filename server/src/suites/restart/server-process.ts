import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { until } from './until.ts';

/** Where a server keeps its truth. */
export interface Place {
  readonly dataFolder: string;
  /** Null: the embedded database in the data folder. */
  readonly databaseUrl: string | null;
  readonly adminKey: string;
}

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** SIGKILL: no handler runs, nothing is flushed. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Milliseconds from the start of the process to readiness. */
  readonly bootMs: number;
}

const main = join(import.meta.dirname, '../../main.ts');
const BOOT_MAX_MS = 60_000;
/** How many characters of what it said are kept for the report of a failure. */
const SAID_MAX = 8_000;

/** Starts a server and resolves when it is ready for work. Rejects with what it said when it ends or does not get ready. */
export async function startServerProcess(place: Place): Promise<ServerProcess> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [main, 'serve'], {
    env: environmentOf(place, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = recorder(child);
  const url = `http://127.0.0.1:${port}`;
  try {
    await until('the server is ready', () => isReady(url, child, said), BOOT_MAX_MS);
  } catch (error) {
    await kill(child);
    throw error;
  }
  return { url, bootMs: Math.round(performance.now() - startedAt), kill: () => kill(child) };
}

function environmentOf({ dataFolder, databaseUrl, adminKey }: Place, port: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TZ: 'UTC',
    RINGBACK_PORT: String(port),
    RINGBACK_DATA: dataFolder,
    RINGBACK_ADMIN_KEY: adminKey,
    RINGBACK_PHONE: 'simulated',
    RINGBACK_PHONE_SPEED: '20',
    RINGBACK_DEMO: '1',
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
  };
}

function recorder(child: ChildProcess): () => string {
  let said = '';
  const keep = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-SAID_MAX);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => said;
}

async function isReady(url: string, child: ChildProcess, said: () => string): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}: ${said()}`);
  const response = await fetch(`${url}/readyz`).catch(() => null);
  await response?.arrayBuffer();
  return response?.status === 200;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a listening TCP server has a port');
  return address.port;
}
