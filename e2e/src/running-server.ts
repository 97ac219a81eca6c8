import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { freePort } from '@ringback/tools';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const serverProgram = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));
const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));
const adminKey = 'rb_sk_end_to_end_tests_only_0001';
const startMaxMs = 110_000;
const stopMaxMs = 10_000;

/** A server of its own for one test file: a real process with the embedded database in a new folder, and the demo centre. */
export interface RunningServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Asks the API as an administrator; a key makes a POST repeatable. Throws when the answer is no success; gives its JSON. */
  request(method: 'GET' | 'POST' | 'PUT', path: string, body?: object, idempotencyKey?: string): Promise<unknown>;
  /** Asks as an administrator for what is no JSON: the sound of a recording. Throws when the answer is no success. */
  download(path: string): Promise<Uint8Array>;
  /** Everything the process printed so far. */
  output(): string;
  /** Ends the process and removes its folder. */
  stop(): Promise<void>;
}

/** A server in a folder that outlives it. */
export interface ServerInFolder extends RunningServer {
  /** Ends the process in order; the folder stays. */
  stop(): Promise<void>;
  /** Kills the process as a crash would. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Settles when the process is gone. */
  readonly gone: Promise<unknown>;
}

/** Starts a server in a new folder and waits until it is ready. Throws with what it printed when it ends before. */
export async function startServer(environment: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ringback-e2e-'));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const server = await startServerIn(folder, environment);
    return {
      ...server,
      async stop() {
        await server.stop();
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** As startServer, with the embedded database in `folder`: what an earlier server left there is gone on with. */
export async function startServerIn(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<ServerInFolder> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [serverProgram, 'serve'], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      RINGBACK_PORT: String(port),
      RINGBACK_DATA: folder,
      RINGBACK_DEMO: '1',
      RINGBACK_ADMIN_KEY: adminKey,
      ...environment,
    },
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(String(chunk)));
  const output = (): string => printed.join('');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  try {
    await untilReady(url, child);
  } catch (error) {
    await end(child);
    throw new Error(`${String(error)}\n${output()}`, { cause: error });
  }
  return {
    url,
    output,
    gone,
    download: async (path) => new Uint8Array(await (await fetchFrom(url, 'GET', path)).arrayBuffer()),
    stop: () => end(child),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    request: (method, path, body, idempotencyKey) =>
      request(url, method, path, body, idempotencyKey).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${output().slice(-2_000)}`, { cause: error });
      }),
  };
}

async function request(
  url: string,
  method: string,
  path: string,
  body?: object,
  idempotencyKey?: string,
): Promise<unknown> {
  const text = await (await fetchFrom(url, method, path, body, idempotencyKey)).text();
  return text === '' ? null : JSON.parse(text);
}

async function fetchFrom(
  url: string,
  method: string,
  path: string,
  body?: object,
  idempotencyKey?: string,
): Promise<Response> {
  const answer = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${adminKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadlineAtMs = Date.now() + startMaxMs;
  while (Date.now() < deadlineAtMs) {
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}.`);
    if (child.signalCode !== null) throw new Error(`The server was ended by ${child.signalCode}.`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The server was not ready after ${startMaxMs} ms.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), stopMaxMs);
  await ended;
  clearTimeout(force);
}
