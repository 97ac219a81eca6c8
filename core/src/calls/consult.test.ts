import type { PhoneEffect } from '@ringback/core';
import { CoreBench, aQueue, aService, anAgent, codeOf } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';

const simulated = (isAutoAccept: boolean) => ({ type: 'simulated', address: null, isAutoAccept }) as const;
const ana = anAgent({ id: 'agt_ana', endpoint: simulated(true) });
const ben = anAgent({ id: 'agt_ben', endpoint: simulated(false) });
const cho = anAgent({ id: 'agt_cho', skills: { sales: 2 }, endpoint: simulated(false) });

type Kind = PhoneEffect['kind'];
const isKind = <K extends Kind>(phone: PhoneEffect, kind: K): phone is Extract<PhoneEffect, { kind: K }> =>
  phone.kind === kind;

/** Ana talks to her customer; Ben and Cho are free. */
function talking() {
  const bench = new CoreBench({
    services: [aService()],
    queues: [aQueue(), aQueue({ id: 'q_sales', name: 'Sales', skills: [{ skill: 'sales', levelMin: 1 }] })],
    agents: [ana, ben, cho],
  });
  const id = bench.request();
  bench.available('agt_ana');
  bench.advance(0);
  bench.customerAnswers(id);
  bench.customerPresses(id, '1');
  expect(bench.state(id)).toBe('connected');
  bench.available('agt_ben', 'agt_cho');
  const callId = bench.callback(id).call?.id ?? '';
  const asked = <K extends Kind>(kind: K): readonly Extract<PhoneEffect, { kind: K }>[] =>
    bench.effects.flatMap(({ phone }) => (isKind(phone, kind) ? [phone] : []));
  const legs = () => ({
    customer: bench.callback(id).customerLegId ?? '',
    first: bench.callback(id).agentLegId ?? '',
    other: bench.callback(id).call?.consult?.legId ?? '',
  });
  const consulted = () => bench.callback(id).call?.consult ?? null;
  const ask = (agentId: string | null = 'agt_ben', queueId: string | null = null) =>
    bench.do({ kind: 'consult', callId, agentId, queueId });
  const accept = () => bench.do({ kind: 'accept_offer', offerId: consulted()?.offerId ?? '' });
  const end = (legId: string) =>
    bench.event({ kind: 'ended', legId, end: { sipStatus: null, q850Cause: 16, endedBy: 'far_end' } });
  return { bench, id, callId, asked, legs, consulted, ask, accept, end };
}

/** Ben has answered: the two agents talk, the customer hears music. */
function asking() {
  const all = talking();
  all.ask();
  all.accept();
  expect(all.consulted()?.state).toBe('talking');
  return all;
}

describe('asking', () => {
  test('[D11] the customer hears music, the other agent is shown an offer, and rung when they accept', () => {
    const { bench, id, asked, legs, consulted, ask, accept } = talking();
    bench.phone.agentPhonesAnswer = false;
    expect(codeOf(ask())).toBe('ok');
    expect(asked('unbridge')).toHaveLength(1);
    expect(asked('hold_music').at(-1)).toMatchObject({ legId: legs().customer, isOn: true });
    expect([bench.agent('agt_ben').activity, bench.callback(id).agentId]).toEqual(['offered', 'agt_ana']);
    expect(codeOf(accept())).toBe('ok');
    expect([consulted()?.state, bench.agent('agt_ben').activity]).toEqual(['ringing', 'on_item']);
    expect(bench.phone.rungAgents).toEqual(['agt_ana', 'agt_ben']);
    bench.event({ kind: 'answered', legId: legs().other });
    expect(asked('bridge').at(-1)?.legIds).toEqual([legs().first, legs().other]);
  });

  test('[D11] a queue: its next free agent is asked', () => {
    const { ask, consulted } = talking();
    expect(codeOf(ask(null, 'q_sales'))).toBe('ok');
    expect(consulted()?.agentId).toBe('agt_cho');
  });

  test.each([
    ['agt_nobody', null, 'unknown_agent'],
    [null, 'q_nowhere', 'unknown_queue'],
    ['agt_ana', null, 'not_allowed_in_state'],
  ])('[D11] %s in %s: %s', (agentId, queueId, code) => {
    const { ask, bench, id } = talking();
    expect(codeOf(ask(agentId, queueId))).toBe(code);
    expect(bench.callback(id).call?.isOnHold).toBe(false);
  });

  test('[D11] nobody free, or one is asked already: refused', () => {
    const { bench, ask } = talking();
    ask();
    expect(codeOf(ask('agt_cho'))).toBe('not_allowed_in_state');
    bench.do({ kind: 'set_presence', agentId: 'agt_cho', presence: 'away', reason: null });
    expect(codeOf(ask(null, 'q_sales'))).toBe('not_allowed_in_state');
  });
});

