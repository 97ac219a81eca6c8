import { parseWav, toneSeconds, toneShare, until } from '@ringback/testkit/sip';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { demandsAll, findPhones } from './programs.ts';
import {
  CUSTOMER_HZ,
  openScriptedLine,
  speakingAgents,
  type ScriptedLine,
  type SpeakingAgent,
} from './scripted-line.ts';

const programs = findPhones('hold, mute, transfer, consulting and recording');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

/** What was on its way when something changed still arrives, milliseconds of speech. */
const ON_ITS_WAY_MS = 600;
const agents = speakingAgents(['agt_one', 'agt_two']);

/** A conversation: the SIP calls of the two, and what the centre calls it. */
interface Conversation {
  readonly callbackId: string;
  readonly customer: string;
  readonly agent: string;
  /** Path of the call in the API. */
  readonly path: string;
}

describe.skipIf(programs === null)(
  'what an agent does with a conversation, heard at all ends, through Asterisk',
  () => {
    let line: ScriptedLine;
    const [one, two] = agents;
    if (one === undefined || two === undefined) throw new Error('there are too few agents');

    beforeAll(async () => {
      const policy = { holdCapMs: 600_000, confirm: { timeoutMs: 60_000 } };
      line = await openScriptedLine({
        services: [
          { id: 'svc_plain', number: '+12025550190', policy },
          { id: 'svc_recorded', number: '+12025550191', policy: { ...policy, recording: 'mixed_and_sides' } },
          {
            id: 'svc_told',
            number: '+12025550192',
            policy: { ...policy, recording: 'mixed', delivery: 'agent_first', dialCountdownMs: 0 },
          },
        ],
        agents,
      });
    });
    afterEach(() => line.hangUpAll());
    afterAll(() => line?.close());

    const ask = (path: string, body: object = {}): Promise<unknown> => line.centre.server().request('POST', path, body);

    async function callPath(agent: SpeakingAgent): Promise<string> {
      const { active } = await line.centre.work(agent.id);
      if (active?.call == null) throw new Error(`${agent.id} has no call`);
      return `/v1/calls/${active.call.id}`;
    }

    /** A customer who was rung and the first agent talk; nobody else takes calls. */
    async function talk(serviceId: string): Promise<Conversation> {
      if (one === undefined) throw new Error('there is no agent');
      await Promise.all(agents.map(({ id }) => line.centre.setPresence(id, 'away')));
      await line.centre.setPresence(one.id, 'available');
      const number = line.newNumber();
      const callbackId = await line.centre.askFor({ serviceId, phoneNumber: number });
      const customer = await line.nextCallTo(number);
      await line.listen(customer, 0.5);
      await line.press(customer, '1');
      const agent = await line.take(one);
      await hearEachOther(customer, agent, one);
      return { callbackId, customer, agent, path: await callPath(one) };
    }

    const hearEachOther = (customer: string, agentCall: string, agent: SpeakingAgent): Promise<unknown> =>
      Promise.all([line.hear(customer, agent.hz), line.hear(agentCall, CUSTOMER_HZ)]);

    const now = (callId: string): number => line.peer.heardMs(callId) + ON_ITS_WAY_MS;

    /** Hears something for two seconds, and none of the voices. */
    async function hearsMusic(callId: string): Promise<void> {
      const sinceMs = now(callId);
      await line.listen(callId, 2);
      for (const { hz } of agents) expect(line.toneSince(callId, hz, sinceMs)).toBe(0);
    }

    async function end(callId: string, callbackId: string): Promise<void> {
      await Promise.all(agents.map(({ id }) => line.centre.setPresence(id, 'away')));
      line.peer.hangUp(callId);
      await line.centre.untilCallback(callbackId, ({ state }) => state === 'closed');
    }

    test('[D11][W4] hold: the customer hears music and nobody, the agent nobody; resumed, both hear each other', async () => {
      const { customer, agent, callbackId, path } = await talk('svc_plain');
      await ask(`${path}/hold`);
      const agentSinceMs = now(agent);
      await hearsMusic(customer);
      expect(line.toneSince(agent, CUSTOMER_HZ, agentSinceMs)).toBe(0);
      await ask(`${path}/resume`);
      await hearEachOther(customer, agent, one);
      await end(customer, callbackId);
    });

    test('[D11][W4] mute: the agent goes on hearing, the customer hears no agent until it is taken back', async () => {
      const { customer, agent, callbackId, path } = await talk('svc_plain');
      await ask(`${path}/mute`);
      const sinceMs = now(customer);
      await line.hear(agent, CUSTOMER_HZ);
      await line.hear(agent, CUSTOMER_HZ);
      expect(line.toneSince(customer, one.hz, sinceMs)).toBe(0);
      await ask(`${path}/unmute`);
      await line.hear(customer, one.hz);
      await end(customer, callbackId);
    });

    /** An agent talks with a customer, asks the other agent first, and the two hear each other. */
    const askingColleague = async () => {
      const talking = await talk('svc_plain');
      await line.centre.setPresence(two.id, 'available');
      await ask(`${talking.path}/consult`, { agentId: two.id });
      const colleague = await line.take(two);
      await Promise.all([line.hear(talking.agent, two.hz), line.hear(colleague, one.hz)]);
      return { ...talking, colleague };
    };

    test('[D11] asking a colleague first: the two hear each other, the customer music; handed over, the customer hears the colleague', async () => {
      const { customer, agent, callbackId, path, colleague } = await askingColleague();
      await hearsMusic(customer);
      expect(line.toneSince(colleague, CUSTOMER_HZ)).toBe(0);
      await ask(`${path}/consult/complete`);
      await hearEachOther(customer, colleague, two);
      await line.untilOver(agent);
      await end(customer, callbackId);
    });

    test('[D11] asking a colleague and coming back: the colleague is gone, the two hear each other', async () => {
      const { customer, agent, callbackId, path, colleague } = await askingColleague();
      await ask(`${path}/consult/cancel`);
      await hearEachOther(customer, agent, one);
      await line.untilOver(colleague);
      await end(customer, callbackId);
    });

    test('[D11] handed over at once: the agent is out, the customer hears music, then the other agent', async () => {
      const { customer, agent, callbackId, path } = await talk('svc_plain');
      await line.centre.setPresence(two.id, 'available');
      await ask(`${path}/transfer`, { agentId: two.id });
      await line.untilOver(agent);
      const other = await line.nextCallTo(two.number);
      await hearsMusic(customer);
      await line.press(other, '1');
      await hearEachOther(customer, other, two);
      await end(customer, callbackId);
    });

    async function soundsOf(callbackId: string): Promise<ReadonlyMap<string, Float64Array>> {
      const { recordings } = await line.centre.callback(callbackId);
      const fetched = recordings.map(async ({ id, kind }) => {
        const bytes = await line.centre.server().download(`/v1/recordings/${id}`);
        return [kind, parseWav(Buffer.from(bytes)).samples] as const;
      });
      return new Map(await Promise.all(fetched));
    }

    test('[D13] recorded: both in one file, and the side of each with the own voice only, as the API answers them', async () => {
      const { customer, agent, callbackId } = await talk('svc_recorded');
      await hearEachOther(customer, agent, one);
      await end(customer, callbackId);
      await until('the sounds are there', async () => (await soundsOf(callbackId).catch(() => null)) !== null, 10_000);
      const sounds = await soundsOf(callbackId);
      const [mixed, ofCustomer, ofAgent] = ['mixed', 'customer', 'agent'].map((kind) => sounds.get(kind));
      if (!mixed || !ofCustomer || !ofAgent) throw new Error(`there are only ${[...sounds.keys()].join()}`);
      const middle = mixed.subarray(mixed.length / 4, (mixed.length * 3) / 4);
      expect(toneShare(middle, CUSTOMER_HZ)).toBeGreaterThan(0.3);
      expect(toneShare(middle, one.hz)).toBeGreaterThan(0.3);
      const share = (sound: Float64Array, hz: number): number => toneSeconds(sound, hz) / (sound.length / 8000);
      expect(share(ofCustomer, CUSTOMER_HZ)).toBeGreaterThan(0.7);
      expect(share(ofAgent, one.hz)).toBeGreaterThan(0.7);
      expect([toneSeconds(ofCustomer, one.hz), toneSeconds(ofAgent, CUSTOMER_HZ)]).toEqual([0, 0]);
    });

    test('[D13][D3] who hears no announcement is told that they are recorded before anybody hears them', async () => {
      await line.centre.setPresence(one.id, 'available');
      const number = line.newNumber();
      const callbackId = await line.centre.askFor({ serviceId: 'svc_told', phoneNumber: number });
      const agent = await line.take(one);
      const customer = await line.nextCallTo(number);
      await line.listen(customer, 0.5);
      expect(line.toneSince(customer, one.hz)).toBe(0);
      expect(line.toneSince(agent, CUSTOMER_HZ)).toBe(0);
      await hearEachOther(customer, agent, one);
      expect((await line.centre.callback(callbackId)).recordings.map(({ kind }) => kind)).toEqual(['mixed']);
      await end(customer, callbackId);
    });
  },
);
