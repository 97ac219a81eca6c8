import { CoreBench, aService, anAgent, aQueue, codeOf, outcomeRules } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import { uniformCapacity } from '../calendar/capacity-plan.ts';

/** A customer on the line who has confirmed, with Ana reserved and offered. */
function holding(bench: CoreBench): string {
  const id = bench.request();
  bench.available('agt_ana');
  bench.customerAnswers(id);
  bench.customerPresses(id, '1');
  return id;
}

describe('customer-first', () => {
  test('[D1][D2][D12] reserved: rung when an agent is free, confirms, is connected, wrapped up and completed', () => {
    const bench = new CoreBench();
    const id = bench.request();
    expect(bench.state(id)).toBe('waiting');
    bench.available('agt_ana');
    expect(bench.state(id)).toBe('dialing');
    expect(bench.agent('agt_ana')).toMatchObject({ activity: 'reserved', itemId: id });
    bench.customerAnswers(id);
    expect(bench.state(id)).toBe('confirming');
    expect(bench.phone.spoken).toEqual(['callback_announcement']);
    bench.customerPresses(id, '1');
    expect(bench.state(id)).toBe('holding');
    expect(bench.agent('agt_ana').activity).toBe('offered');
    bench.accept(id);
    expect(bench.state(id)).toBe('connected');
    expect(bench.effects.filter((one) => one.phone.kind === 'bridge')).toHaveLength(1);
    bench.advance(60_000);
    bench.customerEnds(id);
    expect(bench.state(id)).toBe('wrapping_up');
    expect(codeOf(bench.do({ kind: 'wrap_up', itemId: id, disposition: 'resolved', note: 'All good' }))).toBe('ok');
    expect(bench.stored('callback', id)).toMatchObject({
      state: 'closed',
      outcome: 'completed',
      disposition: 'resolved',
      agentId: 'agt_ana',
    });
    expect(bench.attemptOutcomes(id)).toEqual(['answered_human']);
    expect(bench.agent('agt_ana')).toMatchObject({ activity: 'idle', itemId: null });
    expect(bench.phone.legs.size).toBe(0);
  });
});