describe('the other agent does not come', () => {
  test('[D11] declines: the first agent still has the customer, on hold, and takes them back', () => {
    const { bench, id, callId, consulted, ask, asked, legs } = talking();
    ask();
    bench.do({ kind: 'decline_offer', offerId: consulted()?.offerId ?? '', reason: 'not_ready' });
    expect([consulted(), bench.callback(id).call?.isOnHold]).toEqual([null, true]);
    expect([bench.agent('agt_ben').activity, bench.agent('agt_ben').presence]).toEqual(['idle', 'available']);
    bench.do({ kind: 'hold_call', callId, isOn: false });
    expect(asked('bridge').at(-1)?.legIds).toEqual([legs().customer, legs().first]);
  });

  test('[D11][Q8] lets it pass: away, and nothing else changes', () => {
    const { bench, id, consulted, ask } = talking();
    ask();
    bench.advance(20_000);
    expect([consulted(), bench.state(id)]).toEqual([null, 'connected']);
    expect(bench.agent('agt_ben')).toMatchObject({ presence: 'away', activity: 'idle', itemId: null });
  });

  test('[D11] their phone is not answered', () => {
    const { bench, id, consulted, ask, accept, end, legs } = talking();
    bench.phone.agentPhonesAnswer = false;
    ask();
    accept();
    end(legs().other);
    expect([consulted(), bench.state(id), bench.agent('agt_ben').presence]).toEqual([null, 'connected', 'away']);
  });

  test('[D11][I1] the phone system keeps silent about their phone: given up after half a minute', () => {
    const { bench, consulted, ask, accept } = talking();
    bench.phone.agentPhonesAnswer = false;
    ask();
    accept();
    bench.advance(30_000);
    expect([consulted(), bench.agent('agt_ben').activity]).toEqual([null, 'idle']);
  });

  test('[D11][W1] leaves while being asked', () => {
    const { bench, consulted, ask } = talking();
    ask();
    bench.do({ kind: 'set_presence', agentId: 'agt_ben', presence: 'offline', reason: null });
    expect([consulted(), bench.agent('agt_ben').activity]).toEqual([null, 'idle']);
  });

  test('[D11] hangs up while they talk: the first agent is left with the customer on hold', () => {
    const { bench, id, callId, consulted } = asking();
    bench.do({ kind: 'hang_up', callId, agentId: 'agt_ben' });
    expect([consulted(), bench.state(id), bench.callback(id).agentId]).toEqual([null, 'connected', 'agt_ana']);
    expect(bench.agent('agt_ben').activity).toBe('idle');
  });
});

