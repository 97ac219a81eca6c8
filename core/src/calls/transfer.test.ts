import { CoreBench, aQueue, aService, anAgent, codeOf } from '@ringback/testkit';
import { expect, test } from 'vitest';

/** Ana talks to her customer; Ben has the skills of Support, Cho those of Sales, Dee none. */
function talking() {
  const bench = new CoreBench({
    services: [aService()],
    queues: [aQueue(), aQueue({ id: 'q_sales', name: 'Sales', skills: [{ skill: 'sales', levelMin: 1 }] })],
    agents: [
      anAgent({ id: 'agt_ana' }),
      anAgent({ id: 'agt_ben' }),
      anAgent({ id: 'agt_cho', skills: { sales: 2 } }),
      anAgent({ id: 'agt_dee', skills: {} }),
    ],
  });
  const id = bench.request();
  bench.available('agt_ana');
  bench.advance(0);
  bench.customerAnswers(id);
  bench.customerPresses(id, '1');
  bench.accept(id);
  expect(bench.state(id)).toBe('connected');
  bench.available('agt_ben', 'agt_cho', 'agt_dee');
  const transfer = (target: { agentId?: string; queueId?: string }) =>
    bench.do({
      kind: 'transfer_call',
      callId: bench.callback(id).call?.id ?? '',
      agentId: target.agentId ?? null,
      queueId: target.queueId ?? null,
    });
  const offeredTo = () => bench.callback(id).agentId;
  return { bench, id, transfer, offeredTo };
}

test('[D11] to an agent: the customer hears music, that agent is shown an offer that says who transferred', () => {
  const { bench, id, transfer, offeredTo } = talking();
  expect(codeOf(transfer({ agentId: 'agt_ben' }))).toBe('ok');
  expect(bench.callback(id)).toMatchObject({ state: 'holding', queueId: 'q_support', transferredBy: 'agt_ana' });
  expect(offeredTo()).toBe('agt_ben');
  expect(bench.effects.map(({ phone }) => phone).findLast(({ kind }) => kind === 'hold_music')).toMatchObject({
    isOn: true,
  });
});

test('[D11][X1] a restart knows who transferred', () => {
  const { bench, id, transfer } = talking();
  transfer({ agentId: 'agt_ben' });
  bench.restart();
  expect(bench.callback(id).transferredBy).toBe('agt_ana');
});

test('[D11] to an agent without the skills of the line: into a line that they serve, and to nobody else', () => {
  const { bench, id, transfer, offeredTo } = talking();
  expect(codeOf(transfer({ agentId: 'agt_cho' }))).toBe('ok');
  expect(bench.callback(id).queueId).toBe('q_sales');
  expect(offeredTo()).toBe('agt_cho');
});

test('[D11] to an agent who serves no line: refused, and the two talk on', () => {
  const { bench, id, transfer } = talking();
  expect(codeOf(transfer({ agentId: 'agt_dee' }))).toBe('not_allowed_in_state');
  expect(bench.callback(id)).toMatchObject({ state: 'connected', agentId: 'agt_ana' });
});

test('[D11] to a queue: its longest idle agent, and never at once the one who transferred', () => {
  const { transfer, offeredTo, bench, id } = talking();
  transfer({ queueId: 'q_support' });
  expect(offeredTo()).toBe('agt_ben');
  const offerId = bench.callback(id).offerId ?? '';
  bench.do({ kind: 'decline_offer', offerId, reason: 'not_ready' });
  expect(offeredTo()).toBeNull();
});

test('[Q2] a callback before its dial is given to an agent in the same way', () => {
  const bench = new CoreBench({
    services: [aService({ delivery: 'agent_first' })],
    queues: [aQueue(), aQueue({ id: 'q_sales', name: 'Sales', skills: [{ skill: 'sales', levelMin: 1 }] })],
    agents: [anAgent({ id: 'agt_ana' }), anAgent({ id: 'agt_cho', skills: { sales: 2 } })],
  });
  const id = bench.request();
  bench.available('agt_ana', 'agt_cho');
  bench.accept(id);
  expect(bench.state(id)).toBe('previewing');
  bench.do({ kind: 'transfer_callback', callbackId: id, queueId: null, agentId: 'agt_cho' });
  expect(bench.callback(id)).toMatchObject({ queueId: 'q_sales', agentId: 'agt_cho', transferredBy: 'agt_ana' });
});
