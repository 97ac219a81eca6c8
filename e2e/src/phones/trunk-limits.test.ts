import { SipPeer, until } from '@ringback/testkit/sip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { centreConfiguration } from './centre-configuration.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';
import { outcomesOf } from './seen.ts';

const programs = findPhones('the limits of trunks');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const [FIRST_NUMBER, OTHER_NUMBER] = ['+12025550190', '+12025550191'];
const CALLS_PER_SECOND = 2;
const RETRY_MS = 500;
const AGENT_COUNT = 8;

describe.skipIf(programs === null)('trunks with a pace and a number of lines, through Asterisk', () => {
  let centre: PhoneCentre;
  let [narrow, wide]: (SipPeer | undefined)[] = [];
  let numberCount = 0;

  beforeAll(async () => {
    const options = { scriptOf: () => ({ kind: 'ring' }) as const, enginePort: () => centre.sipPort };
    [narrow, wide] = await Promise.all([SipPeer.open(options), SipPeer.open(options)]);
    const perOutcome = { network_failure: { retryAfterMs: RETRY_MS } };
    const policy = { attempts: { max: 1, ringMs: 60_000, perOutcome } };
    centre = await openPhoneCentre({
      trunks: [
        { name: 'narrow', port: narrow.port, order: 1, fields: { maxConcurrent: 1 } },
        { name: 'wide', port: wide.port, order: 2, fields: { maxConcurrent: 4, callsPerSecond: CALLS_PER_SECOND } },
      ],
      deskAgentIds: [],
      configuration: centreConfiguration(
        [
          { id: 'svc_first', number: FIRST_NUMBER, policy },
          { id: 'svc_other', number: OTHER_NUMBER, policy },
        ],
        Array.from({ length: AGENT_COUNT }, (_, index) => ({ id: `agt_${index}`, number: `+1202555021${index}` })),
      ),
    });
    for (let index = 0; index < AGENT_COUNT; index += 1) await centre.setPresence(`agt_${index}`, 'available');
  });
  afterAll(async () => {
    await centre?.close();
    narrow?.close();
    wide?.close();
  });

  const callsOn = (peer: SipPeer | undefined) => peer?.calls() ?? [];
  const callTo = (number: string) => [...callsOn(narrow), ...callsOn(wide)].filter(({ user }) => user === number);

  async function ask(serviceId: string): Promise<{ id: string; number: string }> {
    const number = `+120255703${String((numberCount += 1)).padStart(2, '0')}`;
    return { id: await centre.askFor({ serviceId, phoneNumber: number }), number };
  }

  async function isRung(number: string): Promise<void> {
    await until(`${number} is rung`, async () => callTo(number).length > 0, 20_000);
  }

  /** One number shows what rings, the far end sees who is said to call. */
  test('[A6] one line, then the next trunk; each service shows its own number', async () => {
    const [one, two] = [await ask('svc_first'), await ask('svc_other')];
    await Promise.all([isRung(one.number), isRung(two.number)]);
    expect(callsOn(narrow).map(({ user }) => user)).toEqual([one.number]);
    expect(callsOn(wide).map(({ user }) => user)).toEqual([two.number]);
    expect(callTo(one.number)[0]?.from).toContain(FIRST_NUMBER);
    expect(callTo(two.number)[0]?.from).toContain(OTHER_NUMBER);
  });

  test('[A6][A3][I2] never more calls a second than told, nor more at a time; who waits for a line loses nothing and is rung once', async () => {
    const others = await Promise.all(Array.from({ length: 5 }, () => ask('svc_first')));
    // Four lines of the second trunk, of which one is taken: three of the five can ring.
    await until('the lines are taken', async () => callsOn(wide).length === 4, 30_000);
    const rung = others.filter(({ number }) => callTo(number).length > 0);
    const waiting = others.filter(({ number }) => callTo(number).length === 0);
    expect([rung.length, waiting.length]).toEqual([3, 2]);
    for (const { id } of waiting) {
      const seen = await centre.untilCallback(id, (callback) => outcomesOf(callback).includes('network_failure'));
      expect(seen.state).not.toBe('closed');
    }
    for (const { number } of rung) wide?.hangUp(callTo(number)[0]?.callId ?? '');
    await Promise.all(waiting.map(({ number }) => isRung(number)));
    for (const { number } of others) expect(callTo(number)).toHaveLength(1);
    const atMs = callsOn(wide).map((call) => call.atMs);
    // A burst of as many as a second brings, and what comes in during the second; timers may be 50 ms off.
    for (const from of atMs)
      expect(atMs.filter((at) => at >= from && at < from + 950).length).toBeLessThanOrEqual(2 * CALLS_PER_SECOND);
  });
});
