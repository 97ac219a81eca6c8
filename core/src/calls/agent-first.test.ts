import { CoreBench, aService, anAgent, codeOf } from '@ringback/testkit';
import { expect, test } from 'vitest';

const agentFirst = (overrides: Parameters<typeof aService>[0] = {}) =>
  aService({ delivery: 'agent_first', ...overrides });

/** Ana has accepted and looks at the context card. */
function previewing(bench: CoreBench): string {
  const id = bench.request();
  bench.available('agt_ana');
  bench.accept(id);
  return id;
}

test('[D3][W3] accepted, dialled by hand, connected, wrapped up', () => {
  const bench = new CoreBench({ services: [agentFirst()] });
  const id = previewing(bench);
  expect(bench.state(id)).toBe('previewing');
  expect(bench.phone.dials).toHaveLength(0);
  expect(codeOf(bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: null }))).toBe('ok');
  expect(bench.phone.rungAgents).toEqual(['agt_ana']);
  expect(bench.phone.rungNumbers).toEqual(['+12025550100']);
  bench.customerAnswers(id);
  expect(bench.state(id)).toBe('connected');
  bench.agentEnds(id);
  bench.advance(30_000);
  expect(bench.outcome(id)).toBe('completed');
  expect(bench.agent('agt_ana').activity).toBe('idle');
});

test('[D3] the countdown dials; an auto-accepting agent needs no click', () => {
  const agents = [anAgent({ endpoint: { type: 'simulated', address: null, isAutoAccept: true } })];
  const bench = new CoreBench({ services: [agentFirst({ dialCountdownMs: 10_000 })], agents });
  const id = bench.request();
  bench.available('agt_ana');
  bench.advance(9_999);
  expect(bench.state(id)).toBe('previewing');
  bench.advance(1);
  expect(bench.phone.rungNumbers).toHaveLength(1);
});

test('[D3] not reached: the agent may redial within the window, on the line that is up; after it the place is kept and it is retried', () => {
  const bench = new CoreBench({ services: [agentFirst()] });
  const id = previewing(bench);
  bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: null });
  bench.customerEnds(id, { q850Cause: 17 });
  expect(bench.state(id)).toBe('previewing');
  bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: '+12025550199' });
  expect(bench.phone.rungAgents).toHaveLength(1);
  expect(bench.phone.rungNumbers).toEqual(['+12025550100', '+12025550199']);
  bench.customerEnds(id, { q850Cause: 19 });
  const { arrivalAt } = bench.callback(id);
  bench.advance(60_000);
  expect(bench.callback(id)).toMatchObject({
    state: 'retry_pending',
    dueAt: bench.now + 600_000,
    arrivalAt,
    agentId: null,
  });
  expect(bench.agent('agt_ana').activity).toBe('idle');
});

test('[D3][I2] the agent hangs up while the customer is rung: the ring is cut, uses nothing up, and goes to the next agent', () => {
  const bench = new CoreBench({ services: [agentFirst({ attemptsMax: 1 })] });
  const id = previewing(bench);
  bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: null });
  bench.agentEnds(id);
  expect(bench.callback(id)).toMatchObject({ state: 'waiting', attemptsConsumed: 0 });
  expect(bench.attemptOutcomes(id)).toEqual(['no_answer']);
  expect(bench.phone.legs.size).toBe(0);
});

test("[D3][I2][X1] the agent's leg is gone after a takeover while the customer is rung: that ring is cut, no other attempt meets it", () => {
  const bench = new CoreBench({ services: [agentFirst()] });
  const id = previewing(bench);
  bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: null });
  const customerLegId = bench.customerLeg(id);
  bench.recover([customerLegId]);
  expect(bench.callback(id)).toMatchObject({
    state: 'offered',
    attemptId: null,
    customerLegId: null,
    attemptsConsumed: 0,
  });
  expect(bench.attemptOutcomes(id)).toEqual(['no_answer']);
  expect(bench.effects.map(({ phone }) => phone)).toContainEqual({ kind: 'hang_up', legId: customerLegId });
});

test('[I2][X1] a leg that rings although nobody knows it any more, its dial having been late, is hung up', () => {
  const bench = new CoreBench();
  bench.event({ kind: 'answered', legId: 'leg_of_a_dead_writer' });
  expect(bench.effects.map(({ phone }) => phone)).toEqual([{ kind: 'hang_up', legId: 'leg_of_a_dead_writer' }]);
});

test('[Q2] requeued: whoever gave it back is passed over for a while, then sees it again', () => {
  const bench = new CoreBench({ services: [agentFirst()] });
  const id = previewing(bench);
  bench.do({ kind: 'requeue_callback', callbackId: id });
  expect(bench.state(id)).toBe('waiting');
  bench.advance(29_999);
  expect(bench.state(id)).toBe('waiting');
  bench.advance(1);
  expect(bench.state(id)).toBe('offered');
});

test('[Q8] decline reasons: "not ready" may see it again, "not my subject" never', () => {
  const bench = new CoreBench({ services: [agentFirst()] });
  const id = bench.request();
  bench.available('agt_ana');
  expect(codeOf(bench.decline(id, 'no_such_reason'))).toBe('unknown_decline_reason');
  bench.decline(id, 'not_ready');
  bench.advance(30_000);
  expect(bench.state(id)).toBe('offered');
  bench.decline(id, 'wrong_skill');
  bench.advance(3_600_000);
  expect(bench.state(id)).toBe('waiting');
});

