import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SipPeer, toneSeconds, until } from '@ringback/testkit/sip';
import { actAgainAndAgain, createOnePresser, takeOffers } from './acting.ts';
import { centreConfiguration } from './centre-configuration.ts';
import { AGENT_HZ, callsOf, CUSTOMER_HZ, hears } from './crash-people.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';
import { outcomesOf, type CallbackSeen } from './seen.ts';
import { startWiredEngine, type WiredEngine } from './wired-engine.ts';

const programs = findPhones('a cut between the server and the phone engine');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

/** The customers, by where they are when the wire is cut and what they do meanwhile. */
const RINGS_ANSWERS = '+12025561201';
const RINGS_REFUSES = '+12025561202';
const LISTENS_LEAVES = '+12025561203';
const HOLDS_STAYS = '+12025561204';
const HOLDS_LEAVES = '+12025561205';
const TALKS_ON = '+12025561206';
const TALKS_LEAVES = '+12025561207';
const ASKS = '+12025561208';
const before = [RINGS_ANSWERS, RINGS_REFUSES, LISTENS_LEAVES, HOLDS_STAYS, HOLDS_LEAVES, TALKS_ON, TALKS_LEAVES];
/** How long the wire is cut, milliseconds of speech that two people hear of each other meanwhile. */
const CUT_MS = 3_000;
const HEARD_SHARE = 0.7;
/** Who could not be rung is tried again after this, and has lost nothing: one attempt is all there is. */
const RETRY_MS = 300;

const agents = Array.from({ length: before.length + 1 }, (_, index) => ({
  id: `agt_${index + 1}`,
  autoAccept: false,
  number: `+1202555018${index}`,
}));

