import { CoreBench, anAgent, codeOf } from '@ringback/testkit';
import { expect, test } from 'vitest';

const MINUTE_MS = 60_000;

test('[A1][A3][I2] a dial to the customer that was certainly not made: the agent is free at once, nothing is used up, another attempt follows', () => {
  const bench = new CoreBench();
  bench.available('agt_ana');
  const id = bench.request();
  const legId = bench.customerLeg(id);
  expect(bench.agent('agt_ana').activity).toBe('reserved');
  expect(codeOf(bench.do({ kind: 'dial_not_made', legId }))).toBe('ok');
  expect(bench.agent('agt_ana').activity).toBe('idle');
  expect(bench.attemptOutcomes(id)).toEqual(['network_failure']);
  expect(bench.ask({ kind: 'callback', callbackId: id })).toMatchObject({
    callback: { state: 'retry_pending', dueAt: bench.now + MINUTE_MS, attemptsMade: 1, attemptsConsumed: 0 },
  });
  expect(bench.center.legs.has(legId)).toBe(false);
  bench.advance(MINUTE_MS);
  expect(bench.phone.dials).toHaveLength(2);
  expect(bench.customerLeg(id)).not.toBe(legId);
});

test("[D1][X3] a dial to the agent's telephone that was not made: the agent is not blamed, the customer on the line goes on", () => {
  const endpoint = { type: 'simulated', address: null, isAutoAccept: true } as const;
  const bench = new CoreBench({ agents: [anAgent({ endpoint })], agentPhonesAnswer: false });
  bench.available('agt_ana');
  const id = bench.request();
  bench.customerAnswers(id);
  bench.customerPresses(id, '1');
  const legId = bench.item(id).agentLegId ?? '';
  expect(bench.phone.rungAgents).toEqual(['agt_ana']);
  bench.do({ kind: 'dial_not_made', legId });
  expect(bench.agent('agt_ana').presence).toBe('available');
  expect(bench.state(id)).toBe('holding');
  expect(bench.phone.rungAgents).toEqual(['agt_ana', 'agt_ana']);
});

test('[I2] of a leg that nobody knows any more it changes nothing', () => {
  const bench = new CoreBench();
  const steps = bench.steps.length;
  bench.do({ kind: 'dial_not_made', legId: 'leg_gone' });
  expect(bench.steps[steps]?.recorded).toEqual({ changes: [], history: [], effects: [], moves: [] });
});
