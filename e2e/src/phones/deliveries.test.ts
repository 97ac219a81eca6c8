import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startBaresip,
  toneSeconds,
  until,
  type BaresipPhone,
  type PhonePrograms,
  type Wav,
} from '@ringback/testkit/sip';
import { centreConfiguration } from './centre-configuration.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';
import { outcomesOf } from './seen.ts';

const programs = findPhones('both deliveries');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const CUSTOMER_HZ = 440;
const AGENT_HZ = 1000;
const CUSTOMER = '+12025550110';
/** How long they talk at least, in speech that the customer heard. */
const TALK_S = 3;
/** Of the time on the bridge, so much of the other is in a recording. */
const HEARD_SHARE = 0.7;

describe.skipIf(programs === null)('a customer and an agent with telephones of their own, through Asterisk', () => {
  let centre: PhoneCentre;
  let customer: BaresipPhone;
  let agent: BaresipPhone;

  beforeAll(async () => {
    if (programs === null) return;
    await openAll(programs);
  });
  afterAll(async () => {
    await Promise.all([customer?.stop(), agent?.stop()]);
    await centre?.close();
  });

  async function openAll(installed: PhonePrograms): Promise<void> {
    // Its own address is where the trunk leads: the number that is dialled is its user name.
    customer = await startBaresip({ programs: installed, user: CUSTOMER, server: '127.0.0.1', says: CUSTOMER_HZ });
    centre = await openPhoneCentre({
      trunks: [{ name: 'carrier', port: customer.sipPort }],
      deskAgentIds: ['agt_ana'],
      configuration: centreConfiguration(
        [
          { id: 'svc_first', number: '+12025550190', policy: { reserveAgent: false } },
          { id: 'svc_reserved', number: '+12025550191', policy: { reserveAgent: true } },
          { id: 'svc_preview', number: '+12025550192', policy: { delivery: 'agent_first', dialCountdownMs: 0 } },
        ],
        [{ id: 'agt_ana' }],
      ),
    });
    const login = centre.deskLogin('agt_ana');
    const desk = { user: login.user, password: login.password, server: centre.sipAddress };
    agent = await startBaresip({ programs: installed, ...desk, picksUp: true, says: AGENT_HZ });
    await centre.setPresence('agt_ana', 'available');
  }

  /** Rings, is answered, is pressed where a key is asked for, is talked on, and is hung up by the customer. */
  async function talk(serviceId: string, pressesKey: boolean): Promise<{ id: string; heard: Wav; heardByAgent: Wav }> {
    const [callsBefore, agentCallsBefore] = [customer.heard().length, agent.heard().length];
    const id = await centre.askFor({ serviceId, phoneNumber: CUSTOMER });
    await customer.event('CALL_INCOMING', 15_000);
    await customer.accept();
    await customer.event('CALL_ESTABLISHED');
    if (pressesKey) {
      await centre.untilCallback(id, ({ state }) => state === 'confirming');
      await customer.sendDigit('1');
    }
    await centre.untilCallback(id, ({ state }) => state === 'connected');
    const heardAgentS = async (): Promise<boolean> =>
      toneSeconds(customer.heard()[callsBefore]?.samples ?? new Float64Array(), AGENT_HZ) >= TALK_S;
    await until('they have talked', heardAgentS, 15_000);
    await customer.hangUp();
    await centre.untilCallback(id, ({ state }) => state === 'closed' || state === 'wrapping_up');
    await agent.event('CALL_CLOSED');
    const [heard, heardByAgent] = [customer.heard()[callsBefore], agent.heard()[agentCallsBefore]];
    if (heard === undefined || heardByAgent === undefined) throw new Error('somebody recorded nothing');
    return { id, heard, heardByAgent };
  }

  async function bridgedSeconds(id: string): Promise<number> {
    const story = await centre.timeline(id);
    const talkMs = story.find(({ type }) => type === 'callback.hung_up')?.detail['talkMs'];
    return typeof talkMs === 'number' ? talkMs / 1000 : 0;
  }

  async function expectBothHeard({ id, heard, heardByAgent }: Awaited<ReturnType<typeof talk>>): Promise<void> {
    const bridgedS = await bridgedSeconds(id);
    expect(bridgedS).toBeGreaterThan(TALK_S - 0.5);
    expect(toneSeconds(heard.samples, AGENT_HZ)).toBeGreaterThan(HEARD_SHARE * bridgedS);
    expect(toneSeconds(heardByAgent.samples, CUSTOMER_HZ)).toBeGreaterThan(HEARD_SHARE * bridgedS);
    expect(toneSeconds(heard.samples, CUSTOMER_HZ)).toBe(0);
    expect(toneSeconds(heardByAgent.samples, AGENT_HZ)).toBe(0);
    expect(outcomesOf(await centre.callback(id))).toEqual(['answered_human']);
  }

  test('[D1] customer first: rung, key 1, the next agent; each hears the other and not themselves', async () => {
    await expectBothHeard(await talk('svc_first', true));
  });

  test('[D2] customer first with the agent reserved: the same', async () => {
    await expectBothHeard(await talk('svc_reserved', true));
  });

  test('[D3] agent first: the agent is rung, the customer is dialled, the same', async () => {
    await expectBothHeard(await talk('svc_preview', false));
  });
});
