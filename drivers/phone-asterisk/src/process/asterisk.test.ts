import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  audibleSeconds,
  findPhonePrograms,
  freePorts,
  startBaresip,
  startSipp,
  toneSeconds,
  toneShare,
  until,
  type BaresipPhone,
  type PhonePrograms,
} from '@ringback/testkit/sip';
import {
  loopbackNetwork,
  loopbackPortCount,
  existingSystemFiles,
  testTimers,
  type AgentPhone,
  type Trunk,
} from '../configuration/index.ts';
import { startEngine, type EngineSettings, type RunningEngine } from './engine-process.ts';
import { findInstalledEngine, type InstalledEngine } from './installed-engine.ts';

const engine = findInstalledEngine();
const programs = findPhonePrograms();
const demandsAll = process.env['CI'] === 'true' || process.env['RINGBACK_REQUIRE_ALL'] === '1';
const notInstalled = 'the phone engine and the test phones are not installed: npm run phone:install -- --test-phones';

test.runIf(demandsAll)(
  '[fit-I6] the real phone engine and real phones are installed where everything is demanded',
  () => {
    expect(engine, notInstalled).not.toBeNull();
    expect(programs, notInstalled).not.toBeNull();
  },
);

if (engine === null || programs === null) console.warn(`LEFT OUT: tests on Asterisk, because ${notInstalled}`);

function agent(index: number): AgentPhone {
  return {
    agentId: `agent_${index}`,
    endpointName: `desk-${index}`,
    password: index === 7 ? 'a;b' : `secret${index}`,
    webrtc: index > 25,
  };
}

function trunk(name: string, port: number, account: Trunk['account'] = null): Trunk {
  return {
    name,
    host: '127.0.0.1',
    port,
    transport: { kind: 'udp' },
    account,
    addresses: [],
    callerIds: ['+14045550100'],
    codecs: ['ulaw', 'alaw'],
    maxConcurrentCount: 10,
    callsPerSecond: 5,
    qualifyEveryS: 0,
  };
}

const SPEECH_PORT_COUNT = 200;

async function settingsOf(trunks: readonly Trunk[]): Promise<EngineSettings> {
  const first = await freePorts(loopbackPortCount(SPEECH_PORT_COUNT));
  return {
    network: loopbackNetwork(first, SPEECH_PORT_COUNT),
    tls: null,
    ari: { user: 'ringback', password: 'a;b', application: 'ringback' },
    trunks,
    agents: Array.from({ length: 50 }, (_, index) => agent(index)),
    timers: testTimers,
  };
}

/** Where an engine takes SIP, as it says itself. */
async function sipAddressOf(engineAtWork: RunningEngine): Promise<string> {
  const transports = await engineAtWork.console('pjsip show transports');
  return /transport-udp +udp +\d+ +\d+ +(\S+)/u.exec(transports)?.[1] ?? '';
}

/** What a phone heard so far, measured; 0 before it heard anything. */
function heardBy(phone: BaresipPhone, measure: (samples: Float64Array) => number): Promise<number> {
  return Promise.resolve(measure(phone.heard()[0]?.samples ?? new Float64Array()));
}

const harmless = /'(?:acl|pjproject|websocket_client|chan_websocket)\.conf'/u;