describe('the end', () => {
  test('[D11] complete: the customer goes on with the other agent, the first one is free', () => {
    const { bench, id, callId, asked, legs } = asking();
    const { customer, first, other } = legs();
    expect(codeOf(bench.do({ kind: 'complete_consult', callId }))).toBe('ok');
    expect(asked('bridge').at(-1)?.legIds).toEqual([customer, other]);
    expect(asked('hang_up').map(({ legId }) => legId)).toEqual([first]);
    expect(bench.callback(id)).toMatchObject({ agentId: 'agt_ben', agentLegId: other, state: 'connected' });
    expect(bench.callback(id).call).toMatchObject({ id: callId, isOnHold: false, consult: null });
    expect([bench.agent('agt_ana').activity, bench.agent('agt_ben').activity]).toEqual(['idle', 'on_item']);
    bench.do({ kind: 'hang_up', callId });
    expect(bench.agent('agt_ben').activity).toBe('wrap_up');
  });

  test('[D11] complete before the other agent is there: refused', () => {
    const { bench, callId, ask } = talking();
    expect(codeOf(bench.do({ kind: 'complete_consult', callId }))).toBe('not_allowed_in_state');
    ask();
    expect(codeOf(bench.do({ kind: 'complete_consult', callId }))).toBe('not_allowed_in_state');
  });

  test.each([
    ['cancel', (callId: string) => ({ kind: 'cancel_consult', callId }) as const],
    ['resume', (callId: string) => ({ kind: 'hold_call', callId, isOn: false }) as const],
  ])('[D11] back to the customer by %s: the other agent is hung up and free', (_name, body) => {
    const { bench, id, callId, asked, legs } = asking();
    const { customer, first, other } = legs();
    bench.do(body(callId));
    expect(asked('bridge').at(-1)?.legIds).toEqual([customer, first]);
    expect(asked('hang_up').map(({ legId }) => legId)).toEqual([other]);
    expect([bench.agent('agt_ben').activity, bench.callback(id).call?.isOnHold]).toEqual(['idle', false]);
  });

  test('[D11] the customer hangs up: both agents are off the line, the first wraps up', () => {
    const { bench, id, asked, legs } = asking();
    const { first, other } = legs();
    bench.customerEnds(id);
    expect(bench.state(id)).toBe('wrapping_up');
    expect(new Set(asked('hang_up').map(({ legId }) => legId))).toEqual(new Set([first, other]));
    expect([bench.agent('agt_ana').activity, bench.agent('agt_ben').activity]).toEqual(['wrap_up', 'idle']);
  });

  test('[D11] the customer hangs up while the other agent is shown the offer: it is taken back', () => {
    const { bench, id, ask } = talking();
    ask();
    bench.customerEnds(id);
    expect(bench.center.offers.size).toBe(0);
    expect(bench.agent('agt_ben').activity).toBe('idle');
  });

  test.each(['button', 'phone'])('[D11] the first agent hangs up by %s while they talk: complete', (by) => {
    const { bench, id, callId, asked, legs, end } = asking();
    const { customer, first, other } = legs();
    if (by === 'phone') end(first);
    else bench.do({ kind: 'hang_up', callId, agentId: 'agt_ana' });
    expect(asked('bridge').at(-1)?.legIds).toEqual([customer, other]);
    expect(bench.callback(id).agentId).toBe('agt_ben');
  });

  test('[D11][I9] the first agent hangs up before the other is there: the customer is next in line', () => {
    const { bench, id, callId, ask } = talking();
    ask();
    bench.do({ kind: 'hang_up', callId, agentId: 'agt_ana' });
    expect(bench.callback(id).call).toBeNull();
    // Ben is free again, and theirs is the next customer.
    expect(bench.callback(id)).toMatchObject({ state: 'holding', agentId: 'agt_ben' });
    expect(bench.agent('agt_ana').activity).toBe('idle');
  });
});

describe('after a restart', () => {
  const restarted = () => {
    const all = asking();
    const legs = all.legs();
    all.bench.restart();
    return { ...all, before: legs };
  };

  test('[D11][X1] all three are on the line: completed as if nothing had been', () => {
    const { bench, id, callId, before } = restarted();
    bench.recover(Object.values(before));
    expect(codeOf(bench.do({ kind: 'complete_consult', callId }))).toBe('ok');
    expect(bench.callback(id).agentId).toBe('agt_ben');
  });

  test('[D11][X1] the other agent is gone: the first still has the customer', () => {
    const { bench, id, before } = restarted();
    bench.recover([before.customer, before.first]);
    expect(bench.callback(id)).toMatchObject({ state: 'connected', agentId: 'agt_ana' });
    expect(bench.agent('agt_ben').activity).toBe('idle');
  });

  test('[D11][W1] a phone that rang for the question is gone: its agent did nothing wrong and stays available', () => {
    const { bench, id, legs, consulted, ask, accept } = talking();
    bench.phone.agentPhonesAnswer = false;
    ask();
    accept();
    const { customer, first } = legs();
    bench.restart();
    bench.recover([customer, first]);
    expect([consulted(), bench.callback(id).agentId]).toEqual([null, 'agt_ana']);
    expect(bench.agent('agt_ben')).toMatchObject({ presence: 'available', activity: 'idle', itemId: null });
  });

  test('[D11][X1] the first agent is gone: the other goes on', () => {
    const { bench, id, before } = restarted();
    bench.recover([before.customer, before.other]);
    expect(bench.callback(id)).toMatchObject({ state: 'connected', agentId: 'agt_ben' });
  });

  test('[D11][X1] the customer is gone, or everybody: the call is over', () => {
    const { bench, id } = restarted();
    bench.recover([]);
    expect(bench.state(id)).toBe('wrapping_up');
    expect(bench.agent('agt_ben').activity).toBe('idle');
  });
});
