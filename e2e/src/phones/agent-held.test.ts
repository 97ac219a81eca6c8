import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  audibleSeconds,
  type BaresipPhone,
  type PhonePrograms,
  SipPeer,
  startBaresip,
  toneSeconds,
  until,
} from '@ringback/testkit/sip';
import { centreConfiguration } from './centre-configuration.ts';
import { AGENT_HZ, callsOf, CUSTOMER_HZ, hears } from './crash-people.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';
import { outcomesOf } from './seen.ts';
import { startWiredEngine, type WiredEngine } from './wired-engine.ts';

const programs = findPhones('an agent who picks up while no server is there');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const AGENT_ID = 'agt_ana';
/** As long as a slow machine may take to start a server; who is held hears music. */
const HELD_S = 120;
const TALK_S = 2;

describe.skipIf(programs === null)("an agent's desk phone is picked up while the server is away", () => {
  let centre: PhoneCentre;
  let engine: WiredEngine;
  let peer: SipPeer;
  let desk: BaresipPhone;

  beforeAll(async () => {
    peer = await SipPeer.open({ scriptOf: () => ({ kind: 'ring' }), enginePort: () => engine.sipPort });
    const trunks = [{ name: 'carrier', port: peer.port }];
    engine = await startWiredEngine(trunks, { holdAnsweredS: HELD_S }, [AGENT_ID]);
    const attempts = { max: 1, ringMs: 40_000 };
    const policy = { attempts, holdCapMs: 300_000, offerTimeoutMs: 120_000, confirm: { timeoutMs: 60_000 } };
    centre = await openPhoneCentre({
      trunks,
      engine,
      deskAgentIds: [AGENT_ID],
      configuration: centreConfiguration([{ id: 'svc_all', number: '+12025550190', policy }], [{ id: AGENT_ID }]),
    });
  });
  beforeEach(async () => {
    if (programs !== null) desk = await openDesk(programs);
  });
  afterEach(() => desk?.stop());
  afterAll(async () => {
    await centre?.close();
    await engine?.close();
    peer?.close();
  });

  function openDesk(installed: PhonePrograms): Promise<BaresipPhone> {
    const { user, password } = centre.deskLogin(AGENT_ID);
    return startBaresip({ programs: installed, user, password, server: `127.0.0.1:${engine.sipPort}`, says: AGENT_HZ });
  }

  /** A callback comes so far that the customer waits and the agent's phone rings. */
  async function untilDeskRings(customer: string): Promise<{ id: string; callId: string }> {
    await centre.setPresence(AGENT_ID, 'available');
    const id = await centre.askFor({ serviceId: 'svc_all', phoneNumber: customer });
    const rings = async (): Promise<boolean> => callsOf(peer, customer).some(({ callId }) => peer.isRinging(callId));
    await until('it rings', rings, 20_000);
    const callId = callsOf(peer, customer)[0]?.callId ?? '';
    peer.pickUp(callId, CUSTOMER_HZ);
    await centre.untilCallback(id, ({ state }) => state === 'confirming');
    await until('the customer is spoken to', async () => peer.heardMs(callId) > 300, 10_000);
    peer.pressKey(callId, '1');
    await desk.event('CALL_INCOMING', 15_000);
    return { id, callId };
  }

  async function pickUp(): Promise<void> {
    await desk.accept();
    await desk.event('CALL_ESTABLISHED');
    const hearsMusic = async () => audibleSeconds(desk.heard()[0]?.samples ?? new Float64Array()) > 0.3;
    await until('the agent hears music', hearsMusic, 15_000);
  }

  /** They talk, the customer hangs up, and each telephone rang once. */
  async function expectTalk(id: string, callId: string, customer: string): Promise<void> {
    await until('the customer hears the agent', async () => hears(peer, callId, AGENT_HZ), 30_000);
    const heardByAgentS = async () => toneSeconds(desk.heard()[0]?.samples ?? new Float64Array(), CUSTOMER_HZ);
    await until('the agent hears the customer', async () => (await heardByAgentS()) >= TALK_S, 30_000);
    peer.hangUp(callId);
    const closed = await centre.untilCallback(id, ({ state }) => state === 'closed', 30_000);
    expect([closed.outcome, outcomesOf(closed)]).toEqual(['completed', ['answered_human']]);
    expect(desk.events().filter(({ type }) => type === 'CALL_INCOMING')).toHaveLength(1);
    expect(callsOf(peer, customer)).toHaveLength(1);
  }

  test('[X1][X2][I2] the server was killed: the next one brings both together, and the phone rang once', async () => {
    const customer = '+12025561401';
    const { id, callId } = await untilDeskRings(customer);
    await centre.server().kill();
    await pickUp();
    await centre.restart();
    await expectTalk(id, callId, customer);
  });

  test('[X1][X2][I2] the connection was cut: both are together once it is mended, and the phone rang once', async () => {
    const customer = '+12025561402';
    const { id, callId } = await untilDeskRings(customer);
    engine.wire.cut();
    await pickUp();
    engine.wire.mend();
    await expectTalk(id, callId, customer);
  });

  test('[X1] the customer left meanwhile: the agent is let go, and rung for nobody', async () => {
    const customer = '+12025561403';
    const { id, callId } = await untilDeskRings(customer);
    await centre.server().kill();
    await pickUp();
    peer.hangUp(callId);
    await centre.restart();
    await desk.event('CALL_CLOSED', 30_000);
    const closed = await centre.untilCallback(id, ({ state }) => state === 'closed', 30_000);
    expect(closed.outcome).not.toBe('completed');
    expect(desk.events().filter(({ type }) => type === 'CALL_INCOMING')).toHaveLength(1);
  });
});
