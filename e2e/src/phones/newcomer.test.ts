import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findInstalledEngine } from '@ringback/driver-phone-asterisk';
import { freePorts, until } from '@ringback/testkit/sip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demandsAll } from './programs.ts';

const isInstalled = findInstalledEngine() !== null;
if (!isInstalled) console.warn('LEFT OUT: the start with a real phone engine; npm run phone:install installs it');

test.runIf(demandsAll)('[fit-I6] the phone engine is installed where everything is demanded', () =>
  expect(isInstalled).toBe(true),
);

const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url));
/** Packages and web apps may have to be made first. */
const START_MAX_MS = 110_000;

describe.skipIf(!isInstalled)('RINGBACK_PHONE=asterisk npm start', () => {
  let folder = '';
  let url = '';
  let child: ChildProcess | null = null;
  const printed: string[] = [];
  const output = (): string => printed.join('');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rb-new-'));
    const port = await freePorts(1);
    url = `http://127.0.0.1:${port}`;
    const environment = { RINGBACK_PHONE: 'asterisk', RINGBACK_PORT: String(port), RINGBACK_DATA: folder };
    child = spawn(process.execPath, ['tools/run.mjs', 'start'], {
      cwd: repositoryRoot,
      env: { ...process.env, ...environment },
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(String(chunk)));
    await until('the server runs', async () => output().includes('Ringback runs at'), START_MAX_MS).catch(
      (error: unknown) => {
        throw new Error(`${String(error)}\n${output()}`, { cause: error });
      },
    );
  });
  afterAll(async () => {
    if (child !== null && child.exitCode === null) {
      const gone = new Promise((resolve) => child?.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });

  test('[fit-I6] tells the addresses and that an Asterisk of its own is the phone, and it is connected', async () => {
    for (const page of ['/demo', '/console', '/docs']) expect(output()).toContain(`${url}${page}`);
    expect(output()).toMatch(/Phone +Asterisk of its own, SIP port \d+/u);
    const ready = async (): Promise<unknown> => (await fetch(`${url}/readyz`)).json();
    await until('the phone is connected', async () => JSON.stringify(await ready()).includes('"connected"'), 20_000);
  });

  test.each(['/demo', '/console', '/docs'])('[fit-I6] %s is there', async (page) => {
    expect((await fetch(`${url}${page}`)).status).toBe(200);
  });

  test('[fit-I6] the customer’s page is given a telephone', async () => {
    expect((await fetch(`${url}/demo/phone`, { method: 'POST' })).status).toBe(201);
  });
});
