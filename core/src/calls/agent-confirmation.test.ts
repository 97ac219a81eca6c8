import type { AgentEndpoint, PhoneEffect } from '@ringback/core';
import { CoreBench, aService, anAgent } from '@ringback/testkit';
import { expect, test } from 'vitest';

const mobile: AgentEndpoint = { type: 'number', address: '+12025550188', isAutoAccept: true };

/** A confirmed customer waits while the telephone of Ana, who has this endpoint, rings. */
function ringing(endpoint: AgentEndpoint) {
  const bench = new CoreBench({
    services: [aService()],
    agents: [anAgent({ endpoint })],
    agentPhonesAnswer: false,
  });
  const id = bench.request();
  bench.available('agt_ana');
  bench.advance(0);
  bench.customerAnswers(id);
  bench.customerPresses(id, '1');
  const legId = bench.callback(id).agentLegId ?? '';
  const asked = (kind: PhoneEffect['kind']) => bench.effects.filter(({ phone }) => phone.kind === kind);
  const questions = () =>
    bench.effects.flatMap(({ phone }) =>
      phone.kind === 'play' && phone.prompt.name === 'agent_confirmation' ? [phone.legId] : [],
    );
  const press = (digit: string) => bench.event({ kind: 'digit', legId, digit });
  return { bench, id, legId, asked, questions, press };
}

test('[W4] any telephone: it is asked, and only key 1 counts as answered', () => {
  const { bench, id, legId, asked, questions, press } = ringing(mobile);
  bench.event({ kind: 'answered', legId });
  bench.event({ kind: 'answered', legId });
  expect([questions(), asked('bridge')]).toEqual([[legId], []]);
  press('5');
  expect([questions(), bench.state(id)]).toEqual([[legId, legId], 'holding']);
  press('1');
  expect([bench.state(id), asked('bridge').length]).toEqual(['connected', 1]);
  press('1');
  expect(asked('bridge')).toHaveLength(1);
});

test('[W4] no key, as from a voicemail: as if nobody had answered, whatever it says or presses', () => {
  const { bench, id, legId, press } = ringing(mobile);
  bench.event({ kind: 'answered', legId });
  bench.advance(10_000);
  press('7');
  bench.advance(9_999);
  expect(bench.agent('agt_ana').activity).toBe('on_item');
  bench.advance(1);
  expect(bench.agent('agt_ana')).toMatchObject({ activity: 'idle', presence: 'away' });
  expect([bench.state(id), bench.callback(id).agentId]).toEqual(['holding', null]);
  press('1');
  expect(bench.state(id)).toBe('holding');
});

test('[W4] hangs up at the question: not answered', () => {
  const { bench, id, legId } = ringing(mobile);
  bench.event({ kind: 'answered', legId });
  bench.agentEnds(id);
  expect(bench.agent('agt_ana').presence).toBe('away');
});

test('[W4][X1] a restart in between: the key still counts', () => {
  const { bench, id, legId, press } = ringing(mobile);
  bench.event({ kind: 'answered', legId });
  bench.restart();
  bench.event({ kind: 'answered', legId });
  press('1');
  expect(bench.state(id)).toBe('connected');
});

test.each(['simulated', 'softphone'] as const)('[W4] a telephone of type %s is asked nothing', (type) => {
  const { bench, id, legId, questions } = ringing({ type, address: null, isAutoAccept: true });
  bench.event({ kind: 'answered', legId });
  expect([bench.state(id), questions()]).toEqual(['connected', []]);
});
