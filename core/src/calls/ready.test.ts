import { aCallInGroup, aService, anAgent, CoreBench, codeOf, type BenchOptions } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import type { Reply } from '../contact-center/commands.ts';

const FROM = '+12025550100';
const policy = aService({ delivery: 'customer_calls_in', callInGroupId: 'cig_main' });

function bench(options: BenchOptions = {}): CoreBench {
  return new CoreBench({ services: [policy], callInGroups: [aCallInGroup()], ...options });
}

function accept(on: CoreBench, callbackId: string): Extract<Reply, { ok: true }> {
  const reply = on.do({ kind: 'accept_push', callbackId });
  if (!reply.ok) throw new Error(codeOf(reply));
  return reply;
}

/** A callback whose customer was told that we are ready. */
function ready(on: CoreBench): string {
  const id = on.request();
  on.advance(60_000);
  on.available('agt_ana');
  return id;
}

describe('customer calls in', () => {
  test('[P4] told ready when an agent is there, accepts, calls in, is connected at the place of the request', () => {
    const on = bench();
    const id = ready(on);
    const { arrivalAt } = on.callback(id);
    expect(on.callback(id)).toMatchObject({ state: 'notified', dueAt: on.now + 300_000 });
    expect(on.story(id)).toContain('callback.ready');
    expect(on.agent('agt_ana').activity).toBe('idle');
    const { callIn } = accept(on, id);
    expect(on.callback(id)).toMatchObject({ state: 'awaiting_call', dueAt: on.now + 900_000 });
    on.callIn(FROM, 'in1', callIn?.number);
    expect(on.callback(id)).toMatchObject({ state: 'holding', arrivalAt, customerLegId: 'in1' });
    on.accept(id);
    expect(on.state(id)).toBe('connected');
    on.customerEnds(id);
    on.do({ kind: 'wrap_up', itemId: id, disposition: 'resolved', note: null });
    expect(on.outcome(id)).toBe('completed');
    expect(on.phone.rungNumbers).toEqual([]);
  });

  test('[P4][D4] one customer is told for each agent who is free', () => {
    const on = bench();
    ready(on);
    const second = on.request({ phoneNumber: '+12025550101' });
    expect(on.state(second)).toBe('waiting');
    on.do({
      kind: 'cancel_callback',
      callbackId: [...on.center.callbacks.values()][0]?.id ?? '',
      by: 'customer',
      reason: null,
    });
    expect(on.state(second)).toBe('notified');
  });

  test('[P6] ready is not answered in time: out of the line, the agent counts anew, and it can still be accepted until it expires', () => {
    const on = bench();
    const id = ready(on);
    const second = on.request({ phoneNumber: '+12025550101' });
    on.advance(300_000);
    expect(on.state(id)).toBe('notified');
    expect(on.story(id)).toContain('callback.ready_expired');
    expect(on.state(second)).toBe('notified');
    on.restart();
    accept(on, id);
    expect(on.state(id)).toBe('awaiting_call');
    on.advance(900_000);
    expect(on.state(id)).toBe('notified');
    on.advance(8 * 3_600_000);
    expect(on.outcome(id)).toBe('expired');
  });

  test('[P6] a callback nothing ends is looked at once a day', () => {
    const on = bench({ services: [{ ...policy, expireAfterMs: null }] });
    const id = ready(on);
    on.advance(3 * 86_400_000);
    expect(on.state(id)).toBe('notified');
  });

  test('[P2][Q2] delay: rests with its place, and is told again', () => {
    const on = bench();
    const id = ready(on);
    const { arrivalAt } = on.callback(id);
    on.do({ kind: 'delay_callback', callbackId: id, forMs: 600_000 });
    expect(on.callback(id)).toMatchObject({ state: 'retry_pending', arrivalAt });
    expect(on.agent('agt_ana').earmarkedItemId).toBeNull();
    on.advance(600_000);
    expect(on.callback(id)).toMatchObject({ state: 'notified', arrivalAt });
  });

  test('[P2] accepted twice: the same number and code', () => {
    const on = bench();
    const id = ready(on);
    const { callIn } = accept(on, id);
    expect(accept(on, id).callIn).toEqual(callIn);
  });

  test('[P2] cannot be accepted before it is ready, nor without numbers', () => {
    const on = bench();
    const id = on.request();
    expect(codeOf(on.do({ kind: 'accept_push', callbackId: id }))).toBe('not_allowed_in_state');
    expect(codeOf(on.do({ kind: 'accept_push', callbackId: 'cb_none' }))).toBe('unknown_callback');
    const without = bench({ services: [{ ...policy, callInGroupId: null }] });
    expect(codeOf(without.do({ kind: 'accept_push', callbackId: ready(without) }))).toBe('no_call_in_number');
  });

  test('[P6] the end of the business day removes what was told ready', () => {
    const day = [{ from: '09:00', to: '11:00' }];
    const weekly = { monday: day, tuesday: day, wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
    const on = bench({
      services: [{ ...policy, hoursId: 'hrs', closingTime: 'purge' }],
      hours: { hrs: { timeZone: 'UTC', weekly, holidays: [], specialDays: [] } },
    });
    const id = ready(on);
    on.advance(3_600_000);
    expect(on.outcome(id)).toBe('purged');
  });

  test('[P4][D5][I9] called in and nobody came in time: apology, at the front, rung with a reserved agent', () => {
    const on = bench({ agents: [anAgent()] });
    const id = ready(on);
    accept(on, id);
    on.do({ kind: 'set_presence', agentId: 'agt_ana', presence: 'away', reason: null });
    on.callIn(FROM, 'in1', '+12025550195');
    on.advance(45_000);
    expect(on.phone.spoken.at(-1)).toBe('no_agent_apology');
    expect(on.callback(id)).toMatchObject({ state: 'waiting', isAtFront: true });
    on.advance(30_000);
    on.available('agt_ana');
    expect(on.callback(id)).toMatchObject({ state: 'dialing', agentId: 'agt_ana' });
  });

  test('[P5][Q2] hung up while holding: the place is kept, and calling in again takes it', () => {
    const on = bench();
    const id = ready(on);
    const { arrivalAt } = on.callback(id);
    accept(on, id);
    on.callIn(FROM, 'in1', '+12025550195');
    on.event({ kind: 'ended', legId: 'in1', end: { sipStatus: null, q850Cause: 16, endedBy: 'far_end' } });
    expect(on.callback(id)).toMatchObject({ state: 'retry_pending', arrivalAt, attemptsConsumed: 0 });
    const call = on.callIn(FROM, 'in2', '+12025550195');
    expect(on.item(call)).toMatchObject({ arrivalAt, callbackId: id });
  });

  test('[P7] told ready, calls the ordinary number: recognised, and superseded when they talk', () => {
    const on = bench();
    const id = ready(on);
    const call = on.callIn(FROM, 'in1');
    expect(on.phone.spoken).toEqual(['recognised_caller']);
    on.accept(call);
    expect(on.outcome(id)).toBe('superseded_by_call_in');
  });

  test('[D8] never again, pressed elsewhere, ends it', () => {
    const on = bench({
      services: [policy, aService({ id: 'svc_other' })],
      agents: [anAgent(), anAgent({ id: 'agt_ben' })],
    });
    const id = ready(on);
    const other = on.request({ serviceId: 'svc_other', delivery: 'customer_first' });
    on.available('agt_ben');
    on.customerAnswers(other);
    on.customerPresses(other, '9');
    expect(on.outcome(id)).toBe('suppressed');
  });
});