describe.skipIf(engine === null || programs === null)('[fit-I6] a real Asterisk', () => {
  let installed: InstalledEngine;
  let phonePrograms: PhonePrograms;
  let running: RunningEngine;
  let settings: EngineSettings;

  beforeAll(async () => {
    if (engine === null || programs === null) return;
    [installed, phonePrograms] = [engine, programs];
    settings = await settingsOf([
      trunk('carrier', 5061),
      trunk('by-password', 5062, { username: 'centre', password: 'x" [y]', register: false }),
      trunk('third', 5063),
    ]);
    running = await startEngine({ engine: installed, settings });
  });

  afterAll(async () => {
    await running.stop();
    rmSync(running.runFolder, { recursive: true, force: true });
  });

  const server = (): string => `127.0.0.1:${settings.network.sipPort}`;

  function ask(method: string, path: string): Promise<Response> {
    const authorization = `Basic ${Buffer.from('ringback:a;b').toString('base64')}`;
    return fetch(`${running.url}/ari/${path}`, { method, headers: { authorization } });
  }

  test('starts with three trunks and 50 agents and complains of nothing but four files it can do without', async () => {
    const errors = running
      .log()
      .split('\n')
      .filter((line) => /\b(?:ERROR|WARNING)\b/u.test(line));
    expect(errors.filter((line) => !harmless.test(line))).toEqual([]);
    const endpoints: unknown = await (await ask('GET', 'endpoints/PJSIP')).json();
    expect(endpoints).toHaveLength(53);
  });

  test('takes passwords with the characters that mean something in its files', async () => {
    expect(await running.console('pjsip show auth by-password')).toMatch(/^ password +: x" \[y\]$/mu);
    expect(await running.console('pjsip show auth desk-7')).toMatch(/^ password +: a;b$/mu);
  });

  test('a phone signs in, calls and hears itself', async () => {
    const phone = await startBaresip({
      programs: phonePrograms,
      user: 'desk-1',
      server: server(),
      password: 'secret1',
      says: 1000,
    });
    try {
      await phone.dial('*43');
      await phone.event('CALL_ESTABLISHED');
      await until(
        'it has spoken for a while',
        async () => (await heardBy(phone, (heard) => toneSeconds(heard, 1000))) > 1,
        10_000,
      );
      await phone.hangUp();
      const [heard] = phone.heard();
      expect(heard === undefined ? 0 : toneShare(heard.samples, 1000)).toBeGreaterThan(0.9);
    } finally {
      await phone.stop();
    }
  });

  test('a far end that refuses, one that answers and one that never does each see one call', async () => {
    const refuses = await startSipp(phonePrograms, { kind: 'refuses', status: 486, rings: true, afterMs: 50 });
    const answers = await startSipp(phonePrograms, { kind: 'answers', afterMs: 50, toneHz: 440, hangsUpAfterMs: 500 });
    const rings = await startSipp(phonePrograms, { kind: 'never answers' });
    try {
      for (const [farEnd, number] of [
        [refuses, '14045550001'],
        [answers, '14045550002'],
        [rings, '14045550003'],
      ] as const) {
        const endpoint = encodeURIComponent(`PJSIP/carrier/${farEnd.uriOf(number)}`);
        const query = `endpoint=${endpoint}&extension=*43&context=from-agent&priority=1&timeout=1&callerId=%2B14045550100`;
        expect((await ask('POST', `channels?${query}`)).status).toBe(200);
      }
      await until(
        'the caller of the second was hung up on',
        () => Promise.resolve(answers.seenCount(/^BYE /u) > 0),
        5000,
      );
      await until('the third was given up', () => Promise.resolve(rings.seenCount(/^SIP\/2.0 487/u) > 0), 5000);
      await until('the first was refused', () => Promise.resolve(refuses.seenCount(/^ACK /u) > 0), 5000);
      expect(
        [refuses, answers, rings].map((farEnd) => farEnd.calls().map(({ dialled, callerId }) => [dialled, callerId])),
      ).toEqual([
        [['14045550001', '+14045550100']],
        [['14045550002', '+14045550100']],
        [['14045550003', '+14045550100']],
      ]);
    } finally {
      await Promise.all([refuses.stop(), answers.stop(), rings.stop()]);
    }
  });

  test('[X3] a caller who arrives while Ringback is away hears music and is handed over when it is back', async () => {
    const caller = await startBaresip({ programs: phonePrograms, user: '+14045550123', server: server() });
    try {
      await caller.dial('+18005550199');
      await caller.event('CALL_ESTABLISHED');
      await until('music is heard', async () => (await heardBy(caller, audibleSeconds)) > 1, 10_000);
      const arrived = await firstStart(running.url, 'ringback', 'ringback:a;b');
      expect(arrived.slice(0, 3)).toEqual(['inbound', '+18005550199', '+14045550123']);
      expect(['carrier', 'by-password', 'third']).toContain(arrived[3]);
    } finally {
      await caller.stop();
    }
  });

  test('[X3] a customer who answers while Ringback is away stays on the line until it is back', async () => {
    const customer = await startBaresip({ programs: phonePrograms, user: '14045550004', server: server() });
    try {
      const endpoint = encodeURIComponent(`PJSIP/carrier/${customer.uri}`);
      await ask('POST', `channels/leg_7-b?endpoint=${endpoint}&extension=leg_7-b&context=callback-out&priority=1`);
      await customer.event('CALL_INCOMING');
      await customer.accept();
      await customer.event('CALL_ESTABLISHED');
      await until('music is heard', async () => (await heardBy(customer, audibleSeconds)) > 0.5, 10_000);
      expect(await firstStart(running.url, 'ringback', 'ringback:a;b')).toEqual(['customer', 'leg_7-b']);
    } finally {
      await customer.stop();
    }
  });

  /** Connects as the application, answers the arguments of the first channel that is handed over, and goes away again. */
  async function firstStart(url: string, application: string, account: string): Promise<readonly string[]> {
    const key = encodeURIComponent(account);
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ari/events?app=${application}&api_key=${key}`);
    try {
      return await new Promise((resolve, reject) => {
        socket.addEventListener('error', () => reject(new Error('no connection')));
        socket.addEventListener('message', ({ data }) => {
          const event: { type?: string; args?: string[] } = JSON.parse(String(data));
          if (event.type === 'StasisStart') resolve(event.args ?? []);
        });
      });
    } finally {
      socket.close();
    }
  }

  test('the two files for an existing Asterisk, included by its own, hand its calls to Ringback', async () => {
    const existing = await startEngine({ engine: installed, settings: await settingsOf([trunk('carrier', 5061)]) });
    const caller = await startBaresip({
      programs: phonePrograms,
      user: '14045550123',
      server: await sipAddressOf(existing),
    });
    try {
      const account = { user: 'second', password: 'c;d', application: 'second' };
      const etc = join(existing.runFolder, 'etc');
      for (const [name, text] of existingSystemFiles(account, testTimers)) writeFileSync(join(etc, name), text);
      appendFileSync(join(etc, 'ari.conf'), '\n#include ari_ringback.conf\n');
      const own =
        '[general]\n[from-trunk]\nexten => _X.,1,Goto(ringback-inbound,${EXTEN},1)\n#include extensions_ringback.conf\n';
      writeFileSync(join(etc, 'extensions.conf'), own);
      await existing.console('dialplan reload');
      await existing.console('module reload res_ari.so');
      const arrived = firstStart(existing.url, 'second', 'second:c;d');
      await caller.dial('18005550199');
      expect((await arrived).slice(0, 3)).toEqual(['inbound', '18005550199', '14045550123']);
    } finally {
      await Promise.all([caller.stop(), existing.stop()]);
      rmSync(existing.runFolder, { recursive: true, force: true });
    }
  });

  test('[X1] ends in order when told to, and at once when killed', async () => {
    const other = await startEngine({ engine: installed, settings: await settingsOf([trunk('carrier', 5061)]) });
    await other.kill();
    expect(await other.ended).toEqual({ code: null, signal: 'SIGKILL' });
    const third = await startEngine({ engine: installed, settings: await settingsOf([]), runFolder: other.runFolder });
    await third.stop();
    expect(await third.ended).toEqual({ code: 0, signal: null });
    rmSync(third.runFolder, { recursive: true, force: true });
  });
});
