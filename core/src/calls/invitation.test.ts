import { CoreBench, aQueue, aService } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import type { InvitationRule, ServicePolicy } from '../contact-center/configuration.ts';

/** Every reason off; a test switches one on. */
const NEVER: InvitationRule = {
  ...aService().invitation,
  isEnabled: true,
  waitThresholdMs: 86_400_000,
  whenNobodyAvailable: false,
  queueLengthMin: null,
  repeatAfterMs: null,
  atClosing: false,
};

/** Monday the 2nd of March 2026, 09:00 to 12:00 UTC; the bench begins at 10:00. */
const MORNING = {
  timeZone: 'UTC',
  weekly: {
    monday: [{ from: '09:00', to: '12:00' }],
    tuesday: [],
    wednesday: [],
    thursday: [],
    friday: [],
    saturday: [],
    sunday: [],
  },
  holidays: [],
  specialDays: [],
};
const HOUR_MS = 3_600_000;

function aBench(rule: Partial<InvitationRule>, more: Partial<ServicePolicy> = {}): CoreBench {
  return new CoreBench({
    services: [aService({ invitation: { ...NEVER, ...rule }, ...more })],
    queues: [aQueue({ expectedHandleMs: 300_000 })],
    hours: { h_morning: MORNING },
  });
}

/** Ana is available and talks with a caller: the next waits for one conversation, five minutes by the configuration. */
function anaTalks(bench: CoreBench): void {
  bench.available('agt_ana');
  const first = bench.callIn('+12025550111', 'talking');
  bench.accept(first);
  expect(bench.state(first)).toBe('connected');
}

const invitations = (bench: CoreBench, callId: string): number =>
  bench.story(callId).filter((type) => type === 'live_call.invited').length;

describe('who is invited to be rung back', () => {
  test.each([
    [299_000, 1],
    [301_000, 0],
  ])('[R2] an estimated wait of five minutes, threshold %i ms: invited %i times', (waitThresholdMs, times) => {
    const bench = aBench({ waitThresholdMs });
    anaTalks(bench);
    expect(invitations(bench, bench.callIn('+12025550112', 'waiting'))).toBe(times);
  });

  test('[R2] nobody when an agent is free, however low the threshold', () => {
    const bench = aBench({ waitThresholdMs: 0, whenNobodyAvailable: true });
    bench.available('agt_ana');
    const call = bench.callIn('+12025550112', 'waiting');
    expect(invitations(bench, call)).toBe(0);
    expect(bench.state(call)).toBe('offered');
  });

  test('[R2] nobody signed in, where the service asks for that; not where it does not', () => {
    const asking = aBench({ whenNobodyAvailable: true });
    expect(invitations(asking, asking.callIn('+12025550112', 'waiting'))).toBe(1);
    const silent = aBench({});
    expect(invitations(silent, silent.callIn('+12025550112', 'waiting'))).toBe(0);
  });

  test('[R2] a line of three: who makes it three is invited, those before were not', () => {
    const bench = aBench({ queueLengthMin: 3 });
    anaTalks(bench);
    const waiting = ['12', '13', '14'].map((end) => bench.callIn(`+120255501${end}`, `in${end}`));
    expect(waiting.map((call) => invitations(bench, call))).toEqual([0, 0, 1]);
  });

  test('[R2] again after the time set, for as long as they wait and the reason holds', () => {
    const bench = aBench({ whenNobodyAvailable: true, repeatAfterMs: 120_000 });
    const call = bench.callIn('+12025550112', 'waiting');
    bench.advance(119_999);
    expect(invitations(bench, call)).toBe(1);
    bench.advance(1);
    expect(invitations(bench, call)).toBe(2);
    bench.advance(240_000);
    expect(invitations(bench, call)).toBe(4);
  });

  test('[R2] once only where nothing is said of again', () => {
    const bench = aBench({ whenNobodyAvailable: true });
    const call = bench.callIn('+12025550112', 'waiting');
    bench.advance(HOUR_MS);
    expect(invitations(bench, call)).toBe(1);
  });

  test('[R2] everybody still in the line when the centre closes, where the service says so', () => {
    const invitedAtClosing = (atClosing: boolean): readonly number[] => {
      const bench = aBench({ atClosing }, { hoursId: 'h_morning' });
      anaTalks(bench);
      const calls = ['12', '13'].map((end) => bench.callIn(`+120255501${end}`, `in${end}`));
      bench.advance(2 * HOUR_MS - 1);
      expect(calls.map((call) => invitations(bench, call))).toEqual([0, 0]);
      bench.advance(1);
      return calls.map((call) => invitations(bench, call));
    };
    expect(invitedAtClosing(true)).toEqual([1, 1]);
    expect(invitedAtClosing(false)).toEqual([0, 0]);
  });

  test('[R2] not when callbacks are purged at closing and the turn would come later', () => {
    const invitedBefore = (closingTime: 'purge' | 'keep', minutesBefore: number): number => {
      const bench = aBench({ waitThresholdMs: 60_000 }, { hoursId: 'h_morning', closingTime });
      anaTalks(bench);
      bench.advance(2 * HOUR_MS - minutesBefore * 60_000);
      return invitations(bench, bench.callIn('+12025550112', 'waiting'));
    };
    expect(invitedBefore('purge', 6)).toBe(1);
    expect(invitedBefore('purge', 4)).toBe(0);
    expect(invitedBefore('keep', 4)).toBe(1);
  });

  test('[R2] nobody where it is switched off', () => {
    const bench = aBench({ isEnabled: false, whenNobodyAvailable: true, waitThresholdMs: 0 });
    expect(invitations(bench, bench.callIn('+12025550112', 'waiting'))).toBe(0);
  });
});
