import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audibleSeconds, SipPeer, until, type SipScript } from '@ringback/testkit/sip';
import { centreConfiguration } from './centre-configuration.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';
import { outcomesOf, type CallbackSeen } from './seen.ts';

const programs = findPhones('the outcomes of calls');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const RETRY_BUSY_MS = 1_000;
const RETRY_NO_ANSWER_MS = 1_500;
const RETRY_UNREACHABLE_MS = 1_200;
const RETRY_NETWORK_MS = 1_000;
const RETRY_ANSWERED_MS = 1_000;
const HOUR_MS = 3_600_000;
/** The beep that the phone engine listens for. */
const BEEP_HZ = 1000;

const attempts = {
  max: 2,
  spacingMs: HOUR_MS,
  perOutcome: {
    busy: { retryAfterMs: RETRY_BUSY_MS },
    no_answer: { retryAfterMs: RETRY_NO_ANSWER_MS },
    unreachable: { retryAfterMs: RETRY_UNREACHABLE_MS },
    network_failure: { retryAfterMs: RETRY_NETWORK_MS, consumes: false },
    not_confirmed: { retryAfterMs: RETRY_ANSWERED_MS },
    hung_up_waiting: { retryAfterMs: RETRY_ANSWERED_MS },
    answered_machine: { retryAfterMs: RETRY_ANSWERED_MS },
    fax: { retryAfterMs: RETRY_ANSWERED_MS, consumes: false },
  },
};

/** What comes of a number whose far end gives one and the same answer to each call. */
interface Expected {
  readonly outcome: string;
  /** Closed with this; null: it is tried again, and uses nothing up, or not before long. */
  readonly closedWith: string | null;
  readonly consumes: boolean;
  /** Pause before the second attempt; null: no second one within the test. */
  readonly retryMs: number | null;
}

const exhausted = { closedWith: 'attempts_exhausted', consumes: true };
const busy: Expected = { outcome: 'busy', ...exhausted, retryMs: RETRY_BUSY_MS };
const invalid: Expected = { outcome: 'invalid_number', closedWith: 'invalid_number', consumes: true, retryMs: null };
const network: Expected = {
  outcome: 'network_failure',
  closedWith: null,
  consumes: false,
  retryMs: RETRY_NETWORK_MS,
};

/** The last three digits of a number are the status its far end gives, after ringing where the digit before is 1. */
const refusals: readonly (readonly [number: string, expected: Expected])[] = [
  ['+12025551486', busy],
  ['+12025551600', busy],
  ['+12025551603', { outcome: 'rejected', closedWith: null, consumes: true, retryMs: null }],
  ['+12025551607', { outcome: 'rejected', closedWith: 'suppressed', consumes: true, retryMs: null }],
  ['+12025550404', invalid],
  ['+12025550410', invalid],
  ['+12025550484', invalid],
  ['+12025551480', { outcome: 'no_answer', ...exhausted, retryMs: RETRY_NO_ANSWER_MS }],
  ['+12025550480', { outcome: 'unreachable', ...exhausted, retryMs: RETRY_UNREACHABLE_MS }],
  ['+12025550488', network],
  ['+12025550500', network],
  ['+12025550502', network],
  ['+12025550503', network],
  ['+12025550504', network],
];
const NEVER_ANSWERS = '+12025550102';
const DEAD = '+12025550999';
const PRESSES_NOTHING = '+12025550120';
const LEAVES_AT_THE_PROMPT = '+12025550121';
const LEAVES_WHILE_HOLDING = '+12025550122';
const VOICEMAIL = '+12025550123';
/** Those that are listened to before anything is said. */
const FAX_THAT_ANSWERS = '+12025550130';
const FAX_THAT_CALLS = '+12025550131';
const SAYS_NOTHING = '+12025550132';
const VOICEMAIL_LISTENED_TO = '+12025550133';
const listenedTo = [FAX_THAT_ANSWERS, FAX_THAT_CALLS, SAYS_NOTHING, VOICEMAIL_LISTENED_TO];
/** What a far end says, Hz: CED and CNG of a fax (ITU-T T.30), a beep, or silence as speech; the others send no speech at all. */
const saysHzOf: Readonly<Record<string, number>> = {
  [VOICEMAIL]: BEEP_HZ,
  [VOICEMAIL_LISTENED_TO]: BEEP_HZ,
  [FAX_THAT_ANSWERS]: 2_100,
  [FAX_THAT_CALLS]: 1_100,
  [SAYS_NOTHING]: 0,
};

function scriptOf(user: string): SipScript {
  const status = Number(user.slice(-3));
  if (user === DEAD) return { kind: 'dead' };
  if (user === NEVER_ANSWERS) return { kind: 'ring' };
  const saysHz = saysHzOf[user];
  if (status < 300)
    return { kind: 'answer', ringAfterMs: 20, answerAfterMs: 150, ...(saysHz === undefined ? {} : { saysHz }) };
  return { kind: 'refuse', ringAfterMs: user.includes('5551') ? 20 : null, refuseAfterMs: 200, status };
}

