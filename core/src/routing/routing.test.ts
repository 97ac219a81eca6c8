import { CoreBench, aQueue, aRequest, aService, anAgent, canonicalJson, codeOf } from '@ringback/testkit';
import { expect, test } from 'vitest';

const NUMBERS = ['+12025550100', '+12025550101', '+12025550102'];
const support = (levelMin: number) => [{ skill: 'support', levelMin }];

test('[Q1] live callers and callbacks stand in one line by arrival', () => {
  const bench = new CoreBench();
  const first = bench.request();
  bench.advance(1_000);
  const second = bench.callIn('+12025550150', 'in1');
  bench.advance(1_000);
  const third = bench.request({ phoneNumber: '+12025550102' });
  expect([first, third].map((callbackId) => bench.ask({ kind: 'callback', callbackId })?.position)).toEqual([1, 3]);
  bench.available('agt_ana');
  expect(bench.state(first)).toBe('dialing');
  bench.customerEnds(first, { q850Cause: 17 });
  expect(bench.state(second)).toBe('offered');
});

test('[Q3][Q6] requirements relax and further groups join with waiting time', () => {
  const queue = aQueue({
    skills: support(4),
    relaxation: [{ afterMs: 60_000, skills: support(2) }],
    rings: [
      { afterMs: 0, groups: ['first'] },
      { afterMs: 120_000, groups: ['second'] },
    ],
  });
  const agents = [
    anAgent({ id: 'agt_ben', skills: { support: 2 }, groups: ['first'] }),
    anAgent({ id: 'agt_cho', groups: ['second'] }),
  ];
  const bench = new CoreBench({ queues: [queue], agents });
  bench.available('agt_ben', 'agt_cho');
  const ids = NUMBERS.slice(0, 2).map((phoneNumber) => bench.request({ phoneNumber }));
  bench.advance(59_999);
  expect(ids.map((id) => bench.state(id))).toEqual(['waiting', 'waiting']);
  bench.advance(1);
  expect(ids.map((id) => bench.callback(id).agentId)).toEqual(['agt_ben', null]);
  bench.advance(15_000);
  bench.customerAnswers(ids[0] ?? '');
  bench.advance(45_000);
  expect(bench.callback(ids[1] ?? '').agentId).not.toBeNull();
});

test.each([
  ['longest_idle', 'agt_ben'],
  ['most_skilled', 'agt_ana'],
] as const)('[Q4] %s chooses %s', (matching, chosen) => {
  const agents = [anAgent(), anAgent({ id: 'agt_ben', skills: { support: 2 } })];
  const bench = new CoreBench({ queues: [aQueue({ matching })], agents });
  bench.available('agt_ben');
  bench.advance(1_000);
  bench.available('agt_ana');
  expect(bench.callback(bench.request()).agentId).toBe(chosen);
});

test('[Q4] the preferred agent is waited for, for a while, and not when they have left', () => {
  const agents = [anAgent(), anAgent({ id: 'agt_ben' })];
  const kept = new CoreBench({ agents });
  kept.available('agt_ana', 'agt_ben');
  kept.do({ kind: 'set_presence', agentId: 'agt_ben', presence: 'busy', reason: null });
  const id = kept.request({ preferredAgentId: 'agt_ben' });
  kept.advance(59_999);
  expect(kept.state(id)).toBe('waiting');
  kept.advance(1);
  expect(kept.callback(id).agentId).toBe('agt_ana');
  const left = new CoreBench({ agents });
  left.available('agt_ana', 'agt_ben');
  left.do({ kind: 'set_presence', agentId: 'agt_ben', presence: 'busy', reason: null });
  const other = left.request({ preferredAgentId: 'agt_ben' });
  left.do({ kind: 'set_presence', agentId: 'agt_ben', presence: 'offline', reason: null });
  expect(left.callback(other).agentId).toBe('agt_ana');
});

