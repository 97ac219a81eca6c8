import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asteriskVariables } from '../settings/environment.ts';
import { freeTcpPort } from '../settings/free-tcp-port.ts';
import { wait } from './reaching.ts';

/** A Ringback server of the replay's own. */
export interface ChildServer {
  readonly url: string;
  readonly key: string;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

const bootMs = 60_000;
const stopMs = 10_000;

/**
 * Starts a server with the embedded database and the simulated phone on a free port, in a folder of its own under the
 * system's temporary folder.
 * @param program the file that is run with `serve`; the command line of Ringback.
 * @throws Error when it does not become ready within a minute, with what it wrote.
 */
export async function startChildServer(program: string): Promise<ChildServer> {
  const port = await freeTcpPort();
  const dataFolder = await mkdtemp(join(tmpdir(), 'ringback-replay-'));
  const key = `rb_sk_${randomBytes(24).toString('base64url')}`;
  const environment = {
    RINGBACK_PORT: String(port),
    RINGBACK_HOST: '127.0.0.1',
    RINGBACK_DATA: dataFolder,
    RINGBACK_PHONE: 'simulated',
    ...Object.fromEntries(asteriskVariables.map((name) => [name, ''])),
    RINGBACK_DEMO: '0',
    RINGBACK_ADMIN_KEY: key,
    RINGBACK_LOG_LEVEL: 'warn',
    DATABASE_URL: '',
    RINGBACK_CONFIG: '',
  };
  const child = spawn(process.execPath, [program, 'serve'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = collect(child);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await end(child);
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child, said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, key, stop };
}

/** Keeps the last lines of what a process writes. */
function collect(child: ChildProcess): () => string {
  let text = '';
  const keep = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-4000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => text;
}

async function untilReady(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < bootMs) {
    if (child.exitCode !== null) break;
    const isReady = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await wait(100);
  }
  throw new Error(`the server did not become ready:\n${said()}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await ended;
  clearTimeout(timer);
}
