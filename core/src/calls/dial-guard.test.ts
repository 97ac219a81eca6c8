import { aService, CoreBench, outcomeRules } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';

const FROM = '+12025550100';
const impatient = aService({ outcomeRules: outcomeRules({ not_confirmed: { retryAfterMs: 0 } }) });
const end = { sipStatus: null, q850Cause: 16, endedBy: 'us' } as const;

/** A customer who pressed no key, of a service that rings again at once; the phone system has not hung up yet. */
function toBeHungUp(): { readonly bench: CoreBench; readonly id: string; readonly legId: string } {
  const bench = new CoreBench({ services: [impatient] });
  const id = bench.request();
  bench.available('agt_ana');
  const legId = bench.customerLeg(id);
  bench.customerAnswers(id);
  bench.event({ kind: 'play_finished', legId, playId: 'any' });
  bench.phone.hangsUpAtOnce = false;
  bench.advance(10_000);
  expect(bench.attemptOutcomes(id)).toEqual(['not_confirmed']);
  return { bench, id, legId };
}

describe('[I2] a number whose last leg is to be hung up', () => {
  test('is not rung again before the phone system says that it ended, and at once then', () => {
    const { bench, id, legId } = toBeHungUp();
    bench.advance(20_000);
    expect([bench.state(id), bench.phone.rungNumbers]).toEqual(['waiting', [FROM]]);
    bench.event({ kind: 'ended', legId, end });
    expect([bench.state(id), bench.phone.rungNumbers]).toEqual(['dialing', [FROM, FROM]]);
  });

  test('is rung again half a minute later, whatever the phone system says', () => {
    const { bench, id } = toBeHungUp();
    bench.advance(29_999);
    expect(bench.phone.rungNumbers).toEqual([FROM]);
    bench.advance(1);
    expect([bench.state(id), bench.phone.rungNumbers]).toEqual(['dialing', [FROM, FROM]]);
  });

  test('[X1] is not rung by the next writer while it is up, and at once where it is not', () => {
    const { bench, id, legId } = toBeHungUp();
    bench.restart();
    expect(bench.phone.rungNumbers).toEqual([FROM]);
    bench.event({ kind: 'ended', legId, end });
    expect(bench.state(id)).toBe('dialing');
  });
});

test('[I10][R1] a caller whose end was reported is off the line, although their leg is remembered for a while', () => {
  const bench = new CoreBench();
  const call = bench.callIn(FROM, 'in1');
  bench.event({ kind: 'ended', legId: bench.customerLeg(call), end });
  const id = bench.request();
  bench.available('agt_ana');
  expect(bench.state(id)).toBe('dialing');
});
