import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SipPeer, toneSeconds, until } from '@ringback/testkit/sip';
import { createOnePresser } from './acting.ts';
import { centreConfiguration } from './centre-configuration.ts';
import { AGENT_HZ, AGENT_ID, AGENT_NUMBER, callsOf, letPeopleAct, openPeople, type People } from './crash-people.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';
import { outcomesOf, type CallbackSeen } from './seen.ts';

const programs = findPhones('the death of the phone engine');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const TALKS = '+12025561001';
const RINGS = '+12025561002';
const HOLDS = '+12025561003';
const AFTERWARDS = '+12025561004';
const RETRY_MS = 3_000;
/** Agents who wait for an offer that they do not accept. */
const RINGS_FOR = 'agt_two';
const HOLDS_FOR = 'agt_three';

describe.skipIf(programs === null)('the phone engine is killed with calls up', () => {
  let centre: PhoneCentre;
  let peer: SipPeer;
  let people: People | null = null;

  beforeAll(async () => {
    peer = await openPeople(() => centre.sipPort);
    const perOutcome = { unknown: { retryAfterMs: RETRY_MS }, network_failure: { retryAfterMs: RETRY_MS } };
    const attempts = { max: 5, ringMs: 60_000, spacingMs: 3_600_000, perOutcome };
    const policy = { attempts, reserveAgent: true, holdCapMs: 300_000, offerTimeoutMs: 120_000 };
    centre = await openPhoneCentre({
      trunks: [{ name: 'carrier', port: peer.port }],
      deskAgentIds: [],
      configuration: centreConfiguration(
        [{ id: 'svc_all', number: '+12025550190', policy }],
        [
          { id: AGENT_ID, autoAccept: false, number: AGENT_NUMBER },
          { id: RINGS_FOR, autoAccept: false },
          { id: HOLDS_FOR, autoAccept: false },
        ],
      ),
    });
  });
  afterAll(async () => {
    await people?.stop();
    await centre?.close();
    peer?.close();
  });

  const hasConsumed = async (id: string): Promise<unknown> =>
    (await centre.timeline(id)).find(({ type }) => type === 'callback.attempt_ended')?.detail['consumes'];
  const ringCount = (number: string): number => callsOf(peer, number).length;
  const ask = (phoneNumber: string): Promise<string> => centre.askFor({ serviceId: 'svc_all', phoneNumber });
  const untilRings = (number: string, count: number): Promise<void> =>
    until(`${number} is rung`, async () => ringCount(number) === count, 20_000);
  const untilState = (id: string, state: CallbackSeen['state']) =>
    centre.untilCallback(id, (callback) => callback.state === state);

  async function talk(): Promise<string> {
    people = letPeopleAct(peer, TALKS, centre);
    const id = await ask(TALKS);
    await untilState(id, 'connected');
    const heard = (): Float64Array => peer.heard(callsOf(peer, TALKS)[0]?.callId ?? '');
    await until('they talk', async () => toneSeconds(heard(), AGENT_HZ) >= 1, 20_000);
    // Nobody takes the agent's part any more: they stay as they are.
    await people.stop();
    return id;
  }

  async function hold(): Promise<string> {
    await centre.setPresence(HOLDS_FOR, 'available');
    const id = await ask(HOLDS);
    await untilRings(HOLDS, 1);
    const callId = callsOf(peer, HOLDS)[0]?.callId ?? '';
    peer.pickUp(callId);
    const pressOne = createOnePresser((call, key) => peer.pressKey(call, key));
    await centre.untilCallback(id, ({ state }) => {
      if (state === 'confirming') pressOne(callId);
      return state === 'holding';
    });
    return id;
  }

  async function ring(): Promise<string> {
    await centre.setPresence(RINGS_FOR, 'available');
    const id = await ask(RINGS);
    await untilRings(RINGS, 1);
    await untilState(id, 'dialing');
    return id;
  }

  test('[X1][A1][Q2] outcomes are recorded, who was rung or waited keeps the place, and a new engine makes the calls', async () => {
    const [talking, holding, ringing] = [await talk(), await hold(), await ring()];
    const arrivals = await Promise.all([holding, ringing].map(async (id) => (await centre.callback(id)).arrivedAt));
    const pid = centre.enginePid();

    process.kill(pid, 'SIGKILL');

    const closed = await untilState(talking, 'closed');
    expect([closed.outcome, outcomesOf(closed)]).toEqual(['completed', ['answered_human']]);
    const ended = (id: string) => centre.untilCallback(id, (callback) => outcomesOf(callback)[0] !== null);
    const back = await Promise.all([holding, ringing].map(ended));
    // Who held did not hang up: that uses nothing up. What became of the telephone that rang nobody can know.
    expect(back.map(outcomesOf)).toEqual([['network_failure'], ['unknown']]);
    const consumed = await Promise.all([holding, ringing].map(hasConsumed));
    expect(consumed).toEqual([false, true]);
    for (const id of [AGENT_ID, RINGS_FOR, HOLDS_FOR]) await centre.setPresence(id, 'away');
    const afterwards = await ask(AFTERWARDS);
    // With nobody free all three stand in the line, in the order in which they came.
    await Promise.all([holding, ringing, afterwards].map((id) => untilState(id, 'waiting')));
    const line = await Promise.all([holding, ringing, afterwards].map((id) => centre.callback(id)));
    expect(line.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(line.slice(0, 2).map(({ arrivedAt }) => arrivedAt)).toEqual(arrivals);

    expect(centre.enginePid()).not.toBe(pid);
    expect([HOLDS, RINGS, AFTERWARDS].map(ringCount)).toEqual([1, 1, 0]);
    const free = [HOLDS_FOR, RINGS_FOR, AGENT_ID];
    for (const [index, number] of [HOLDS, RINGS, AFTERWARDS].entries()) {
      await centre.setPresence(free[index] ?? '', 'available');
      await untilRings(number, number === AFTERWARDS ? 1 : 2);
    }
    expect([TALKS, HOLDS, RINGS, AFTERWARDS].map(ringCount)).toEqual([1, 2, 2, 1]);
  });
});
