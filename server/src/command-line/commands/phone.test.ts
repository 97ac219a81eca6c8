import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findInstalledEngine, startEngine, type RunningEngine } from '@ringback/driver-phone-asterisk/process';
import { testTimers } from '@ringback/driver-phone-asterisk/configuration';
import { freePorts, until } from '@ringback/testkit/sip';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { configurationFile } from '@ringback/contract';
import { checkPhone } from './phone-check.ts';
import type { PhoneFinding } from './phone-finding.ts';
import { mismatches, writePhoneConfiguration } from './phone-config.ts';
import { modulesBetterHad, modulesToAsk } from './phone-needs.ts';
import { readPhoneSettings } from './phone-settings.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rb-pc-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const environment = { RINGBACK_ASTERISK_PASSWORD: 'word' };
const account = { user: 'ringback', password: 'word', application: 'ringback' };

function written(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

describe('phone config', () => {
  const trunk = { name: 'carrier', host: 'sip.example', username: 'u', password: 'p', callerIds: ['+14045550100'] };

  test('[A6] trunks and phones come from their files, the account from the environment', () => {
    const settings = readPhoneSettings({
      trunksPath: written('trunks.json', { trunks: [trunk] }),
      engineText: 'phones:\n  - { agentId: agt_anna, password: long-enough }\nnetwork: { sipPort: 5080 }\n',
      environment,
    });
    expect(settings.trunks).toMatchObject([
      { name: 'carrier', account: { username: 'u', password: 'p', register: false } },
    ]);
    expect(settings.agents).toEqual([
      { agentId: 'agt_anna', endpointName: 'agent-agt_anna', password: 'long-enough', webrtc: false },
    ]);
    expect(settings.network).toMatchObject({ sipPort: 5080, httpPort: 8088 });
    expect(settings.ari).toEqual(account);
  });

  test.each([
    ['no password of ARI', null, {}, /RINGBACK_ASTERISK_PASSWORD/u],
    ['a field that is none', '{ "trunk": [] }', environment, /trunk/u],
    [
      'a phone with a short password',
      '{ "phones": [{ "agentId": "a", "password": "x" }] }',
      environment,
      /phones\.0\.password/u,
    ],
    ['a port that is none', '{ "network": { "sipPort": 0 } }', environment, /network\.sipPort/u],
  ])('[X4] %s is refused by name', (_, engineText, variables, message) => {
    expect(() => readPhoneSettings({ trunksPath: null, engineText, environment: variables })).toThrow(message);
  });

  test('[X4] a trunk with a password and no user name is refused', () => {
    const trunksPath = written('trunks.json', { trunks: [{ name: 'carrier', host: 'h', password: 'p' }] });
    expect(() => readPhoneSettings({ trunksPath, engineText: null, environment })).toThrow(
      'trunks.0.username is missing',
    );
  });

  test('agents that nobody knows and caller ids that no trunk lists are told', () => {
    const configuration = configurationFile.parse({
      version: 1,
      agents: { agt_anna: { name: 'Anna' } },
    });
    const settings = { trunks: [], agents: [{ agentId: 'agt_anna' }, { agentId: 'agt_gone' }] };
    expect(mismatches(settings, configuration)).toEqual([expect.stringContaining('agt_gone')]);
  });

  test('for an existing Asterisk two files are written', async () => {
    const lines = await writePhoneConfiguration({ out: join(folder, 'files'), existing: true }, environment);
    expect(lines[0]).toContain('ari_ringback.conf and extensions_ringback.conf');
    expect(readFileSync(join(folder, 'files/ari_ringback.conf'), 'utf8')).toContain('password = word');
  });

  test('[X4] files that cannot be read or written are named, with what to do', async () => {
    const nowhere = join(folder, 'nowhere.yaml');
    const config = (options: object) => writePhoneConfiguration({ out: folder, ...options }, environment);
    await expect(config({ settings: nowhere })).rejects.toThrow(
      `${nowhere} cannot be read: there is no such file or folder. --settings names a YAML or JSON file`,
    );
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'phones: [');
    await expect(config({ settings: broken })).rejects.toThrow(`${broken} is neither YAML nor JSON: `);
    const inFile = join(broken, 'inside');
    await expect(config({ out: inFile })).rejects.toThrow(
      `The folder ${inFile} cannot be written: a part of the path is a file, not a folder. Name another one with --out`,
    );
    await expect(config({ out: '/proc/no/such' })).rejects.toThrow('The folder /proc/no/such cannot be written: ');
  });

  test('[X4] an agent with phones in both files is refused', () => {
    const phones = [{ agentId: 'anna', password: 'long-enough', endpointName: 'desk-1' }];
    const trunksPath = written('trunks.json', { phones });
    const engineText = JSON.stringify({ phones: [{ ...phones[0], endpointName: 'desk-2' }] });
    expect(() => readPhoneSettings({ trunksPath, engineText, environment })).toThrow('the agent anna has two phones');
  });

  test.runIf(findInstalledEngine() !== null)('[X6] a whole configuration is readable by its owner only', async () => {
    await writePhoneConfiguration({ out: folder, trunks: written('trunks.json', { trunks: [trunk] }) }, environment);
    const file = join(folder, 'etc/pjsip.conf');
    expect(readFileSync(file, 'utf8')).toContain('[carrier]');
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});

/** What stands under ARI's paths, as an Asterisk that is not ours would answer. */
type Answers = Readonly<Record<string, { readonly status: number; readonly body?: unknown }>>;

const allModules = [...modulesToAsk, ...modulesBetterHad.flatMap(({ anyOf }) => anyOf)];
const without = (...names: readonly string[]) =>
  allModules.filter((name) => !names.includes(name)).map((name) => ({ name: `${name}.so`, status: 'Running' }));

const wellAnswers: Answers = {
  'asterisk/info': { status: 200, body: { system: { version: '22.10.1' } } },
  'asterisk/modules': { status: 200, body: without() },
  'endpoints/PJSIP': { status: 200, body: [{ resource: 'carrier', state: 'online' }] },
};

describe('phone check against an Asterisk that lacks something', () => {
  let server: Server;
  let answers: Answers = {};
  let url = '';

  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://h').pathname.replace('/ari/', '');
      const { status, body } = answers[path] ?? { status: 404, body: {} };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
    });
    const port = await freePorts();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${port}`;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  async function findingOf(
    what: string,
    changed: Answers,
    trunks: readonly string[] = ['carrier'],
  ): Promise<PhoneFinding | undefined> {
    answers = { ...wellAnswers, ...changed };
    return (await checkPhone({ ...account, url, trunks })).find((finding) => finding.what === what);
  }

  test.each([
    ['Sign-in', { 'asterisk/info': { status: 401 } }, 'failed', /password is wrong/u],
    ['ARI', { 'asterisk/info': { status: 404 } }, 'failed', /enabled=yes in ari\.conf/u],
    ['ARI', { 'asterisk/info': { status: 502 } }, 'failed', /answers 502/u],
    [
      'Version',
      { 'asterisk/info': { status: 200, body: { system: { version: '20.1.0' } } } },
      'failed',
      /22 or later/u,
    ],
    ['Version', { 'asterisk/info': { status: 200, body: {} } }, 'failed', /unknown version/u],
    ['Modules', { 'asterisk/modules': { status: 200, body: [] } }, 'failed', /chan_pjsip\.so/u],
    [
      'Modules',
      { 'asterisk/modules': { status: 200, body: without('res_ari_channels') } },
      'failed',
      /^not running: res_ari_channels\.so\. Load it in modules\.conf/u,
    ],
    ['Events', {}, 'failed', /WebSocket does not open/u],
    [
      'Trunk carrier',
      { 'endpoints/PJSIP': { status: 200, body: [{ resource: 'other', state: 'online' }] } },
      'failed',
      /it has other/u,
    ],
    [
      'Trunk carrier',
      { 'endpoints/PJSIP': { status: 200, body: [{ resource: 'carrier', state: 'offline' }] } },
      'failed',
      /offline/u,
    ],
    [
      'Agents',
      { 'endpoints/PJSIP': { status: 200, body: [{ resource: 'agent-anna', state: 'offline' }] } },
      'warning',
      /agent-anna/u,
    ],
    ['Application', { 'applications/ringback': { status: 200 } }, 'warning', /connected already/u],
  ] as const)('[fit-I6] %s: what is missing is told', async (what, changed, verdict, message) => {
    const finding = await findingOf(what, changed);
    expect(finding?.verdict).toBe(verdict);
    expect(finding?.message).toMatch(message);
  });

  test.each([
    [['res_pjsip_transport_websocket'], /no telephone in the browser can sign in/u],
    [
      ['codec_opus', 'codec_opus_open_source'],
      /codec_opus\.so or codec_opus_open_source\.so is not running: browsers talk/u,
    ],
    [['app_amd'], /answering machines are not told from people/u],
  ])('[fit-I6] %j is missing: it works without, and what is lost is told', async (names, message) => {
    answers = { ...wellAnswers, 'asterisk/modules': { status: 200, body: without(...names) } };
    const modules = (await checkPhone({ ...account, url, trunks: ['carrier'] })).filter(
      ({ what }) => what === 'Modules',
    );
    expect(modules.map(({ verdict }) => verdict)).toEqual(['ok', 'warning']);
    expect(modules[1]?.message).toMatch(message);
  });

  test('[X6] a trunk over TLS whose server does not answer is told besides', async () => {
    answers = wellAnswers;
    const server = { name: 'carrier', host: '127.0.0.1', port: await freePorts(), verifyServer: true, caFile: null };
    const all = await checkPhone({ ...account, url, trunks: ['carrier'], tlsServers: [server] });
    expect(all.filter(({ what }) => what.startsWith('Trunk')).map(({ what, verdict }) => [what, verdict])).toEqual([
      ['Trunk carrier', 'ok'],
      ['Trunk carrier, TLS', 'failed'],
    ]);
  });

  test('one of the two opus codecs is enough', async () => {
    answers = { ...wellAnswers, 'asterisk/modules': { status: 200, body: without('codec_opus') } };
    const modules = (await checkPhone({ ...account, url, trunks: ['carrier'] })).filter(
      ({ what }) => what === 'Modules',
    );
    expect(modules.map(({ verdict }) => verdict)).toEqual(['ok']);
  });

  test.each([
    ['nonsense', 'Address', /write it like http:\/\/127\.0\.0\.1:8088/u],
    ['ws://127.0.0.1:8088', 'Address', /is no address/u],
    ['http://no-such-machine.invalid:8088', 'Connection', /No machine has this name: is it written right\?/u],
  ])('[X4] %s is told with what to do', async (bad, what, message) => {
    const [finding] = await checkPhone({ ...account, url: bad, trunks: [] });
    expect(finding).toMatchObject({ what, verdict: 'failed' });
    expect(finding?.message).toMatch(message);
  });

  test('without any endpoint there is no trunk', async () => {
    expect(await findingOf('Trunks', { 'endpoints/PJSIP': { status: 200, body: [] } }, [])).toMatchObject({
      verdict: 'failed',
    });
  });

  test('a port where nobody listens is told', async () => {
    const [finding] = await checkPhone({ ...account, url: `http://127.0.0.1:${await freePorts()}`, trunks: [] });
    expect(finding).toMatchObject({ what: 'Connection', verdict: 'failed' });
  });
});

