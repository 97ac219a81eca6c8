import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptOffer, choosePresence, hangUp, signIn } from '../console.ts';
import { answerHandset, pressKey, visitShop } from '../shop.ts';
import { openStage, type Stage } from '../stage.ts';
import { giveVoice, heardShare } from '../voices.ts';
import { demandsAll, findPhones } from './programs.ts';
import { openTurnServer, ownAddress, type TurnServer } from './turn-server.ts';

const programs = findPhones('softphones over TURN');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const CUSTOMER_HZ = 440;
const AGENT_HZ = 1000;
const SECRET = 'shared-test-only';
/** Packets of 20 ms that two seconds of speech take. */
const SPEECH_PACKETS = 100;

/** No way but over TURN. */
const throughRelayOnly = `
window.RTCPeerConnection = class extends window.RTCPeerConnection {
  constructor(configuration) {
    super({ ...configuration, iceTransportPolicy: 'relay' });
  }
};`;

describe.skipIf(programs === null)('two telephones in browsers that get out over a TURN server only', () => {
  let stage: Stage;
  let turn: TurnServer;
  let silent: Socket;
  let folder = '';

  beforeAll(async () => {
    turn = await openTurnServer(SECRET);
    // A server that takes everything and says nothing.
    silent = createSocket('udp4');
    silent.bind(0, ownAddress());
    await once(silent, 'listening');
    folder = mkdtempSync(join(tmpdir(), 'rb-ice-'));
    const file = join(folder, 'phones.json');
    const iceServers = [
      { urls: [`stun:${ownAddress()}:${silent.address().port}`] },
      { urls: [`turn:${ownAddress()}:${silent.address().port}`, turn.url], sharedSecret: SECRET },
    ];
    writeFileSync(file, JSON.stringify({ iceServers }));
    stage = await openStage({ RINGBACK_PHONE: 'asterisk', RINGBACK_TRUNKS: file });
  });
  afterAll(async () => {
    await stage?.close();
    turn?.close();
    silent?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function openPage(hertz: number): Promise<Page> {
    const page = await stage.newPage({ permissions: ['microphone'] });
    await giveVoice(page.context(), hertz);
    await page.context().addInitScript(throughRelayOnly);
    return page;
  }

  test('[W4][X6] both hear each other, let in by passwords made from the secret; a server that says nothing holds up nobody', async () => {
    const agent = await signIn(await openPage(AGENT_HZ), 'Ana');
    const customer = await visitShop(await openPage(CUSTOMER_HZ));
    const ready = agent.page.getByRole('button', { name: 'Phone ready: telephone settings' });
    await ready.waitFor();
    await stage.server.request('POST', '/v1/callbacks', {
      serviceId: 'svc_support',
      phoneNumber: '+12025550110',
      name: 'Kim',
    });
    await choosePresence(agent, 'Available');
    await answerHandset(customer);
    await pressKey(customer, '1');
    await acceptOffer(agent, 'Kim');
    await expect.poll(() => heardShare(customer.page, AGENT_HZ), { timeout: 20_000 }).toBeGreaterThan(0.7);
    await expect.poll(() => heardShare(agent.page, CUSTOMER_HZ), { timeout: 20_000 }).toBeGreaterThan(0.7);
    const carried = (): number => Math.min(turn.relayedCount().out, turn.relayedCount().back);
    await expect.poll(carried, { timeout: 20_000 }).toBeGreaterThan(2 * SPEECH_PACKETS);
    const users = Array.from(turn.usernames, (name) => name.replace(/^\d+:/u, '')).sort();
    expect(users).toEqual([expect.stringMatching(/^agt_/u), 'demo-customer']);
    await hangUp(agent);
  });
});
