import { aCallInGroup, aService, anAgent, CoreBench } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import type { LegEnd } from './phone-events.ts';

const FROM = '+12025550100';
const end: LegEnd = { sipStatus: null, q850Cause: 16, endedBy: 'far_end' };

/** A way to a situation: gives the item and the customer's leg, or null where the agent's leg alone is meant. */
type Way = (bench: CoreBench) => string;

const dialing: Way = (bench) => {
  const id = bench.request();
  bench.available('agt_ana');
  return id;
};
const confirming: Way = (bench) => {
  const id = dialing(bench);
  bench.customerAnswers(id);
  return id;
};
const holding: Way = (bench) => {
  const id = confirming(bench);
  bench.customerPresses(id, '1');
  return id;
};
const agentRung: Way = (bench) => {
  const id = holding(bench);
  bench.accept(id);
  return id;
};
const talking: Way = (bench) => {
  const id = agentRung(bench);
  bench.event({ kind: 'answered', legId: bench.item(id).agentLegId ?? '' });
  return id;
};
const queued: Way = (bench) => bench.callIn(FROM, 'in1');
const callerOffered: Way = (bench) => {
  const call = queued(bench);
  bench.available('agt_ana');
  return call;
};
const callerAgentRung: Way = (bench) => {
  const call = callerOffered(bench);
  bench.accept(call);
  return call;
};
const callerTalking: Way = (bench) => {
  const call = callerAgentRung(bench);
  bench.event({ kind: 'answered', legId: bench.item(call).agentLegId ?? '' });
  return call;
};
const pressed =
  (keys: string): Way =>
  (bench) => {
    const call = queued(bench);
    for (const key of keys) bench.customerPresses(call, key);
    return call;
  };
const recognised: Way = (bench) => {
  bench.request();
  bench.advance(60_000);
  return queued(bench);
};
const codeAsked: Way = (bench) => bench.callIn(FROM, 'in1', '+12025550195');

function make(): CoreBench {
  return new CoreBench({
    agentPhonesAnswer: false,
    services: [aService({ callInGroupId: 'cig_main' })],
    callInGroups: [aCallInGroup()],
    agents: [anAgent()],
  });
}

describe('the customer hangs up', () => {
  const cases: readonly (readonly [situation: string, way: Way, after: string])[] = [
    ['dialing', dialing, 'retry_pending'],
    ['confirming', confirming, 'retry_pending'],
    ['holding, an agent looks at the offer', holding, 'retry_pending'],
    ['holding, the agent’s phone rings', agentRung, 'retry_pending'],
    ['connected', talking, 'wrapping_up'],
    ['in the queue', queued, 'closed'],
    ['in the queue, an agent looks at the offer', callerOffered, 'closed'],
    ['in the queue, the agent’s phone rings', callerAgentRung, 'closed'],
    ['in the queue, connected', callerTalking, 'wrapping_up'],
    ['asked for the number', pressed('1'), 'closed'],
    ['typing a number', pressed('1255'), 'closed'],
    ['choosing a time', pressed('13'), 'closed'],
    ['recognised', recognised, 'closed'],
    ['asked for a code', codeAsked, 'closed'],
  ];
  test.each(cases)(
    '[I1][I5] %s: no leg is left, no offer, and the agent is free or wraps up',
    (_situation, way, after) => {
      const bench = make();
      const id = way(bench);
      bench.customerEnds(id);
      expect(bench.state(id)).toBe(after);
      expect([...bench.center.legs.values()].filter((leg) => !leg.hangUpAsked)).toEqual([]);
      expect(bench.phone.legs.size).toBe(0);
      expect(bench.center.offers.size).toBe(0);
      const isTalkOver = after === 'wrapping_up';
      expect(bench.agent('agt_ana').activity).toBe(isTalkOver ? 'wrap_up' : 'idle');
      bench.restart();
      expect(bench.state(id)).toBe(after);
    },
  );
});

