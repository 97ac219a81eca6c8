import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SipPeer, toneSeconds, until } from '@ringback/testkit/sip';
import { centreConfiguration } from './centre-configuration.ts';
import { AGENT_HZ, AGENT_ID, AGENT_NUMBER, callsOf, letPeopleAct, openPeople, type People } from './crash-people.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';
import { outcomesOf } from './seen.ts';

const programs = findPhones('the death of the phone engine');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const TALKS = '+12025561001';
const RINGS = '+12025561002';
const AFTERWARDS = '+12025561003';
const RETRY_MS = 2_000;

describe.skipIf(programs === null)('the phone engine is killed with calls up', () => {
  let centre: PhoneCentre;
  let peer: SipPeer;
  let people: People | null = null;

  beforeAll(async () => {
    peer = await openPeople(() => centre.sipPort);
    const attempts = {
      max: 5,
      ringMs: 60_000,
      spacingMs: 3_600_000,
      perOutcome: { unknown: { retryAfterMs: RETRY_MS } },
    };
    centre = await openPhoneCentre({
      trunks: [{ name: 'carrier', port: peer.port }],
      deskAgentIds: [],
      configuration: centreConfiguration(
        [{ id: 'svc_all', number: '+12025550190', policy: { attempts, reserveAgent: true } }],
        [
          { id: AGENT_ID, autoAccept: false, number: AGENT_NUMBER },
          { id: 'agt_two', autoAccept: false },
        ],
      ),
    });
  });
  afterAll(async () => {
    await people?.stop();
    await centre?.close();
    peer?.close();
  });

  const heardSeconds = (number: string): number =>
    toneSeconds(peer.heard(callsOf(peer, number).at(-1)?.callId ?? ''), AGENT_HZ);

  test('[X1][A1][Q2] outcomes are recorded, who was rung keeps the place, and a new engine makes the calls', async () => {
    people = letPeopleAct(peer, TALKS, centre);
    const talking = await centre.askFor({ serviceId: 'svc_all', phoneNumber: TALKS });
    await centre.untilCallback(talking, ({ state }) => state === 'connected');
    await until('they talk', async () => heardSeconds(TALKS) >= 1, 20_000);
    await centre.setPresence('agt_two', 'available');
    const ringing = await centre.askFor({ serviceId: 'svc_all', phoneNumber: RINGS });
    await until('the second is rung', async () => callsOf(peer, RINGS).length === 1, 10_000);
    await until('the server knows', async () => (await centre.callback(ringing)).state === 'dialing', 10_000);
    const { arrivedAt } = await centre.callback(ringing);
    const pid = centre.enginePid();

    process.kill(pid, 'SIGKILL');

    const closed = await centre.untilCallback(talking, ({ state }) => state === 'closed');
    expect([closed.outcome, outcomesOf(closed)]).toEqual(['completed', ['answered_human']]);
    const back = await centre.untilCallback(ringing, (callback) => outcomesOf(callback)[0] !== null);
    expect(outcomesOf(back)).toEqual(['unknown']);
    expect(back.arrivedAt).toBe(arrivedAt);
    expect(centre.enginePid()).not.toBe(pid);
    // It comes to be rung again after the time its outcome has, by the new engine, and once.
    await centre.untilCallback(ringing, ({ state }) => state === 'dialing', 20_000);
    await until('it rings again', async () => callsOf(peer, RINGS).length === 2, 10_000);
    const afterwards = await centre.askFor({ serviceId: 'svc_all', phoneNumber: AFTERWARDS });
    await until('others are rung', async () => callsOf(peer, AFTERWARDS).length === 1, 20_000);
    expect((await centre.callback(afterwards)).state).toBe('dialing');
    expect(callsOf(peer, RINGS)).toHaveLength(2);
  });
});