describe('when it goes otherwise', () => {
  test('[D1] unreserved: the agent stays free while the customer is dialled, for one customer only', () => {
    const bench = new CoreBench({ services: [aService({ reserveAgent: false })] });
    const first = bench.request();
    bench.request({ phoneNumber: '+12025550101' });
    bench.available('agt_ana');
    expect(bench.phone.rungNumbers).toEqual(['+12025550100']);
    expect(bench.agent('agt_ana').activity).toBe('idle');
    bench.customerEnds(first, { q850Cause: 17 });
    expect(bench.phone.rungNumbers).toEqual(['+12025550100', '+12025550101']);
  });

  test('[D1] unreserved: who serves another customer than the one they were counted for is counted anew', () => {
    const bench = new CoreBench({
      services: [aService({ reserveAgent: false })],
      agents: [anAgent(), anAgent({ id: 'agt_ben' })],
    });
    const first = bench.request({ preferredAgentId: 'agt_ben' });
    bench.available('agt_ana');
    expect(bench.center.earmarks.get(first)).toBe('agt_ana');
    bench.available('agt_ben');
    bench.customerAnswers(first);
    bench.customerPresses(first, '1');
    expect(bench.callback(first).agentId).toBe('agt_ben');
    const second = bench.request({ phoneNumber: '+12025550101' });
    expect(bench.state(second)).toBe('dialing');
    expect(bench.center.earmarks.get(second)).toBe('agt_ana');
  });

  test('[D7] no key in time: not confirmed, tried again ten minutes later, the agent is free at once', () => {
    const bench = new CoreBench();
    const id = bench.request();
    bench.available('agt_ana');
    bench.customerAnswers(id);
    bench.event({ kind: 'play_finished', legId: bench.customerLeg(id), playId: 'any' });
    bench.advance(9_999);
    expect(bench.state(id)).toBe('confirming');
    bench.advance(1);
    expect(bench.callback(id)).toMatchObject({
      state: 'retry_pending',
      attemptsConsumed: 1,
      dueAt: bench.now + 600_000,
    });
    expect(bench.attemptOutcomes(id)).toEqual(['not_confirmed']);
    expect(bench.agent('agt_ana').activity).toBe('idle');
    bench.advance(600_000);
    expect(bench.state(id)).toBe('dialing');
  });

  test('[D5][I9] the hold cap: apology, place kept at the front, the next dial with a reserved agent', () => {
    const bench = new CoreBench({ services: [aService({ reserveAgent: false })] });
    const id = bench.request();
    bench.available('agt_ana');
    bench.customerAnswers(id);
    bench.do({ kind: 'set_presence', agentId: 'agt_ana', presence: 'away', reason: null });
    bench.customerPresses(id, '1');
    bench.advance(44_999);
    expect(bench.state(id)).toBe('holding');
    bench.advance(1);
    expect(bench.phone.spoken.at(-1)).toBe('no_agent_apology');
    expect(bench.callback(id)).toMatchObject({ state: 'waiting', isAtFront: true, attemptsConsumed: 0 });
    expect(bench.attemptOutcomes(id)).toEqual(['unattended_answer']);
    bench.advance(20_000);
    bench.available('agt_ana');
    expect(bench.agent('agt_ana')).toMatchObject({ activity: 'reserved', itemId: id });
  });

  test('[D8] key 2 is later, key 9 is never: suppressed, and refused afterwards', () => {
    const bench = new CoreBench();
    const id = holding(bench);
    bench.customerPresses(id, '2');
    expect(bench.callback(id)).toMatchObject({ state: 'retry_pending', dueAt: bench.now + 300_000 });
    expect(bench.phone.spoken.at(-1)).toBe('snooze_goodbye');
    bench.advance(300_000);
    bench.customerAnswers(id);
    bench.customerPresses(id, '9');
    expect(bench.outcome(id)).toBe('cancelled_by_customer');
    expect(() => bench.request()).toThrow('suppressed_number');
  });

  test.each([
    ['voicemail', 'answered_machine'],
    ['fax', 'fax'],
    ['busy_tone', 'busy'],
    ['network_congested', 'network_failure'],
    ['number_not_in_service', 'invalid_number'],
  ] as const)('[A2][D7] a %s ends the attempt', (machine, outcome) => {
    const bench = new CoreBench();
    const id = bench.request();
    bench.available('agt_ana');
    bench.customerAnswers(id);
    bench.event({ kind: 'machine_heard', legId: bench.customerLeg(id), machine });
    expect(bench.attemptOutcomes(id)).toEqual([outcome]);
    expect(bench.agent('agt_ana').activity).toBe('idle');
  });

  test('[Q8][I9] declined, timed out, phone dead: the customer who holds goes to the next agent each time', () => {
    const agents = ['agt_ana', 'agt_ben', 'agt_cho', 'agt_dee'].map((id) => anAgent({ id }));
    const bench = new CoreBench({ agents, agentPhonesAnswer: false });
    const id = holding(bench);
    bench.available('agt_ben', 'agt_cho', 'agt_dee');
    bench.decline(id, 'wrong_skill');
    expect(bench.callback(id).agentId).toBe('agt_ben');
    bench.advance(20_000);
    expect(bench.agent('agt_ben')).toMatchObject({ presence: 'away', activity: 'idle' });
    expect(bench.callback(id).agentId).toBe('agt_cho');
    bench.accept(id);
    bench.agentEnds(id);
    expect(bench.agent('agt_cho').presence).toBe('away');
    expect(bench.callback(id).agentId).toBe('agt_dee');
    bench.accept(id);
    bench.event({ kind: 'answered', legId: bench.item(id).agentLegId ?? '' });
    expect(bench.state(id)).toBe('connected');
  });

  test('[D2] the agent leaves while the customer is being rung: the ring goes on, the next agent takes them', () => {
    const bench = new CoreBench({ agents: [anAgent(), anAgent({ id: 'agt_ben' })] });
    const id = bench.request();
    bench.available('agt_ana');
    bench.do({ kind: 'set_presence', agentId: 'agt_ana', presence: 'offline', reason: null });
    expect(bench.state(id)).toBe('dialing');
    bench.customerAnswers(id);
    bench.customerPresses(id, '1');
    bench.available('agt_ben');
    expect(bench.callback(id).agentId).toBe('agt_ben');
  });
});

