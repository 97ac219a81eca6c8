import type { PhoneEffect } from '@ringback/core';
import { CoreBench, aService, anAgent, codeOf } from '@ringback/testkit';
import { expect, test } from 'vitest';

const softphone = (id: string) => anAgent({ id, endpoint: { type: 'softphone', address: null, isAutoAccept: true } });

/** Ana and her customer talk; Ana's phone is a page in a browser. */
function talking(agents = [softphone('agt_ana')]): { bench: CoreBench; id: string; callId: string } {
  const bench = new CoreBench({ services: [aService({ delivery: 'agent_first', dialCountdownMs: 0 })], agents });
  const id = bench.request();
  bench.available('agt_ana');
  bench.advance(0);
  bench.customerAnswers(id);
  const callId = bench.callback(id).call?.id ?? '';
  expect(bench.state(id)).toBe('connected');
  return { bench, id, callId };
}

type Kind = PhoneEffect['kind'];
const asked = <K extends Kind>(bench: CoreBench, kind: K): readonly Extract<PhoneEffect, { kind: K }>[] =>
  bench.effects.flatMap(({ phone }) => (isKind(phone, kind) ? [phone] : []));
const isKind = <K extends Kind>(phone: PhoneEffect, kind: K): phone is Extract<PhoneEffect, { kind: K }> =>
  phone.kind === kind;

const agentLegOf = (bench: CoreBench, id: string): string => bench.callback(id).agentLegId ?? '';

test('[D11][W7] the page is loaded again: the customer hears music, the call goes on with the same id', () => {
  const { bench, id, callId } = talking();
  const customerLegId = bench.callback(id).customerLegId ?? '';
  bench.agentEnds(id);
  expect(bench.state(id)).toBe('connected');
  expect(asked(bench, 'hold_music').at(-1)).toMatchObject({ legId: customerLegId, isOn: true });
  expect(codeOf(bench.do({ kind: 'rejoin_call', callId }))).toBe('ok');
  const newLegId = agentLegOf(bench, id);
  expect(asked(bench, 'bridge').at(-1)?.legIds).toEqual([customerLegId, newLegId]);
  expect(bench.callback(id).call?.id).toBe(callId);
  bench.do({ kind: 'hang_up', callId });
  bench.advance(30_000);
  expect(bench.outcome(id)).toBe('completed');
});

test('[D11] the page comes back before the phone system missed it: the old leg is hung up, one new one is rung', () => {
  const { bench, id, callId } = talking();
  const oldLegId = agentLegOf(bench, id);
  bench.phone.agentPhonesAnswer = false;
  bench.do({ kind: 'rejoin_call', callId });
  bench.do({ kind: 'rejoin_call', callId });
  expect(asked(bench, 'hang_up').map(({ legId }) => legId)).toEqual([oldLegId]);
  expect(bench.phone.rungAgents).toEqual(['agt_ana', 'agt_ana']);
  bench.event({ kind: 'answered', legId: agentLegOf(bench, id) });
  expect(asked(bench, 'bridge').at(-1)?.legIds).toContain(agentLegOf(bench, id));
  expect(bench.state(id)).toBe('connected');
});

test('[D11][I9] the page stays away: after 20 s the customer goes to the next agent', () => {
  const { bench, id } = talking([softphone('agt_ana'), softphone('agt_ben')]);
  bench.agentEnds(id);
  bench.advance(19_999);
  expect(bench.state(id)).toBe('connected');
  bench.available('agt_ben');
  bench.advance(1);
  expect(bench.agent('agt_ana').presence).not.toBe('available');
  expect(bench.callback(id).agentId).toBe('agt_ben');
});

test('[D11] a phone that is no page: its end is the end of the call', () => {
  const { bench, id } = talking([
    anAgent({ id: 'agt_ana', endpoint: { type: 'simulated', address: null, isAutoAccept: true } }),
  ]);
  bench.agentEnds(id);
  expect(bench.state(id)).toBe('wrapping_up');
});

test('[D11] the customer hangs up while the agent is away: the call is over', () => {
  const { bench, id, callId } = talking();
  bench.agentEnds(id);
  bench.customerEnds(id, {});
  expect(bench.state(id)).toBe('wrapping_up');
  expect(codeOf(bench.do({ kind: 'rejoin_call', callId }))).toBe('unknown_call');
});

test('[D11] hold is kept over a reload', () => {
  const { bench, id, callId } = talking();
  bench.do({ kind: 'hold_call', callId, isOn: true });
  bench.agentEnds(id);
  const bridgesBefore = asked(bench, 'bridge').length;
  bench.do({ kind: 'rejoin_call', callId });
  const newLegId = agentLegOf(bench, id);
  expect(asked(bench, 'bridge')).toHaveLength(bridgesBefore);
  bench.do({ kind: 'hold_call', callId, isOn: false });
  expect(asked(bench, 'bridge').at(-1)?.legIds).toContain(newLegId);
});
