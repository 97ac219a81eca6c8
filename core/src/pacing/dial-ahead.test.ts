import { CoreBench, aQueue, aService, anAgent, canonicalJson } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import type { Callback } from '../callback/callback.ts';
import type { Center } from '../contact-center/center.ts';
import { restoreCenter } from '../contact-center/restore.ts';

const number = (index: number): string => `+1202555${String(1000 + index)}`;
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `agt_${index}`);

interface World {
  readonly agentCount: number;
  readonly lateRatioMax?: number;
}

/** Agents who take every offer at once, of a service that dials ahead. */
function aBench({ agentCount, lateRatioMax = 0.03 }: World): CoreBench {
  return new CoreBench({
    queues: [aQueue({ expectedHandleMs: 120_000 })],
    services: [aService({ reserveAgent: false, dialAhead: { waitTargetMs: 5_000, lateRatioMax } })],
    agents: ids(agentCount).map((id) =>
      anAgent({ id, endpoint: { type: 'simulated', address: null, isAutoAccept: true } }),
    ),
  });
}

/** Every agent talks with a customer who confirmed after 15 s, for two minutes now. */
function everybodyTalks(bench: CoreBench, agentCount: number): void {
  const rung = ids(agentCount).map((id, index) => {
    bench.available(id);
    return bench.request({ phoneNumber: number(index) });
  });
  bench.advance(15_000);
  for (const callbackId of rung) {
    bench.customerAnswers(callbackId);
    bench.customerPresses(callbackId, '1');
    expect(bench.state(callbackId)).toBe('connected');
  }
  bench.advance(120_000);
}

/** The first conversation ends and is wrapped up. */
function oneEnds(bench: CoreBench, index: number): void {
  const callback = [...bench.center.callbacks.values()].find((one) => one.phoneNumber === number(index));
  const itemId = callback?.id ?? '';
  bench.customerEnds(itemId);
  bench.do({ kind: 'wrap_up', itemId, disposition: 'resolved', note: null });
}

const dialing = (bench: CoreBench): readonly Callback[] =>
  [...bench.center.callbacks.values()].filter(({ state }) => state === 'dialing');

/** A centre of which thirty talk, one has just hung up, and ten more customers wait. */
function busyCentre(world: Partial<World> = {}): CoreBench {
  const bench = aBench({ agentCount: 30, ...world });
  everybodyTalks(bench, 30);
  oneEnds(bench, 0);
  for (let index = 100; index < 110; index += 1) bench.request({ phoneNumber: number(index) });
  return bench;
}

describe('dialling before an agent is free', () => {
  test('[D4] as many as the busy are likely to be free for; the first of the line, and in its order', () => {
    const bench = busyCentre();
    // Thirty agents of two minutes each, twenty seconds ahead: some are likely free by then, few for sure.
    expect(dialing(bench).length).toBeGreaterThan(1);
    expect(dialing(bench).length).toBeLessThan(6);
    const rung = bench.phone.rungNumbers.slice(30);
    expect(rung).toEqual(rung.map((_, index) => number(100 + index)));
  });

  test('[D4] at a share of 0 one customer for each agent who is free', () => {
    expect(dialing(busyCentre({ lateRatioMax: 0 })).length).toBe(1);
  });

  test('[D4] a larger share, more customers', () => {
    expect(dialing(busyCentre({ lateRatioMax: 0.2 })).length).toBeGreaterThan(dialing(busyCentre()).length);
  });

  test('[D4] an agent who becomes free counts for a customer who is being dialled already', () => {
    const bench = busyCentre();
    const unclaimed = dialing(bench).filter(({ id }) => !bench.center.earmarks.has(id));
    oneEnds(bench, 1);
    expect(unclaimed.map(({ id }) => id)).toContain(bench.agent('agt_1').earmarkedItemId);
  });

  test('[D4][I6] nobody is dialled ahead while somebody before them needs an agent', () => {
    const rungBehindCaller = (hasCaller: boolean): number => {
      const bench = aBench({ agentCount: 30 });
      everybodyTalks(bench, 30);
      oneEnds(bench, 0);
      bench.do({ kind: 'set_presence', agentId: 'agt_0', presence: 'away', reason: null });
      if (hasCaller) bench.callIn('+12025550177', 'in1');
      bench.request({ phoneNumber: number(100) });
      return dialing(bench).length;
    };
    expect(rungBehindCaller(false)).toBe(1);
    expect(rungBehindCaller(true)).toBe(0);
  });

  test('[D4][I8] a restart knows the dials under way and what was learned', () => {
    const bench = busyCentre();
    const again = restoreCenter(bench.loaded(), bench.now);
    const dialsOf = ({ dialsAheadByQueue }: Center) =>
      Array.from(dialsAheadByQueue, ([id, dials]) => [id, [...dials].sort()]);
    expect(dialsOf(again)).toEqual(dialsOf(bench.center));
    expect(dialsOf(again)).toEqual([
      [
        'q_support',
        dialing(bench)
          .map(({ id }) => id)
          .sort(),
      ],
    ]);
    const pacesOf = ({ learned }: Center) => canonicalJson(learned.get('q_support')?.paces);
    expect(pacesOf(again)).toBe(pacesOf(bench.center));
  });

  test('[D4][D5] who waited in vain counts: nobody is dialled ahead while the share of them is too large', () => {
    const rungAfterwards = (isInVain: boolean): number => {
      const bench = aBench({ agentCount: 30 });
      everybodyTalks(bench, 30);
      oneEnds(bench, 0);
      bench.do({ kind: 'set_presence', agentId: 'agt_0', presence: 'away', reason: null });
      const id = bench.request({ phoneNumber: number(100) });
      if (isInVain) {
        bench.customerAnswers(id);
        bench.customerPresses(id, '1');
        bench.advance(45_000);
        expect(bench.attemptOutcomes(id)).toEqual(['unattended_answer']);
        bench.do({ kind: 'cancel_callback', callbackId: id, reason: null, by: 'staff' });
      } else bench.customerEnds(id, { q850Cause: 17 });
      bench.request({ phoneNumber: number(300) });
      return dialing(bench).length;
    };
    expect(rungAfterwards(false)).toBe(1);
    expect(rungAfterwards(true)).toBe(0);
  });
});