describe('attempts', () => {
  const causes = [
    [17, 'busy'],
    [19, 'no_answer'],
    [21, 'rejected'],
    [20, 'unreachable'],
  ] as const;
  test.each(causes)(
    '[A3] cause %i, %s: consumes one, tried again ten minutes later, exhausted after three',
    (q850Cause, outcome) => {
      const bench = new CoreBench();
      const id = bench.request();
      bench.available('agt_ana');
      for (const count of [1, 2]) {
        bench.customerEnds(id, { q850Cause });
        expect(bench.callback(id)).toMatchObject({ attemptsConsumed: count, dueAt: bench.now + 600_000 });
        bench.advance(600_000);
      }
      bench.customerEnds(id, { q850Cause });
      expect(bench.outcome(id)).toBe('attempts_exhausted');
      expect(bench.attemptOutcomes(id)).toEqual([outcome, outcome, outcome]);
      bench.advance(86_400_000);
      expect(bench.phone.rungNumbers).toHaveLength(3);
    },
  );

  test('[A3] network failures consume nothing, however many, and each pause is twice the last', () => {
    const bench = new CoreBench();
    const id = bench.request();
    bench.available('agt_ana');
    for (const pauseMs of [60_000, 120_000, 240_000, 480_000, 960_000]) {
      bench.customerEnds(id, { q850Cause: 34 });
      bench.advance(pauseMs - 1);
      expect(bench.state(id)).toBe('retry_pending');
      bench.advance(1);
    }
    expect(bench.callback(id)).toMatchObject({ state: 'dialing', attemptsConsumed: 0, attemptsMade: 6 });
  });

  test('[A3] an invalid number stops at once', () => {
    const bench = new CoreBench();
    const id = bench.request();
    bench.available('agt_ana');
    bench.customerEnds(id, { q850Cause: 1 });
    expect(bench.outcome(id)).toBe('invalid_number');
  });

  test('[A1][A2] silence past the ring time is unknown, uses an attempt, and is not dialled again to find out', () => {
    const bench = new CoreBench({ services: [aService({ outcomeRules: outcomeRules() })], queues: [aQueue()] });
    const id = bench.request();
    bench.available('agt_ana');
    bench.advance(45_000);
    expect(bench.attemptOutcomes(id)).toEqual(['unknown']);
    expect(bench.callback(id)).toMatchObject({
      state: 'retry_pending',
      attemptsConsumed: 1,
      dueAt: bench.now + 600_000,
    });
  });
});

test('[I4][D8] whoever asked never to be rung again is not rung for anything, whatever they had asked for besides', () => {
  const bench = new CoreBench();
  const id = bench.request();
  bench.center.suppressions.set('+12025550100', {
    phoneNumber: '+12025550100',
    at: bench.now,
    reason: 'asked_on_the_phone',
  });
  bench.available('agt_ana');
  expect(bench.phone.rungNumbers).toEqual([]);
  expect(bench.outcome(id)).toBe('suppressed');
});

test('[I4][S8] who waits in the line when the night begins where they are is not rung, and is due in the morning', () => {
  const bench = new CoreBench({
    services: [
      aService({
        callingWindow: { from: '08:00', to: '21:00', perCountry: {} },
        expireAfterMs: null,
        purgeAfterMs: null,
      }),
    ],
    startsAt: Date.UTC(2026, 2, 2, 19, 59, 30),
  });
  const id = bench.request({ phoneNumber: '+4930123456' });
  bench.advance(60_000);
  bench.available('agt_ana');
  expect(bench.phone.rungNumbers).toEqual([]);
  expect(bench.callback(id)).toMatchObject({ outcome: null, dueAt: Date.UTC(2026, 2, 3, 7) });
});

test('[Q10] a promise that was kept stays kept, though the next attempt comes after its end', () => {
  const bench = new CoreBench({
    services: [aService({ capacityId: 'c_one' })],
    capacity: { c_one: uniformCapacity(1) },
  });
  const scheduledFor = bench.now + 1_800_000;
  const id = bench.request({ scheduledFor });
  bench.available('agt_ana');
  bench.advance(1_800_000);
  const first = bench.callback(id).promise;
  expect(first).toMatchObject({ isKept: true });
  bench.customerEnds(id, { q850Cause: 17 });
  bench.do({ kind: 'set_presence', agentId: 'agt_ana', presence: 'offline', reason: null });
  bench.advance(3_600_000);
  bench.available('agt_ana');
  expect(bench.phone.rungNumbers).toHaveLength(2);
  expect(bench.now).toBeGreaterThan(first?.toAt ?? Infinity);
  expect(bench.callback(id).promise).toEqual(first);
});