const agentIds = Array.from({ length: 40 }, (_, index) => `agt_${index + 1}`);

describe.skipIf(programs === null)('[A2][A3] what a call comes to, and what follows, through Asterisk', () => {
  let centre: PhoneCentre;
  let peer: SipPeer;
  const idOf = new Map<string, string>();
  /** The customers who do something in their calls. */
  let left: readonly Promise<void>[] = [];

  beforeAll(async () => {
    peer = await SipPeer.open({ scriptOf, enginePort: () => centre.sipPort });
    centre = await openPhoneCentre({
      trunks: [{ name: 'carrier', port: peer.port }],
      deskAgentIds: [],
      configuration: centreConfiguration(
        [
          { id: 'svc_all', number: '+12025550190', policy: { attempts: { ...attempts, ringMs: 3_000 }, confirm } },
          {
            id: 'svc_listens',
            number: '+12025550192',
            policy: { attempts, confirm, machineDetection: { enabled: true } },
          },
          { id: 'svc_patient', number: '+12025550191', policy: { attempts, confirm } },
        ],
        agentIds.map((id) => ({ id, autoAccept: false })),
      ),
    });
    await Promise.all(agentIds.map((id) => centre.setPresence(id, 'available')));
    const others = [NEVER_ANSWERS, PRESSES_NOTHING, LEAVES_AT_THE_PROMPT, LEAVES_WHILE_HOLDING, VOICEMAIL];
    // All at once: each has a callback of its own, and the tests below only wait for theirs.
    await Promise.all([...refusals.map(([number]) => number), ...others].map((number) => ask('svc_all', number)));
    await Promise.all(listenedTo.map((number) => ask('svc_listens', number)));
    await ask('svc_patient', DEAD);
    left = [actEachTime(LEAVES_AT_THE_PROMPT, leaveAtThePrompt), actEachTime(LEAVES_WHILE_HOLDING, leaveWhileHolding)];
    // A failure is told by the test that waits for it; until then it is nobody's.
    for (const leaving of left) leaving.catch(() => undefined);
  });
  afterAll(async () => {
    await centre?.close();
    peer?.close();
  });

  const confirm = { timeoutMs: 1_000 };

  async function ask(serviceId: string, phoneNumber: string): Promise<void> {
    idOf.set(phoneNumber, await centre.askFor({ serviceId, phoneNumber }));
  }

  const callbackId = (number: string): string => idOf.get(number) ?? '';
  const callsTo = (number: string) => peer.calls().filter(({ user }) => user === number);

  /** The calls of a number, after each of which something is done. */
  async function nthCall(number: string, n: number): Promise<string> {
    await until(`call ${n} to ${number}`, async () => callsTo(number).length >= n, 40_000);
    return callsTo(number)[n - 1]?.callId ?? '';
  }

  async function actEachTime(number: string, act: (callId: string, number: string) => Promise<void>): Promise<void> {
    for (const n of [1, 2]) await act(await nthCall(number, n), number);
  }

  async function leaveAtThePrompt(callId: string): Promise<void> {
    await until('something is said', async () => peer.heardMs(callId) > 500, 20_000);
    peer.hangUp(callId);
  }

  async function leaveWhileHolding(callId: string, number: string): Promise<void> {
    await centre.untilCallback(callbackId(number), ({ state }) => state === 'confirming');
    peer.pressKey(callId, '1');
    await centre.untilCallback(callbackId(number), ({ state }) => state === 'holding');
    peer.hangUp(callId);
  }

  async function consumption(number: string): Promise<readonly unknown[]> {
    const story = await centre.timeline(callbackId(number));
    return story.filter(({ type }) => type === 'callback.attempt_ended').map(({ detail }) => detail['consumes']);
  }

  /** Milliseconds between the end of the first attempt and the second, as the callback tells, and at the far end. */
  function pauses({ attempts: [first, second] }: CallbackSeen): number {
    if (first?.endedAt == null || second === undefined) throw new Error('there was no second attempt');
    return Date.parse(second.startedAt) - Date.parse(first.endedAt);
  }

  function longestAttemptMs({ attempts: made }: CallbackSeen): number {
    return Math.max(...made.map(({ startedAt, endedAt }) => Date.parse(endedAt ?? startedAt) - Date.parse(startedAt)));
  }

  async function expectOutcome(number: string, expected: Expected): Promise<void> {
    const { outcome, closedWith, consumes, retryMs } = expected;
    const endedCount = (seen: CallbackSeen): number => seen.attempts.filter(({ endedAt }) => endedAt !== null).length;
    const wanted = retryMs === null ? 1 : 2;
    const seen = await centre.untilCallback(
      callbackId(number),
      (callback) => endedCount(callback) >= wanted && (closedWith === null || callback.state === 'closed'),
      40_000,
    );
    expect(new Set(outcomesOf(seen).filter((one) => one !== null))).toEqual(new Set([outcome]));
    expect(seen.outcome).toBe(closedWith);
    if (closedWith === null && retryMs === null) expect(seen.state).toBe('retry_pending');
    expect(new Set(await consumption(number))).toEqual(new Set([consumes]));
    if (retryMs === null) return;
    expect(pauses(seen)).toBeGreaterThanOrEqual(retryMs);
    expect(pauses(seen)).toBeLessThan(retryMs + 10_000);
  }

  /** Exactly one call came to the far end for each attempt that the callback shows. */
  async function expectOneRingEach(number: string): Promise<void> {
    const { attempts: shown } = await centre.callback(callbackId(number));
    expect(callsTo(number)).toHaveLength(shown.length);
  }

  test.each(refusals)('[A2][A3][I2] %s: what its status says, and once for each attempt', async (number, expected) => {
    await expectOutcome(number, expected);
    if (expected.closedWith !== null || expected.retryMs === null) await expectOneRingEach(number);
  });

  test('[A2] 607 is never rung again: a new request is refused', async () => {
    const again = centre.askFor({ serviceId: 'svc_all', phoneNumber: '+12025551607' });
    await expect(again).rejects.toThrow(/suppressed_number/u);
  });

  test('[A2] 488, no codec in common, is told to the operator', async () => {
    await until(
      'it is in the history',
      async () =>
        (await centre.timeline(callbackId('+12025550488'))).some(({ type }) => type === 'phone.misconfigured'),
      10_000,
    );
  });

  test('[A2][A3] nobody answers: no_answer after the ring time, tried again', async () => {
    await expectOutcome(NEVER_ANSWERS, { outcome: 'no_answer', ...exhausted, retryMs: RETRY_NO_ANSWER_MS });
    await expectOneRingEach(NEVER_ANSWERS);
  });

  test('[A2][A3] a gateway that says nothing is a failure of the network and uses nothing up', async () => {
    await expectOutcome(DEAD, { ...network, retryMs: null });
  });

  test('[A2][D7] answered and no key: not confirmed', async () => {
    await expectOutcome(PRESSES_NOTHING, { outcome: 'not_confirmed', ...exhausted, retryMs: RETRY_ANSWERED_MS });
    await expectOneRingEach(PRESSES_NOTHING);
  });

  test('[A2][D1] hung up during the announcement: not confirmed', async () => {
    await left[0];
    await expectOutcome(LEAVES_AT_THE_PROMPT, { outcome: 'not_confirmed', ...exhausted, retryMs: RETRY_ANSWERED_MS });
    // Whoever stays hears it to its end, and then for a second yet.
    const stayed = longestAttemptMs(await centre.callback(callbackId(PRESSES_NOTHING)));
    expect(longestAttemptMs(await centre.callback(callbackId(LEAVES_AT_THE_PROMPT)))).toBeLessThan(stayed);
  });

  test('[A2][D5] confirmed and hung up while waiting for the agent: hung_up_waiting', async () => {
    await left[1];
    await expectOutcome(LEAVES_WHILE_HOLDING, {
      outcome: 'hung_up_waiting',
      ...exhausted,
      retryMs: RETRY_ANSWERED_MS,
    });
  });

  test.each([VOICEMAIL, VOICEMAIL_LISTENED_TO])(
    '[A2][D7] %s, the beep of a voicemail: answered_machine',
    async (number) => {
      await expectOutcome(number, { outcome: 'answered_machine', ...exhausted, retryMs: RETRY_ANSWERED_MS });
      await expectOneRingEach(number);
    },
  );

  test.each([FAX_THAT_ANSWERS, FAX_THAT_CALLS])(
    '[A2][D7] %s, the tone of a fax: fax, before anything was said',
    async (number) => {
      await expectOutcome(number, { ...network, outcome: 'fax', retryMs: RETRY_ANSWERED_MS });
      expect(audibleSeconds(peer.heard(callsTo(number)[0]?.callId ?? ''))).toBe(0);
    },
  );

  test('[A2][D7] answered and silent: no machine; it is spoken to, and not confirmed', async () => {
    await expectOutcome(SAYS_NOTHING, { outcome: 'not_confirmed', ...exhausted, retryMs: RETRY_ANSWERED_MS });
    await expectOneRingEach(SAYS_NOTHING);
    expect(audibleSeconds(peer.heard(callsTo(SAYS_NOTHING)[0]?.callId ?? ''))).toBeGreaterThan(1);
  });
});
