import { CoreBench, aService, anAgent, aQueue, codeOf, outcomeRules } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';

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
    expect(bench.stored('callback', id)).toMatchObject({ state: 'closed', outcome: 'completed', disposition: 'resolved', agentId: 'agt_ana' });
    expect(bench.attemptOutcomes(id)).toEqual(['answered_human']);
    expect(bench.agent('agt_ana')).toMatchObject({ activity: 'idle', itemId: null });
    expect(bench.phone.legs.size).toBe(0);
  });
});