test('[Q5] priority goes first; a guarantee raises just in time', () => {
  const services = [
    aService(),
    aService({ id: 'svc_gold', priority: { initial: 10, incrementPerMinute: 0, limit: 10 } }),
    aService({ id: 'svc_sure', guaranteeMs: 600_000 }),
  ];
  const bench = new CoreBench({ services });
  const sure = bench.request({ serviceId: 'svc_sure', phoneNumber: '+12025550102' });
  const plain = bench.request();
  const gold = bench.request({ serviceId: 'svc_gold', phoneNumber: '+12025550101' });
  const places = () => [sure, plain, gold].map((callbackId) => bench.ask({ kind: 'callback', callbackId })?.position);
  expect(places()).toEqual([2, 3, 1]);
  bench.advance(539_999);
  expect(places()).toEqual([2, 3, 1]);
  bench.advance(1);
  expect(places()).toEqual([1, 3, 2]);
});

test('[Q11][Q12] a decision names who was passed over and why', () => {
  const bench = new CoreBench();
  const first = bench.request();
  bench.callIn('+12025550100', 'in1');
  bench.customerEnds(bench.center.liveCalls.keys().next().value ?? '');
  bench.callIn('+12025550100', 'in2');
  bench.advance(1_000);
  const second = bench.request({ phoneNumber: '+12025550101' });
  const live = bench.center.liveCalls.keys().next().value ?? '';
  bench.available('agt_ana');
  expect(bench.state(live)).toBe('offered');
  const decision = bench.history.find((entry) => entry.type === 'routing.decided');
  expect(decision).toMatchObject({
    itemId: live,
    agentId: 'agt_ana',
    detail: { overtakenCount: 1, passedOver: [{ itemId: first, reason: 'customer_on_the_line' }] },
  });
  expect(bench.state(second)).toBe('waiting');
});

test('[I7][I8][Q2] restored from rows: every question has the same answer, and staff and transferred items are known', () => {
  const queues = [aQueue(), aQueue({ id: 'q_other', skills: [{ skill: 'other', levelMin: 1 }] })];
  const bench = new CoreBench({ queues, agents: [anAgent(), anAgent({ id: 'agt_ben', skills: { other: 3 } })] });
  const ids = NUMBERS.map((phoneNumber) => bench.request({ phoneNumber }));
  bench.request({ phoneNumber: '+12025550160', scheduledFor: bench.now + 1_800_000 });
  bench.callIn('+12025550150', 'in1');
  bench.do({ kind: 'transfer_callback', callbackId: ids[2] ?? '', queueId: 'q_other', agentId: null });
  const answers = () =>
    canonicalJson([
      bench.ask({ kind: 'board' }),
      bench.ask({ kind: 'callbacks', callbackIds: ids }),
      bench.ask({ kind: 'wait', serviceId: 'svc_support' }),
      bench.ask({ kind: 'agents' }),
    ]);
  const before = answers();
  bench.restart();
  expect(answers()).toBe(before);
  bench.available('agt_ben');
  expect(bench.callback(ids[2] ?? '').agentId).toBe('agt_ben');
});

test('[R10] the subject decides the service’s further skills: who lacks them is passed over, whoever is free', () => {
  const service = aService({
    subjects: [{ id: 'billing', name: 'Billing', skills: [{ skill: 'billing', levelMin: 2 }] }],
  });
  const agents = [
    anAgent({ id: 'agt_ben', skills: { support: 5 } }),
    anAgent({ id: 'agt_cho', skills: { support: 1, billing: 2 } }),
  ];
  const bench = new CoreBench({ services: [service], agents });
  bench.available('agt_ben');
  const billing = bench.request({ subjectId: 'billing' });
  expect(bench.state(billing)).toBe('waiting');
  bench.available('agt_cho');
  expect(bench.callback(billing).agentId).toBe('agt_cho');
  expect(
    codeOf(
      bench.do({
        kind: 'request_callback',
        request: aRequest({ phoneNumber: '+12025550188', subjectId: 'gardening' }),
      }),
    ),
  ).toBe('unknown_subject');
});

test('[D9] the delivery is the service’s, and a request can ask for the other', () => {
  const bench = new CoreBench({ services: [aService({ delivery: 'customer_first' })] });
  bench.available('agt_ana');
  const agentFirst = bench.request({ delivery: 'agent_first' });
  expect(bench.state(agentFirst)).toBe('offered');
  const other = new CoreBench({ services: [aService({ delivery: 'customer_first' })] });
  other.available('agt_ana');
  expect(other.state(other.request())).toBe('dialing');
});
