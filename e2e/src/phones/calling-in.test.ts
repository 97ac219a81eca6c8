import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  audibleSeconds,
  SipPeer,
  startBaresip,
  toneSeconds,
  until,
  type BaresipPhone,
  type PhonePrograms,
} from '@ringback/testkit/sip';
import { centreConfiguration } from './centre-configuration.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';
import { readCallbacks, readCallIn, type CallbackSeen, type CallInSeen } from './seen.ts';

const programs = findPhones('callers in the queue and customers who call in');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const CALLER_HZ = 440;
const AGENT_HZ = 1000;
const AGENT = 'agt_one';
const QUEUE = '+12025550190';
const BY_NUMBER = '+12025550191';
const BY_CODE = '+12025550192';
const SHORT = '+12025550193';
const SHORT_LIVED_MS = 1_500;

describe.skipIf(programs === null)('people who call the centre, through Asterisk', () => {
  let centre: PhoneCentre;
  let peer: SipPeer;
  let callerCount = 0;

  let agent: BaresipPhone;

  beforeAll(async () => {
    if (programs !== null) await openAll(programs);
  });

  async function openAll(installed: PhonePrograms): Promise<void> {
    peer = await SipPeer.open({
      scriptOf: () => ({ kind: 'answer', ringAfterMs: 10, answerAfterMs: 80, saysHz: CALLER_HZ }),
      enginePort: () => centre.sipPort,
    });
    const group = { validForMs: 600_000 };
    centre = await openPhoneCentre({
      trunks: [{ name: 'carrier', port: peer.port }],
      deskAgentIds: [AGENT],
      configuration: centreConfiguration(
        [
          { id: 'svc_queue', number: QUEUE, policy: { reserveAgent: true } },
          { id: 'svc_number', number: '+12025550180', policy: { callInGroupId: 'cig_number' } },
          { id: 'svc_code', number: '+12025550181', policy: { callInGroupId: 'cig_code' } },
          { id: 'svc_short', number: '+12025550182', policy: { callInGroupId: 'cig_short' } },
        ],
        [{ id: AGENT }],
        {
          callInGroups: {
            cig_number: { ...group, numbers: [BY_NUMBER], matchBy: 'caller_number' },
            cig_code: { ...group, numbers: [BY_CODE], matchBy: 'access_code', codeLength: 4 },
            cig_short: { validForMs: SHORT_LIVED_MS, numbers: [SHORT], matchBy: 'caller_number' },
          },
        },
      ),
    });
    const login = centre.deskLogin(AGENT);
    const desk = { user: login.user, password: login.password, server: centre.sipAddress };
    agent = await startBaresip({ programs: installed, ...desk, picksUp: true, says: AGENT_HZ });
  }
  afterAll(async () => {
    await agent?.stop();
    await centre?.close();
    peer?.close();
  });
  beforeEach(() => centre.setPresence(AGENT, 'away'));

  /** A number that nobody called from before. */
  const newNumber = (): string => `+120255703${String((callerCount += 1)).padStart(2, '0')}`;

  async function call(from: string, to: string): Promise<string> {
    const callId = peer.callIn({ from, to, saysHz: CALLER_HZ });
    await until('the call is answered', async () => peer.heardMs(callId) > 0, 15_000);
    return callId;
  }

  const heardSeconds = (callId: string): number => audibleSeconds(peer.heard(callId));
  const agentHeardSeconds = (callId: string): number => toneSeconds(peer.heard(callId), AGENT_HZ);

  /** Something is said for a while: the sentence that comes next has begun. */
  async function listen(callId: string, seconds = 1): Promise<void> {
    const before = heardSeconds(callId);
    await until('something is said', async () => heardSeconds(callId) >= before + seconds, 30_000);
  }

  async function press(callId: string, keys: string): Promise<void> {
    for (const key of keys) {
      peer.pressKey(callId, key);
      // A key takes 160 ms on the line, and the next must not come into it.
      await new Promise((resolve) => setTimeout(resolve, 350));
    }
  }

  const untilOver = (callId: string): Promise<void> =>
    until('the call is over', async () => !peer.isLive(callId), 45_000);

  /** The agent comes, and both hear each other. */
  async function talk(callId: string): Promise<void> {
    const callCountBefore = agent.heard().length;
    await centre.setPresence(AGENT, 'available');
    await until('the caller hears the agent', async () => agentHeardSeconds(callId) >= 1, 20_000);
    const agentHears = async (): Promise<boolean> =>
      toneSeconds(agent.heard()[callCountBefore]?.samples ?? new Float64Array(), CALLER_HZ) >= 1;
    await until('the agent hears the caller', agentHears, 20_000);
    expect(toneSeconds(peer.heard(callId), CALLER_HZ)).toBe(0);
    peer.hangUp(callId);
    await agent.event('CALL_CLOSED', 10_000);
  }

  async function callbackOf(phoneNumber: string): Promise<CallbackSeen | null> {
    const query = `phoneNumber=${encodeURIComponent(phoneNumber)}`;
    return readCallbacks(await centre.server().request('GET', `/v1/callbacks?${query}`))[0] ?? null;
  }

  async function askToCallIn(body: object): Promise<CallInSeen> {
    return readCallIn(await centre.server().request('POST', '/v1/call-ins', body));
  }

  test('[R1][Q1] a caller hears the invitation, takes it by keys, hangs up, and is rung at the place of the call', async () => {
    const number = newNumber();
    const calledAtMs = Date.now();
    const callId = await call(number, QUEUE);
    await listen(callId);
    // Somebody else asks after them, and stands behind them.
    await press(callId, '1');
    await listen(callId);
    await press(callId, '1');
    await untilOver(callId);
    const later = await centre.askFor({ serviceId: 'svc_queue', phoneNumber: newNumber() });
    const taken = await callbackOf(number);
    if (taken === null) throw new Error('no callback was taken');
    expect(taken).toMatchObject({ state: 'waiting', channel: 'ivr', position: 1 });
    expect((await centre.callback(later)).position).toBe(2);
    expect(Math.abs(Date.parse(taken.arrivedAt) - calledAtMs)).toBeLessThan(5_000);
    await centre.setPresence(AGENT, 'available');
    const rung = async (): Promise<boolean> => peer.calls().some(({ user }) => user === number);
    await until('they are rung', rung, 20_000);
    const callback = peer.calls().find(({ user }) => user === number)?.callId ?? '';
    await listen(callback, 0.5);
    await press(callback, '1');
    await until('they hear the agent', async () => agentHeardSeconds(callback) >= 1, 20_000);
    await centre.setPresence(AGENT, 'away');
    peer.hangUp(callback);
    await agent.event('CALL_CLOSED', 10_000);
    expect((await centre.untilCallback(taken.id, ({ state }) => state === 'closed')).outcome).toBe('completed');
    await centre.server().request('POST', `/v1/callbacks/${later}/cancel`, {});
  });

  test('[R1] a caller who waits hears something and is served in person', async () => {
    const callId = await call(newNumber(), QUEUE);
    await listen(callId);
    await talk(callId);
  });

  test('[P3] called in by their number: matched without a question', async () => {
    const phoneNumber = newNumber();
    const callIn = await askToCallIn({ serviceId: 'svc_number', phoneNumber });
    expect(callIn).toMatchObject({ number: BY_NUMBER, accessCode: null });
    await talk(await call(phoneNumber, callIn.number));
  });

  test('[P3][P5] called in with a code, the wrong one first', async () => {
    const { number, accessCode } = await askToCallIn({ serviceId: 'svc_code', phoneNumber: newNumber() });
    if (accessCode === null) throw new Error('there is no code');
    // Somebody else's telephone: the code alone says who they are.
    const callId = await call(newNumber(), number);
    await listen(callId);
    const wrong = accessCode === '1111' ? '2222' : '1111';
    await press(callId, `${wrong}#`);
    await listen(callId);
    await press(callId, `${accessCode}#`);
    await listen(callId);
    await talk(callId);
  });

  test('[P5][P6] too late: they are told, and come into the line by a key', async () => {
    const phoneNumber = newNumber();
    const { number, expiresAt } = await askToCallIn({ serviceId: 'svc_short', phoneNumber });
    await until('it is over', async () => Date.now() > Date.parse(expiresAt) + 200, 10_000);
    const callId = await call(phoneNumber, number);
    await listen(callId);
    await press(callId, '1');
    await listen(callId);
    await talk(callId);
  });

  test('[P7][I10] a caller with a pending callback is known: their place, and the callback is not dialled any more', async () => {
    const phoneNumber = newNumber();
    const id = await centre.askFor({ serviceId: 'svc_queue', phoneNumber });
    const callId = await call(phoneNumber, QUEUE);
    await listen(callId);
    await press(callId, '1');
    await listen(callId);
    await talk(callId);
    const closed = await centre.untilCallback(id, ({ state }) => state === 'closed');
    expect(closed.outcome).toBe('superseded_by_call_in');
    expect(peer.calls().some(({ user }) => user === phoneNumber)).toBe(false);
  });

  test('[P7] the same, and the caller calls it off with a key', async () => {
    const phoneNumber = newNumber();
    const id = await centre.askFor({ serviceId: 'svc_queue', phoneNumber });
    const callId = await call(phoneNumber, QUEUE);
    await listen(callId);
    await press(callId, '3');
    const closed = await centre.untilCallback(id, ({ state }) => state === 'closed');
    expect(closed.outcome).toBe('cancelled_by_customer');
    await untilOver(callId);
  });
});
