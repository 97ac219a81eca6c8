import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePorts, SipPeer } from '@ringback/testkit/sip';
import { centreConfiguration } from './centre-configuration.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';
import { outcomesOf } from './seen.ts';

const programs = findPhones('trunks that fail');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const REACHED = '+12025550120';
const NOT_REACHED = '+12025550121';

describe.skipIf(programs === null)('trunks that fail, through Asterisk', () => {
  let centre: PhoneCentre;
  let congested: SipPeer;
  let working: SipPeer;

  beforeAll(async () => {
    congested = await SipPeer.open({
      scriptOf: () => ({ kind: 'refuse', ringAfterMs: null, refuseAfterMs: 50, status: 503 }),
      enginePort: () => centre.sipPort,
    });
    working = await SipPeer.open({
      scriptOf: (user) =>
        user === REACHED ? { kind: 'ring' } : { kind: 'refuse', ringAfterMs: null, refuseAfterMs: 50, status: 502 },
      enginePort: () => centre.sipPort,
    });
    centre = await openPhoneCentre({
      trunks: [
        // Nobody listens there.
        { name: 'dead', port: await freePorts(1), order: 1 },
        { name: 'congested', port: congested.port, order: 2 },
        { name: 'working', port: working.port, order: 3 },
      ],
      deskAgentIds: [],
      configuration: centreConfiguration(
        [{ id: 'svc_all', number: '+12025550190' }],
        ['agt_1', 'agt_2'].map((id) => ({ id, autoAccept: false })),
      ),
    });
    await Promise.all([centre.setPresence('agt_1', 'available'), centre.setPresence('agt_2', 'available')]);
  });
  afterAll(async () => {
    await centre?.close();
    congested?.close();
    working?.close();
  });

  const callCount = (peer: SipPeer, number: string): number =>
    peer.calls().filter(({ user }) => user === number).length;

  test('[A6][A3][I2] a dead trunk, a congested one, then one that rings: one ring, one attempt', async () => {
    const [reached, notReached] = await Promise.all(
      [REACHED, NOT_REACHED].map((phoneNumber) => centre.askFor({ serviceId: 'svc_all', phoneNumber })),
    );
    if (reached === undefined || notReached === undefined) throw new Error('not asked for');
    await expect.poll(() => callCount(working, REACHED), { timeout: 30_000, interval: 50 }).toBe(1);
    expect(callCount(congested, REACHED)).toBe(1);
    expect(outcomesOf(await centre.callback(reached))).toEqual([null]);
    const failed = await centre.untilCallback(notReached, ({ state }) => state === 'retry_pending', 30_000);
    expect(outcomesOf(failed)).toEqual(['network_failure']);
    expect([callCount(congested, NOT_REACHED), callCount(working, NOT_REACHED)]).toEqual([1, 1]);
    const story = await centre.timeline(notReached);
    expect(story.find(({ type }) => type === 'callback.attempt_ended')?.detail['consumes']).toBe(false);
    // Which trunk carries it is no matter of the callback: still the one attempt that rings.
    expect(callCount(working, REACHED)).toBe(1);
    expect(outcomesOf(await centre.callback(reached))).toEqual([null]);
  });
});
