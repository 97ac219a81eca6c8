import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { freePort } from '../support/free-port.ts';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../support/child-process.ts';
import { unprivilegedOwner, type Owner } from './owner.ts';
import { findPrograms } from './programs.ts';

interface Place {
  readonly home: string;
  readonly bin: string;
  readonly dataFolder: string;
  readonly owner: Owner | null;
}

/** Settings of a server beside our own, as in postgresql.conf. */
export type ServerSettings = Readonly<Record<string, string>>;

const startAttempts = 3;

/** Starts a fresh PostgreSQL in the folder for temporary files. Rejects with what it said when it does not come up. */
export async function startServer(settings: ServerSettings = {}): Promise<{ url: string; stop: () => Promise<void> }> {
  const place = preparePlace();
  const remove = (): void => rmSync(place.home, { recursive: true, force: true });
  try {
    await initialize(place);
    const { child, port } = await startOnFreePort(place, settings);
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop: stopper(child, remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

function preparePlace(): Place {
  const owner = unprivilegedOwner();
  const home = mkdtempSync(join(tmpdir(), 'ringback-postgres-'));
  chmodSync(home, 0o755);
  const bin = findPrograms(home);
  if (bin === null) {
    rmSync(home, { recursive: true, force: true });
    throw new Error(
      'no PostgreSQL: neither the npm package for this platform, nor /usr/lib/postgresql, nor DATABASE_TEST_URL',
    );
  }
  const dataFolder = join(home, 'cluster');
  mkdirSync(dataFolder, { mode: 0o700 });
  if (owner !== null) chownSync(dataFolder, owner.uid, owner.gid);
  return { home, bin, dataFolder, owner };
}

async function initialize({ bin, dataFolder, home, owner }: Place): Promise<void> {
  const options = { cwd: home, env: environment(), ...owner };
  const settings = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  const { code, output } = await runProgram(join(bin, 'initdb'), ['-D', dataFolder, ...settings], options);
  if (code !== 0) throw new Error(`initdb ended with code ${code}: ${output}`);
}

async function startOnFreePort(place: Place, settings: ServerSettings): Promise<{ child: ChildProcess; port: number }> {
  let lastSaid = '';
  for (let attempt = 0; attempt < startAttempts; attempt += 1) {
    const port = await freePort();
    const child = launch(place, port, settings);
    const said = await untilReady(child);
    if (said === null) return { child, port };
    lastSaid = said;
  }
  throw new Error(`PostgreSQL did not start: ${lastSaid}`);
}

function launch({ bin, dataFolder, home, owner }: Place, port: number, given: ServerSettings): ChildProcess {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 60,
    fsync: 'on',
    timezone: 'UTC',
    ...given,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Not in our process group: Ctrl-C must end the tests first and the database after them.
  const options = { cwd: home, env: environment(), detached: true, ...owner };
  return spawn(join(bin, 'postgres'), ['-D', dataFolder, ...args], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Null when it is ready to accept connections; all it said when it ended instead. */
function untilReady(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      if (said.length < 10_000) said += chunk.toString();
      if (said.includes('ready to accept connections')) resolve(null);
    });
    child.on('error', (error) => resolve(error.message));
    child.on('exit', () => resolve(said));
  });
}

/** `stop` by a fast shutdown; should our process end without it, the server is killed and its files removed then. */
function stopper(child: ChildProcess, remove: () => void): () => Promise<void> {
  const onOurExit = (): void => {
    child.kill('SIGQUIT');
    remove();
  };
  process.on('exit', onOurExit);
  return async () => {
    process.off('exit', onOurExit);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    remove();
  };
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };
}
