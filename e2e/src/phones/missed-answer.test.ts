import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SipPeer, until } from '@ringback/testkit/sip';
import { centreConfiguration } from './centre-configuration.ts';
import {
  AGENT_HZ,
  AGENT_ID,
  AGENT_NUMBER,
  callsOf,
  CUSTOMER_HZ,
  hears,
  letPeopleAct,
  openPeople,
} from './crash-people.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';
import { outcomesOf } from './seen.ts';
import { startWiredEngine, type WiredEngine } from './wired-engine.ts';

const programs = findPhones('an answer while no server is there');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const CUSTOMER = '+12025561301';
/** As long as a slow machine may take to start a server; who is held hears music. */
const HELD_S = 120;
/** From the moment the new server is ready until it speaks to the customer, milliseconds. The dialplan asks every half second. */
const SPOKEN_TO_MAX_MS = 5_000;

describe.skipIf(programs === null)(
  'the server is killed while a telephone rings, and it is picked up before the next one is there',
  () => {
    let centre: PhoneCentre;
    let engine: WiredEngine;
    let peer: SipPeer;

    beforeAll(async () => {
      peer = await openPeople(() => engine.sipPort);
      const trunks = [{ name: 'carrier', port: peer.port }];
      engine = await startWiredEngine(trunks, { holdAnsweredS: HELD_S });
      const attempts = { max: 1, ringMs: 40_000 };
      const policy = { attempts, holdCapMs: 300_000, offerTimeoutMs: 120_000, confirm: { timeoutMs: 60_000 } };
      centre = await openPhoneCentre({
        trunks,
        engine,
        deskAgentIds: [],
        configuration: centreConfiguration(
          [{ id: 'svc_all', number: '+12025550190', policy }],
          [{ id: AGENT_ID, autoAccept: false, number: AGENT_NUMBER }],
        ),
      });
      await centre.setPresence(AGENT_ID, 'available');
    });
    afterAll(async () => {
      await centre?.close();
      await engine?.close();
      peer?.close();
    });

    test('[X1][D1][I2] the announcement comes at once, and the callback goes on in that very call', async () => {
      const id = await centre.askFor({ serviceId: 'svc_all', phoneNumber: CUSTOMER });
      const rings = async (): Promise<boolean> => callsOf(peer, CUSTOMER).some(({ callId }) => peer.isRinging(callId));
      await until('it rings', rings, 20_000);
      const callId = callsOf(peer, CUSTOMER)[0]?.callId ?? '';

      await centre.server().kill();
      peer.pickUp(callId, CUSTOMER_HZ);
      await until('who picked up hears something', async () => peer.heardMs(callId) > 0, 10_000);
      await centre.restart();
      const readyAtMs = performance.now();
      await centre.untilCallback(id, ({ state }) => state !== 'dialing');
      expect(performance.now() - readyAtMs).toBeLessThan(SPOKEN_TO_MAX_MS);
      expect((await centre.callback(id)).state).toBe('confirming');

      const people = letPeopleAct(peer, CUSTOMER, centre);
      try {
        await until('they talk', async () => hears(peer, callId, AGENT_HZ), 60_000);
      } finally {
        await people.stop();
      }
      peer.hangUp(callId);
      const closed = await centre.untilCallback(id, ({ state }) => state === 'closed', 30_000);
      expect([closed.outcome, outcomesOf(closed), callsOf(peer, CUSTOMER).length]).toEqual([
        'completed',
        ['answered_human'],
        1,
      ]);
    });
  },
);