describe('the phone engine dies', () => {
  /** Q.850 38: network out of order. */
  const died = { q850Cause: 38, endedBy: 'network' } as const;

  test.each([
    ['confirming', confirming],
    ['holding, an agent looks at the offer', holding],
    ['holding, the agent’s phone rings', agentRung],
  ] as const)('[A2][A3][Q2] %s: nothing is used up, the place is kept, the agent is free', (_situation, way) => {
    const bench = make();
    const id = way(bench);
    const { arrivalAt } = bench.item(id);
    bench.customerEnds(id, died);
    expect(bench.attemptOutcomes(id)).toEqual(['network_failure']);
    expect(bench.callback(id)).toMatchObject({ state: 'retry_pending', arrivalAt, attemptsConsumed: 0 });
    expect(bench.agent('agt_ana')).toMatchObject({ presence: 'available', activity: 'idle' });
    bench.advance(60_000);
    expect(bench.phone.rungNumbers).toHaveLength(2);
  });

  test('[A2] the network lost who was holding, nobody knows how: unknown, and an attempt is used up', () => {
    const bench = make();
    const id = holding(bench);
    bench.customerEnds(id, { q850Cause: null, endedBy: 'network' });
    expect([bench.attemptOutcomes(id), bench.callback(id).attemptsConsumed]).toEqual([['unknown'], 1]);
  });

  test.each([
    ['callback.hung_up', talking],
    ['live_call.hung_up', callerTalking],
  ] as const)('[D12] two who talk: %s says that the network ended it', (type, way) => {
    const bench = make();
    const id = way(bench);
    bench.customerEnds(id, died);
    expect(bench.state(id)).toBe('wrapping_up');
    expect(bench.history.find((entry) => entry.type === type)?.detail).toMatchObject({ endedBy: 'network' });
  });
});

describe('the agent’s phone ends before it was answered', () => {
  /** Busy, nobody there, not registered, and a phone system that does not say why. */
  const ends: readonly Partial<LegEnd>[] = [
    { q850Cause: 17, sipStatus: 486 },
    { q850Cause: 20, sipStatus: 480 },
    { q850Cause: 19, sipStatus: 480 },
    { q850Cause: null, sipStatus: null, endedBy: 'network' },
  ];
  const situations: readonly (readonly [string, Way, string])[] = [
    ['a customer who holds', agentRung, 'holding'],
    ['a caller in the queue', callerAgentRung, 'waiting'],
  ];
  const cases = situations.flatMap(([name, way, state]) => ends.map((how) => [name, how, way, state] as const));
  test.each(cases)(
    '[D5][I9] %s, %j: they wait on at their place, the agent is not available',
    (_name, how, way, state) => {
      const bench = make();
      const id = way(bench);
      const { arrivalAt } = bench.item(id);
      bench.event({ kind: 'ended', legId: bench.item(id).agentLegId ?? '', end: { ...end, ...how } });
      expect(bench.item(id)).toMatchObject({ state, arrivalAt, agentId: null, agentLegId: null });
      expect(bench.agent('agt_ana')).toMatchObject({ presence: 'away', presenceReason: 'phone_not_answered' });
      bench.advance(60_000);
      if (state === 'holding') expect(bench.phone.spoken.at(-1)).toBe('no_agent_apology');
    },
  );

  test.each(situations)(
    '[X1][W1] %s, the phone engine dies while it rings: the agent did nothing wrong and gets the next call',
    (_name, way) => {
      const bench = make();
      const id = way(bench);
      const legId = bench.item(id).agentLegId ?? '';
      bench.event({ kind: 'ringing', legId });
      bench.event({ kind: 'ended', legId, end: { sipStatus: null, q850Cause: null, endedBy: 'network' } });
      expect(bench.agent('agt_ana')).toMatchObject({ presence: 'available', activity: 'offered', itemId: id });
    },
  );

  test.each(ends)('[D3][I2] agent-first, %j: the customer is not rung, the callback goes to the next agent', (how) => {
    const bench = new CoreBench({
      agentPhonesAnswer: false,
      services: [aService({ delivery: 'agent_first' })],
      agents: [anAgent(), anAgent({ id: 'agt_ben' })],
    });
    const id = bench.request();
    bench.available('agt_ana');
    bench.accept(id);
    bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: null });
    bench.available('agt_ben');
    bench.event({ kind: 'ended', legId: bench.item(id).agentLegId ?? '', end: { ...end, ...how } });
    expect(bench.phone.rungNumbers).toEqual([]);
    expect(bench.callback(id)).toMatchObject({ state: 'offered', agentId: 'agt_ben', attemptsMade: 0 });
  });
});