const engine = findInstalledEngine();

describe.skipIf(engine === null)('[fit-I6] phone check against a real Asterisk', () => {
  let running: RunningEngine;

  beforeAll(async () => {
    if (engine === null) return;
    const first = await freePorts(40);
    const source = {
      trunksPath: null,
      engineText: '{ "phones": [{ "agentId": "anna", "password": "long-enough" }] }',
      environment,
    };
    const settings = readPhoneSettings(source);
    const network = {
      ...settings.network,
      sipAddress: '127.0.0.1',
      sipPort: first,
      httpPort: first + 1,
      rtpFirstPort: first + 2,
      rtpLastPort: first + 39,
    };
    const trunk = {
      name: 'carrier',
      host: '127.0.0.1',
      port: 9,
      transport: { kind: 'udp' },
      account: null,
      addresses: [],
      callerIds: [],
      codecs: ['ulaw'],
      maxConcurrentCount: null,
      callsPerSecond: null,
      qualifyEveryS: 0,
    } as const;
    running = await startEngine({ engine, settings: { ...settings, network, trunks: [trunk], timers: testTimers } });
  });

  afterAll(async () => {
    await running.stop();
    rmSync(running.runFolder, { recursive: true, force: true });
  });

  const findings = (changed: Partial<Parameters<typeof checkPhone>[0]> = {}): Promise<readonly PhoneFinding[]> =>
    checkPhone({ ...account, url: running.url, trunks: ['carrier'], ...changed });

  test('with our own configuration nothing fails, and an agent without a phone is told', async () => {
    const all = await findings();
    expect(all.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
    expect(all.filter(({ verdict }) => verdict === 'warning').map(({ message }) => message)).toEqual([
      'not registered: agent-anna',
    ]);
  });

  test('a wrong password and a trunk of another name are told', async () => {
    expect(await findings({ password: 'other' })).toMatchObject([{ what: 'Sign-in', verdict: 'failed' }]);
    expect((await findings({ trunks: ['nobody'] })).find(({ what }) => what === 'Trunk nobody')?.message).toContain(
      'carrier',
    );
  });

  test('an application that is connected already is told, and stays connected', async () => {
    const socket = new WebSocket(`${running.url.replace('http', 'ws')}/ari/events?app=ringback&api_key=ringback:word`);
    try {
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      expect((await findings()).find(({ what }) => what === 'Application')?.verdict).toBe('warning');
      expect(socket.readyState).toBe(WebSocket.OPEN);
    } finally {
      socket.close();
    }
    await until(
      'the name is free again',
      async () => (await findings()).find(({ what }) => what === 'Application')?.verdict === 'ok',
      5000,
    );
  });

  test('the command prints a line for each thing and ends with 0, and with 1 when something failed', async () => {
    const main = join(import.meta.dirname, '../../main.ts');
    const run = (...more: string[]): Promise<{ code: number | null; said: string }> =>
      new Promise((resolve) => {
        const args = [main, 'phone', 'check', '--url', `${running.url}/ari/`, '--password', 'word', ...more];
        const child = execFile(process.execPath, args, (_, stdout) => resolve({ code: child.exitCode, said: stdout }));
      });
    const well = await run('--trunk', 'carrier');
    expect(well).toMatchObject({ code: 0, said: expect.stringMatching(/^ok +Sign-in: ringback/u) });
    expect(await run('--trunk', 'nobody')).toMatchObject({
      code: 1,
      said: expect.stringContaining('FAILED  Trunk nobody'),
    });
  });
});

test.runIf(process.env['CI'] === 'true')('the phone engine is installed where everything is demanded', () => {
  expect(engine).not.toBeNull();
  expect(existsSync(engine?.program ?? '')).toBe(true);
});
