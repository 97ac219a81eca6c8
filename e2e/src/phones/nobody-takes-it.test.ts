import { until } from '@ringback/testkit/sip';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { takeOffers } from './acting.ts';
import { demandsAll, findPhones } from './programs.ts';
import { CUSTOMER_HZ, openScriptedLine, speakingAgents, type ScriptedLine } from './scripted-line.ts';
import { outcomesOf } from './seen.ts';

const programs = findPhones('agents who do not take the call');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const OFFER_TIMEOUT_MS = 1_500;
const HOLD_CAP_MS = 3_000;
/** They look at their offers, or not. */
const agents = speakingAgents(['agt_one', 'agt_two'], { autoAccept: false });
/** Answered by itself at a desk phone that nobody has signed in. */
const deskAgent = { id: 'agt_desk' };

describe.skipIf(programs === null)('a customer who pressed 1 and whom an agent does not take, through Asterisk', () => {
  let line: ScriptedLine;
  const [one, two] = agents;
  if (one === undefined || two === undefined) throw new Error('there are too few agents');

  beforeAll(async () => {
    const policy = { offerTimeoutMs: OFFER_TIMEOUT_MS, confirm: { timeoutMs: 60_000 } };
    line = await openScriptedLine({
      services: [
        { id: 'svc_patient', number: '+12025550190', policy: { ...policy, holdCapMs: 600_000 } },
        { id: 'svc_short', number: '+12025550191', policy: { ...policy, holdCapMs: HOLD_CAP_MS, reserveAgent: false } },
      ],
      agents,
      deskAgents: [deskAgent],
    });
  });
  afterEach(() => line.hangUpAll());
  afterAll(() => line?.close());
  beforeEach(async () => {
    await Promise.all([...agents, deskAgent].map(({ id }) => line.centre.setPresence(id, 'away')));
  });

  const presenceOf = async (id: string) => {
    const { presence, presenceReason } = (await line.centre.work(id)).agent;
    return { presence, presenceReason };
  };

  /** Rung, and has pressed 1. */
  async function holds(serviceId: string): Promise<{ id: string; number: string; callId: string }> {
    const number = line.newNumber();
    const id = await line.centre.askFor({ serviceId, phoneNumber: number });
    const callId = await line.nextCallTo(number);
    await line.listen(callId, 0.5);
    await line.press(callId, '1');
    await line.centre.untilCallback(id, ({ state }) => state === 'holding');
    return { id, number, callId };
  }

  /** The second agent comes, looks, accepts, and both hear each other. */
  const secondAgentTakes = async (id: string, callId: string): Promise<void> => {
    await line.centre.setPresence('agt_two', 'available');
    await until(
      'the second agent has accepted',
      async () => {
        await takeOffers(line.centre, 'agt_two', (callbackId) => callbackId === id);
        return (await line.centre.work('agt_two')).active !== null;
      },
      20_000,
    );
    const agentCallId = await line.take(two);
    await Promise.all([line.hear(callId, two.hz), line.hear(agentCallId, CUSTOMER_HZ)]);
    await line.centre.setPresence('agt_two', 'away');
    line.peer.hangUp(callId);
    expect(outcomesOf(await line.centre.untilCallback(id, ({ state }) => state === 'closed'))).toEqual(
      expect.arrayContaining(['answered_human']),
    );
  };

  test('[Q8][D6] the first agent lets the offer pass and is away: the customer hears music, and has the second agent in that very call', async () => {
    await line.centre.setPresence('agt_one', 'available');
    const { id, number, callId } = await holds('svc_patient');
    await until('the first agent is away', async () => (await presenceOf('agt_one')).presence === 'away', 20_000);
    await line.listen(callId, 1);
    expect(line.peer.calls().some(({ user }) => user === one.number)).toBe(false);
    await secondAgentTakes(id, callId);
    expect(line.peer.calls().filter(({ user }) => user === number)).toHaveLength(1);
  });

  test('[W4][D6] the telephone of the first agent is not signed in: they are away, and the customer has the second agent', async () => {
    await line.centre.setPresence('agt_desk', 'available');
    const { id, number, callId } = await holds('svc_patient');
    await until('the first agent is away', async () => (await presenceOf('agt_desk')).presence === 'away', 20_000);
    expect((await presenceOf('agt_desk')).presenceReason).toBe('phone_not_answered');
    await line.listen(callId, 1);
    await secondAgentTakes(id, callId);
    expect(line.peer.calls().filter(({ user }) => user === number)).toHaveLength(1);
  });

  test('[D5] nobody at all: an apology, hung up, the attempt uses nothing up, and they are rung again when an agent is there', async () => {
    await line.centre.setPresence('agt_one', 'available');
    const { id, number, callId } = await holds('svc_short');
    await line.untilOver(callId);
    const waiting = await line.centre.untilCallback(id, ({ state }) => state === 'waiting');
    expect(outcomesOf(waiting)).toEqual(['unattended_answer']);
    expect(waiting.position).toBe(1);
    const ended = (await line.centre.timeline(id)).find(({ type }) => type === 'callback.attempt_ended');
    expect(ended?.detail['consumes']).toBe(false);
    await line.centre.setPresence('agt_two', 'available');
    const again = await line.nextCallTo(number);
    await line.listen(again, 0.5);
    await line.press(again, '1');
    await secondAgentTakes(id, again);
  });
});
