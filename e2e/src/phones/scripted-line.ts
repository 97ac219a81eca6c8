import { audibleSeconds, SipPeer, toneSeconds, until } from '@ringback/testkit/sip';
import { centreConfiguration, type TestAgent, type TestService } from './centre-configuration.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';

/** What customers say, Hz. */
export const CUSTOMER_HZ = 440;
/** What agents at numbers of their own say, Hz, in the order of the agents: far from each other and from each other's overtones. */
const AGENT_TONES_HZ = [1000, 700, 1500];
/** A key takes 160 ms on the line, and the next must not come into it. */
const KEY_MS = 350;

/** An agent at a number of their own, and what they say. */
export interface SpeakingAgent extends TestAgent {
  readonly number: string;
  readonly hz: number;
}

/** Agents at numbers of their own. The first three have a tone each, the others are silent. */
export function speakingAgents(
  ids: readonly string[],
  more: Pick<TestAgent, 'autoAccept'> = {},
): readonly SpeakingAgent[] {
  return ids.map((id, index) => ({ ...more, id, number: `+1202555021${index}`, hz: AGENT_TONES_HZ[index] ?? 0 }));
}

/** What a centre has beside its services. */
export interface LineOptions {
  readonly services: readonly TestService[];
  readonly agents?: readonly SpeakingAgent[];
  /** Agents with a desk phone. Nobody signs in for them. */
  readonly deskAgents?: readonly TestAgent[];
}

/** A centre on a real phone engine, and one far end that all its customers and agents at numbers telephone from. */
export interface ScriptedLine {
  readonly centre: PhoneCentre;
  readonly peer: SipPeer;
  /** A number that nobody used before. */
  newNumber(): string;
  /** The next call to a number, once it is there; each is given once. */
  nextCallTo(number: string): Promise<string>;
  /** Calls the centre and waits for the answer. */
  call(from: string, to: string): Promise<string>;
  /** Waits until something was heard for so long from now on: the sentence that comes next has begun. */
  listen(callId: string, seconds?: number): Promise<void>;
  /** Waits until a tone was heard for a second from now on. */
  hear(callId: string, hz: number): Promise<void>;
  /** Seconds of a tone heard since that much speech had come. */
  toneSince(callId: string, hz: number, sinceMs?: number): number;
  /** Presses keys, one after the other. */
  press(callId: string, keys: string): Promise<void>;
  /** An agent at a number takes the next call by key 1. */
  take(agent: SpeakingAgent): Promise<string>;
  untilOver(callId: string): Promise<void>;
  /** Ends every call that is up: what a test that failed left behind. */
  hangUpAll(): void;
  close(): Promise<void>;
}

/** Opens such a centre. Everybody who is rung picks up at once. */
export async function openScriptedLine({ services, agents = [], deskAgents = [] }: LineOptions): Promise<ScriptedLine> {
  const hzOf = new Map(agents.map(({ number, hz }) => [number, hz]));
  let centre: PhoneCentre;
  const peer = await SipPeer.open({
    scriptOf: (user) => ({
      kind: 'answer',
      ringAfterMs: 10,
      answerAfterMs: 80,
      saysHz: hzOf.get(user) ?? CUSTOMER_HZ,
    }),
    enginePort: () => centre.sipPort,
  });
  centre = await openPhoneCentre({
    trunks: [{ name: 'carrier', port: peer.port }],
    deskAgentIds: deskAgents.map(({ id }) => id),
    configuration: centreConfiguration(services, [...agents, ...deskAgents]),
  }).catch((error: unknown) => {
    peer.close();
    throw error;
  });
  return {
    centre,
    ...actionsOn(peer),
    async close() {
      await centre.close();
      peer.close();
    },
  };
}

function actionsOn(peer: SipPeer): Omit<ScriptedLine, 'centre' | 'close'> {
  let numberCount = 0;
  const given = new Set<string>();
  const callsIn: string[] = [];
  const heardSeconds = (callId: string): number => audibleSeconds(peer.heard(callId));
  const toneSince = (callId: string, hz: number, sinceMs = 0): number => toneSeconds(peer.heard(callId, sinceMs), hz);
  const nextCallTo = async (number: string): Promise<string> => {
    const next = () => peer.calls().find(({ user, callId }) => user === number && !given.has(callId))?.callId ?? null;
    await until(`${number} is rung`, async () => next() !== null, 30_000);
    const callId = next() ?? '';
    given.add(callId);
    return callId;
  };
  const listen = async (callId: string, seconds = 1): Promise<void> => {
    const before = heardSeconds(callId);
    await until('something is said', async () => heardSeconds(callId) >= before + seconds, 30_000);
  };
  const press = async (callId: string, keys: string): Promise<void> => {
    for (const key of keys) {
      peer.pressKey(callId, key);
      await new Promise((resolve) => setTimeout(resolve, KEY_MS));
    }
  };
  return {
    peer,
    newNumber: () => `+120255703${String((numberCount += 1)).padStart(2, '0')}`,
    nextCallTo,
    async call(from, to) {
      const callId = peer.callIn({ from, to, saysHz: CUSTOMER_HZ });
      callsIn.push(callId);
      await until('the call is answered', async () => peer.heardMs(callId) > 0, 15_000);
      return callId;
    },
    listen,
    async hear(callId, hz) {
      const sinceMs = peer.heardMs(callId);
      await until(`${hz} Hz is heard`, async () => toneSince(callId, hz, sinceMs) >= 1, 20_000);
    },
    toneSince,
    press,
    async take({ number }) {
      const callId = await nextCallTo(number);
      await listen(callId, 0.5);
      await press(callId, '1');
      return callId;
    },
    untilOver: (callId) => until('the call is over', async () => !peer.isLive(callId), 45_000),
    hangUpAll() {
      const all = [...peer.calls().map(({ callId }) => callId), ...callsIn];
      for (const callId of all) if (peer.isLive(callId)) peer.hangUp(callId);
    },
  };
}