test('[Q8] the agent goes away while it is offered: it goes on at once', () => {
  const bench = new CoreBench({ services: [agentFirst()], agents: [anAgent(), anAgent({ id: 'agt_ben' })] });
  const id = bench.request();
  bench.available('agt_ana', 'agt_ben');
  bench.do({ kind: 'set_presence', agentId: 'agt_ana', presence: 'offline', reason: null });
  expect(bench.callback(id)).toMatchObject({ state: 'offered', agentId: 'agt_ben' });
});

test('[I10] not dialled while that customer is on the line with us for another service, and again when they are not', () => {
  const sales = aService({ id: 'svc_sales', inboundNumbers: ['+12025550191'] });
  const bench = new CoreBench({ services: [agentFirst(), sales] });
  // They rang us first; what they asked for on the web meanwhile goes to an agent after the call.
  bench.callIn('+12025550100', 'in1', '+12025550191');
  const id = bench.request();
  bench.available('agt_ana');
  expect(bench.state(id)).toBe('waiting');
  bench.event({ kind: 'ended', legId: 'in1', end: { sipStatus: null, q850Cause: 16, endedBy: 'far_end' } });
  bench.accept(id);
  expect(codeOf(bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: null }))).toBe('ok');
});

test('[I4][S8] not dialled by hand once the window of the number has closed; another number may still be in the day', () => {
  const callingWindow = { from: '08:00', to: '21:00', perCountry: {} };
  const bench = new CoreBench({
    services: [agentFirst({ callingWindow })],
    startsAt: Date.UTC(2026, 2, 2, 19, 59, 30),
  });
  const id = bench.request({ phoneNumber: '+4930123456' });
  bench.available('agt_ana');
  bench.accept(id);
  bench.advance(60_000);
  expect(bench.state(id)).toBe('previewing');
  expect(codeOf(bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: null }))).toBe('service_closed');
  expect(bench.phone.rungNumbers).toEqual([]);
  expect(codeOf(bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: '+442079460123' }))).toBe('ok');
});

test('[I4][D8] not dialled by hand to a number that asked never to be rung again', () => {
  const bench = new CoreBench({ services: [agentFirst()] });
  const id = previewing(bench);
  bench.center.suppressions.set('+12025550199', {
    phoneNumber: '+12025550199',
    at: bench.now,
    reason: 'asked_on_the_phone',
  });
  const dial = { kind: 'dial_callback', callbackId: id, phoneNumber: '+12025550199' } as const;
  expect(codeOf(bench.do(dial))).toBe('suppressed_number');
  expect(bench.phone.rungNumbers).toEqual([]);
});

test('[X1][X2] a leg that is up after a restart and that no row knows is hung up', () => {
  const bench = new CoreBench({ services: [agentFirst()] });
  bench.recover(['leg_nobody_knows']);
  expect(bench.effects.map(({ phone }) => phone)).toContainEqual({ kind: 'hang_up', legId: 'leg_nobody_knows' });
});

/** Ana has handed the customer to Ben, whose phone still rings when the customer hangs up. */
function customerLeftDuringTransfer(): { bench: CoreBench; id: string } {
  const bench = new CoreBench({ services: [agentFirst()], agents: [anAgent(), anAgent({ id: 'agt_ben' })] });
  const id = previewing(bench);
  bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: null });
  bench.customerAnswers(id);
  bench.phone.agentPhonesAnswer = false;
  bench.available('agt_ben');
  bench.do({ kind: 'transfer_call', callId: bench.callback(id).call?.id ?? '', queueId: null, agentId: 'agt_ben' });
  bench.accept(id);
  bench.customerEnds(id);
  return { bench, id };
}

test('[D3][I4] the customer hangs up while the next agent is rung: dialling again waits for that very phone', () => {
  const { bench, id } = customerLeftDuringTransfer();
  expect(bench.state(id)).toBe('previewing');
  const legId = bench.callback(id).agentLegId;
  bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: null });
  expect(bench.callback(id).agentLegId).toBe(legId);
  bench.event({ kind: 'answered', legId: legId ?? '' });
  expect(bench.phone.rungAgents).toEqual(['agt_ana', 'agt_ben']);
  expect(bench.phone.rungNumbers).toHaveLength(2);
});

test('[D3][I1] nobody answers the phone of an agent whose customer has left: the redial window stays theirs', () => {
  const { bench, id } = customerLeftDuringTransfer();
  bench.advance(30_000);
  expect(bench.callback(id)).toMatchObject({ state: 'previewing', agentId: 'agt_ben', agentLegId: null });
  bench.advance(30_000);
  expect(bench.state(id)).toBe('retry_pending');
});

test("[D8] the customer presses 9 in another matter while the agent's phone rings for this one: it ends, and the agent is free", () => {
  const bench = new CoreBench({
    services: [agentFirst(), aService({ id: 'svc_other' })],
    agents: [anAgent(), anAgent({ id: 'agt_ben' })],
    agentPhonesAnswer: false,
  });
  const id = previewing(bench);
  const other = bench.request({ serviceId: 'svc_other' });
  bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: null });
  expect([bench.state(id), bench.callback(id).customerLegId]).toEqual(['dialing', null]);
  bench.available('agt_ben');
  bench.advance(0);
  bench.customerAnswers(other);
  bench.customerPresses(other, '9');
  expect(bench.outcome(id)).toBe('suppressed');
  expect(bench.agent('agt_ana').activity).toBe('idle');
});