describe.skipIf(programs === null)('the wire to the phone engine is cut for three seconds with calls up', () => {
  let centre: PhoneCentre;
  let engine: WiredEngine;
  let peer: SipPeer;
  let stopActing: (() => Promise<void>) | null = null;
  const idOf = new Map<string, string>();
  /** Whose offers are accepted, and who presses 1 until they talk. */
  const [taken, presses] = [new Set<string>(), new Set<string>()];

  beforeAll(async () => {
    const agentNumbers = new Set(agents.map(({ number }) => number));
    peer = await SipPeer.open({
      scriptOf: (user) =>
        agentNumbers.has(user)
          ? { kind: 'answer', ringAfterMs: 10, answerAfterMs: 60, saysHz: AGENT_HZ }
          : { kind: 'ring' },
      enginePort: () => engine.sipPort,
    });
    const trunks = [{ name: 'carrier', port: peer.port }];
    engine = await startWiredEngine(trunks);
    const perOutcome = { network_failure: { retryAfterMs: RETRY_MS } };
    const attempts = { max: 1, ringMs: 60_000, spacingMs: 3_600_000, perOutcome };
    const policy = { attempts, holdCapMs: 300_000, offerTimeoutMs: 120_000, confirm: { timeoutMs: 60_000 } };
    centre = await openPhoneCentre({
      trunks,
      engine,
      deskAgentIds: [],
      configuration: centreConfiguration([{ id: 'svc_all', number: '+12025550190', policy }], agents),
    });
    await Promise.all(agents.map(({ id }) => centre.setPresence(id, 'available')));
    const pressOne = createOnePresser((callId, key) => peer.pressKey(callId, key));
    stopActing = actAgainAndAgain(async () => {
      for (const { user, callId } of peer.calls())
        if ((agentNumbers.has(user) || presses.has(user)) && isUnheard(callId)) pressOne(callId);
      for (const { id } of agents) await takeOffers(centre, id, (callbackId) => taken.has(callbackId));
    });
  });
  afterAll(async () => {
    await stopActing?.();
    await centre?.close();
    await engine?.close();
    peer?.close();
  });

  const callOf = (number: string): string => callsOf(peer, number)[0]?.callId ?? '';
  const callbackId = (number: string): string => idOf.get(number) ?? '';
  const stateOf = async (number: string): Promise<string> => (await centre.callback(callbackId(number))).state;

  /** Up, spoken to, and not yet with somebody of the other kind. */
  function isUnheard(callId: string): boolean {
    if (!peer.isLive(callId) || peer.isRinging(callId) || peer.heardMs(callId) < 300) return false;
    return !hears(peer, callId, AGENT_HZ) && !hears(peer, callId, CUSTOMER_HZ);
  }

  async function ask(number: string): Promise<void> {
    idOf.set(number, await centre.askFor({ serviceId: 'svc_all', phoneNumber: number }));
  }

  const untilState = (number: string, state: CallbackSeen['state']) =>
    centre.untilCallback(callbackId(number), (callback) => callback.state === state, 30_000);

  const untilRings = (number: string): Promise<void> =>
    until(`${number} rings`, async () => callsOf(peer, number).some(({ callId }) => peer.isRinging(callId)), 20_000);

  const untilTalks = (number: string): Promise<void> =>
    until(`${number} hears the agent`, async () => hears(peer, callOf(number), AGENT_HZ), 20_000);

  /** Everybody comes to where they are to be when the wire is cut. */
  async function begin(): Promise<void> {
    await Promise.all(before.map(ask));
    await Promise.all(before.map(untilRings));
    for (const number of [TALKS_ON, TALKS_LEAVES]) taken.add(callbackId(number));
    for (const number of [HOLDS_STAYS, HOLDS_LEAVES, TALKS_ON, TALKS_LEAVES]) presses.add(number);
    for (const number of [LISTENS_LEAVES, ...presses]) peer.pickUp(callOf(number), CUSTOMER_HZ);
    await Promise.all([RINGS_ANSWERS, RINGS_REFUSES].map((number) => untilState(number, 'dialing')));
    await Promise.all([HOLDS_STAYS, HOLDS_LEAVES].map((number) => untilState(number, 'holding')));
    await Promise.all([TALKS_ON, TALKS_LEAVES].map((number) => untilState(number, 'connected')));
    await Promise.all([untilTalks(TALKS_ON), untilTalks(TALKS_LEAVES), untilState(LISTENS_LEAVES, 'confirming')]);
  }

  test('[X1][X2][I2] nothing is lost, nobody is rung twice, and what happened meanwhile is made up for', async () => {
    await begin();
    const heardBeforeMs = peer.heardMs(callOf(TALKS_ON));

    engine.wire.cut();
    peer.pickUp(callOf(RINGS_ANSWERS), CUSTOMER_HZ);
    for (const number of [RINGS_REFUSES, LISTENS_LEAVES, HOLDS_LEAVES, TALKS_LEAVES]) peer.hangUp(callOf(number));
    await ask(ASKS);
    await until('they talk on', async () => peer.heardMs(callOf(TALKS_ON)) >= heardBeforeMs + CUT_MS, 30_000);
    const heard = peer.heard(callOf(TALKS_ON), heardBeforeMs);
    expect(toneSeconds(heard, AGENT_HZ)).toBeGreaterThan((HEARD_SHARE * CUT_MS) / 1000);
    // Nobody told the server yet.
    expect(await Promise.all([RINGS_ANSWERS, HOLDS_LEAVES, TALKS_LEAVES].map(stateOf))).toEqual([
      'dialing',
      'holding',
      'connected',
    ]);
    engine.wire.mend();

    const outcomeOf = async (number: string) =>
      outcomesOf(await centre.untilCallback(callbackId(number), (one) => outcomesOf(one)[0] !== null, 30_000));
    expect(await Promise.all([RINGS_REFUSES, LISTENS_LEAVES, HOLDS_LEAVES].map(outcomeOf))).toEqual([
      // The engine told of the 486 when nobody heard it, and does not keep it.
      ['unknown'],
      ['not_confirmed'],
      ['hung_up_waiting'],
    ]);
    expect((await untilState(TALKS_LEAVES, 'closed')).outcome).toBe('completed');
    expect([await stateOf(TALKS_ON), peer.isLive(callOf(TALKS_ON))]).toEqual(['connected', true]);
    await untilRings(ASKS);
    peer.pickUp(callOf(ASKS), CUSTOMER_HZ);
    const goOn = [RINGS_ANSWERS, HOLDS_STAYS, ASKS];
    for (const number of goOn) {
      presses.add(number);
      taken.add(callbackId(number));
    }
    await Promise.all(goOn.map(untilTalks));
    for (const number of [TALKS_ON, ...goOn]) peer.hangUp(callOf(number));
    const ended = await Promise.all([TALKS_ON, ...goOn].map((number) => untilState(number, 'closed')));
    expect(ended.map(({ outcome }) => outcome)).toEqual(ended.map(() => 'completed'));
    // Whoever asked meanwhile could not be rung: that is no attempt of theirs.
    const reached = ended.map((one) => outcomesOf(one).filter((outcome) => outcome !== 'network_failure'));
    expect(reached).toEqual(ended.map(() => ['answered_human']));
    expect([...before, ASKS].map((number) => callsOf(peer, number).length)).toEqual([...before, ASKS].map(() => 1));
  });
});
