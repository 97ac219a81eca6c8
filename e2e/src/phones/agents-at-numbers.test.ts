import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audibleSeconds, SipPeer, toneSeconds, until, type SipScript } from '@ringback/testkit/sip';
import { centreConfiguration } from './centre-configuration.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';

const programs = findPhones('agents at numbers of their own, and dialling before they are free');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const CUSTOMER_HZ = 440;
const AGENT_HZ = 1000;
/** Rung at a number of their own, which answers and hears the question for key 1. */
const AGENT_COUNT = 6;
const agents = Array.from({ length: AGENT_COUNT }, (_, index) => ({
  id: `agt_${index + 1}`,
  number: `+120255502${10 + index}`,
}));
const agentNumbers = new Set(agents.map(({ number }) => number));
/** Conversations are expected to be so short that somebody is as good as sure to be free in time. */
const EXPECTED_HANDLE_MS = 3_000;

/** An agent or a callback, and where they are rung. */
interface Person {
  readonly id: string;
  readonly number: string;
}

describe.skipIf(programs === null)('agents at numbers of their own, through Asterisk', () => {
  let centre: PhoneCentre;
  let peer: SipPeer;
  let customerCount = 0;
  /** Calls of agents that were looked at. */
  const taken = new Set<string>();

  /** An agent's telephone that is being used. */
  let busyNumber: string | null = null;

  function scriptOf(user: string): SipScript {
    if (user === busyNumber) return { kind: 'refuse', ringAfterMs: null, refuseAfterMs: 20, status: 486 };
    const saysHz = agentNumbers.has(user) ? AGENT_HZ : CUSTOMER_HZ;
    return { kind: 'answer', ringAfterMs: 10, answerAfterMs: 80, saysHz };
  }

  beforeAll(async () => {
    peer = await SipPeer.open({
      scriptOf,
      enginePort: () => centre.sipPort,
    });
    const dialAhead = (lateRatioMax: number) => ({
      reserveAgent: false,
      dialAhead: { waitTargetMs: 60_000, lateRatioMax },
      confirm: { timeoutMs: 60_000 },
      holdCapMs: 600_000,
    });
    centre = await openPhoneCentre({
      trunks: [{ name: 'carrier', port: peer.port }],
      deskAgentIds: [],
      configuration: centreConfiguration(
        [
          {
            id: 'svc_reserved',
            number: '+12025550192',
            policy: { confirm: { timeoutMs: 60_000 }, holdCapMs: 600_000 },
          },
          { id: 'svc_ahead', number: '+12025550190', policy: dialAhead(0.2) },
          { id: 'svc_never', number: '+12025550191', policy: dialAhead(0) },
        ],
        agents,
        { queues: { q_all: { name: 'All', expectedHandleMs: EXPECTED_HANDLE_MS } } },
      ),
    });
  });
  afterAll(async () => {
    await centre?.close();
    peer?.close();
  });

  const newNumber = (): string => `+120255703${String((customerCount += 1)).padStart(2, '0')}`;
  const callTo = (number: string) => peer.calls().findLast(({ user }) => user === number)?.callId ?? null;

  async function ringing(number: string): Promise<string> {
    await until(`${number} is rung`, async () => callTo(number) !== null, 30_000);
    return callTo(number) ?? '';
  }

  /** Presses 1 as soon as something is said. */
  async function press1(callId: string): Promise<void> {
    await until('something is said', async () => peer.heardMs(callId) > 500, 20_000);
    peer.pressKey(callId, '1');
  }

  async function ask(serviceId: string): Promise<Person> {
    const number = newNumber();
    return { id: await centre.askFor({ serviceId, phoneNumber: number }), number };
  }

  /** The next call to an agent's telephone that was not looked at yet. */
  async function nextCallOf(agent: Person): Promise<string> {
    const newCall = () => peer.calls().find(({ user, callId }) => user === agent.number && !taken.has(callId));
    await until(`${agent.id} is rung`, async () => newCall() !== undefined, 30_000);
    const callId = newCall()?.callId ?? '';
    taken.add(callId);
    return callId;
  }

  /** An agent takes the call by key 1 on their own telephone, and talks with the customer. */
  async function agentTakes(agent: Person, customer: Person): Promise<void> {
    await press1(await nextCallOf(agent));
    await centre.untilCallback(customer.id, ({ state }) => state === 'connected');
  }

  const untilAway = ({ id }: Person): Promise<void> =>
    until(`${id} is away`, async () => (await centre.work(id)).agent.presence === 'away', 20_000);

  test('[W4] busy, hung up at the question, and then key 1: the customer holds all the while, and both hear each other', async () => {
    const [agent] = agents;
    if (agent === undefined) throw new Error('there is no agent');
    const customer = await ask('svc_reserved');
    busyNumber = agent.number;
    await centre.setPresence(agent.id, 'available');
    const customerCallId = await ringing(customer.number);
    await press1(customerCallId);
    await nextCallOf(agent);
    await untilAway(agent);
    expect((await centre.work(agent.id)).agent.presenceReason).toBe('phone_not_answered');

    busyNumber = null;
    await centre.setPresence(agent.id, 'available');
    const leftCallId = await nextCallOf(agent);
    await until('they are asked', async () => audibleSeconds(peer.heard(leftCallId)) > 0.5, 20_000);
    peer.hangUp(leftCallId);
    await untilAway(agent);
    expect((await centre.callback(customer.id)).state).toBe('holding');

    await centre.setPresence(agent.id, 'available');
    const agentCallId = await nextCallOf(agent);
    await until('they are asked', async () => audibleSeconds(peer.heard(agentCallId)) > 0.5, 20_000);
    expect(toneSeconds(peer.heard(agentCallId), CUSTOMER_HZ)).toBe(0);
    peer.pressKey(agentCallId, '1');
    await centre.untilCallback(customer.id, ({ state }) => state === 'connected');
    await until('both hear each other', async () => hearEachOther(agentCallId, customerCallId), 20_000);
    await centre.setPresence(agent.id, 'away');
    peer.hangUp(agentCallId);
    await centre.untilCallback(customer.id, ({ state }) => state === 'closed');
    await until('the customer is hung up', async () => !peer.isLive(customerCallId), 10_000);
  }, 120_000);

  function hearEachOther(agentCallId: string, customerCallId: string): boolean {
    const heardByAgent = toneSeconds(peer.heard(agentCallId), CUSTOMER_HZ);
    return heardByAgent >= 1 && toneSeconds(peer.heard(customerCallId), AGENT_HZ) >= 1;
  }

  /** Every agent talks with a customer. */
  async function everybodyTalks(): Promise<readonly Person[]> {
    const customers: Person[] = [];
    for (const agent of agents) {
      await centre.setPresence(agent.id, 'available');
      const customer = await ask('svc_ahead');
      customers.push(customer);
      await press1(await ringing(customer.number));
      await agentTakes(agent, customer);
    }
    return customers;
  }

  /** How many times somebody was rung, by what the centre wrote down and by what came to the far end. */
  async function ringCounts({ id, number }: Person): Promise<readonly number[]> {
    const { attempts } = await centre.callback(id);
    return [attempts.length, peer.calls().filter(({ user }) => user === number).length];
  }

  function hangUp(number: string): void {
    peer.hangUp(callTo(number) ?? '');
  }

  test(
    '[D4] a customer is rung while everybody talks, and has the agent who is free first; at a share of 0 nobody is rung so',
    { timeout: 120_000 },
    async () => {
      const [first, second] = await everybodyTalks();
      const [agentOne, agentTwo] = agents;
      if (first === undefined || second === undefined || agentOne === undefined || agentTwo === undefined)
        throw new Error('there are too few');
      const ahead = await ask('svc_ahead');
      const aheadCallId = await ringing(ahead.number);
      await press1(aheadCallId);
      await centre.untilCallback(ahead.id, ({ state }) => state === 'holding');
      // They need an agent before whoever comes now.
      const behind = await ask('svc_ahead');
      const never = await ask('svc_never');
      hangUp(first.number);
      expect(await ringCounts(behind)).toEqual([0, 0]);
      await agentTakes(agentOne, ahead);
      await until('they hear the agent', async () => toneSeconds(peer.heard(aheadCallId), AGENT_HZ) >= 1, 20_000);

      await press1(await ringing(behind.number));
      await centre.untilCallback(behind.id, ({ state }) => state === 'holding');
      hangUp(second.number);
      await agentTakes(agentTwo, behind);
      // Everybody talks again, and who is next in line now is of the service that waits for a free agent.
      await centre.untilCallback(never.id, ({ position }) => position === 1);
      expect(await ringCounts(never)).toEqual([0, 0]);
      hangUp(ahead.number);
      await ringing(never.number);
    },
  );
});