describe('keys on the call', () => {
  const situations: readonly (readonly [string, Way])[] = [
    ['confirming', confirming],
    ['holding', holding],
  ];

  test.each(situations)('[D8] 3 while %s: times are spoken, and one is booked', (_state, way) => {
    const bench = make();
    const id = way(bench);
    const legId = bench.customerLeg(id);
    bench.customerPresses(id, '3');
    expect(bench.phone.spoken.at(-1)).toBe('time_choices');
    expect(bench.callback(id)).toMatchObject({ state: 'retry_pending', customerLegId: null });
    expect(bench.agent('agt_ana').activity).toBe('idle');
    bench.event({ kind: 'digit', legId, digit: '2' });
    expect(bench.callback(id)).toMatchObject({ state: 'scheduled' });
    expect(bench.phone.spoken.at(-1)).toBe('scheduled_confirmed');
    bench.event({ kind: 'play_finished', legId, playId: bench.center.legs.get(legId)?.goodbyePlayId ?? '' });
    expect(bench.phone.legs.size).toBe(0);
  });

  test('[D8] 3, and then nothing or a hang-up: called later, as with 2', () => {
    const silent = make();
    const id = confirming(silent);
    silent.customerPresses(id, '3');
    silent.advance(120_000);
    expect(silent.phone.spoken.at(-1)).toBe('snooze_goodbye');
    expect(silent.phone.legs.size).toBe(0);
    expect(silent.callback(id)).toMatchObject({ state: 'retry_pending', attemptsConsumed: 1 });
    const gone = make();
    const other = confirming(gone);
    const legId = gone.customerLeg(other);
    gone.customerPresses(other, '3');
    gone.event({ kind: 'ended', legId, end });
    expect(gone.state(other)).toBe('retry_pending');
  });

  test.each(['2', '3'])('[D8][A3] %s at the last attempt: who asks to be called later is called', (key) => {
    const bench = new CoreBench({ services: [aService({ attemptsMax: 1 })] });
    const id = confirming(bench);
    const legId = bench.customerLeg(id);
    bench.customerPresses(id, key);
    bench.event({ kind: 'ended', legId, end });
    bench.advance(300_000);
    expect(bench.state(id)).toBe('dialing');
    bench.customerEnds(id, { q850Cause: 17 });
    expect(bench.stored('callback', id)).toMatchObject({ outcome: 'attempts_exhausted', attemptsConsumed: 1 });
  });
});

describe('what the network says', () => {
  test.each([607, 608])('[A2][A3] %i: never again, closed, and nothing else of that number is dialled', (sipStatus) => {
    const bench = new CoreBench();
    const id = dialing(bench);
    bench.customerEnds(id, { sipStatus, q850Cause: 127 });
    expect(bench.outcome(id)).toBe('suppressed');
    expect(bench.attemptOutcomes(id)).toEqual(['rejected']);
    expect(bench.stored('suppression', FROM)).toMatchObject({ reason: 'network_unwanted' });
    expect(bench.agent('agt_ana').activity).toBe('idle');
    expect(() => bench.request()).toThrow('suppressed_number');
  });

  test('[A2][A3] 488 is a fault of ours: told in the history, uses no attempt', () => {
    const bench = new CoreBench();
    const id = dialing(bench);
    bench.customerEnds(id, { sipStatus: 488, q850Cause: 58 });
    expect(bench.story(id)).toContain('phone.misconfigured');
    expect(bench.callback(id)).toMatchObject({ state: 'retry_pending', attemptsConsumed: 0 });
  });

  test('[A2] ringing tells no answer from unreachable', () => {
    const bench = new CoreBench();
    const id = dialing(bench);
    bench.customerEnds(id, { sipStatus: 480, q850Cause: 19 });
    bench.advance(600_000);
    bench.event({ kind: 'ringing', legId: bench.customerLeg(id) });
    bench.customerEnds(id, { sipStatus: 480, q850Cause: 19 });
    expect(bench.attemptOutcomes(id)).toEqual(['unreachable', 'no_answer']);
  });

  test('[A3] congestion uses no attempt and backs off: a minute, then twice as long each time', () => {
    const bench = new CoreBench();
    const id = dialing(bench);
    for (const pauseMs of [60_000, 120_000, 240_000]) {
      bench.customerEnds(id, { sipStatus: 503, q850Cause: 42 });
      expect(bench.callback(id)).toMatchObject({ attemptsConsumed: 0, dueAt: bench.now + pauseMs });
      bench.advance(pauseMs);
      expect(bench.state(id)).toBe('dialing');
    }
  });
});
