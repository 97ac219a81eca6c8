import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lateRiskOfOneMore, type Outlook } from './late-risk.ts';

const outlook = (some: Partial<Outlook>): Outlook => ({
  dialCount: 1,
  confirmedRatio: 1,
  freeCount: 0,
  busyCount: 0,
  freedRatio: 0,
  ...some,
});

/** Every way the dials and the busy agents can turn out, each with its probability: no formula. */
function byCounting({ dialCount, confirmedRatio, freeCount, busyCount, freedRatio }: Outlook): number {
  let risk = 0;
  for (let ways = 0; ways < 2 ** (dialCount + busyCount); ways += 1) {
    let probability = 1;
    let customerCount = 1;
    let agentCount = freeCount;
    for (let bit = 0; bit < dialCount + busyCount; bit += 1) {
      const happens = (ways >> bit) % 2 === 1;
      const ratio = bit < dialCount ? confirmedRatio : freedRatio;
      probability *= happens ? ratio : 1 - ratio;
      if (happens && bit < dialCount) customerCount += 1;
      else if (happens) agentCount += 1;
    }
    if (customerCount > agentCount) risk += probability;
  }
  return risk;
}

describe('the chance that nobody is free for one customer more', () => {
  test('[D4] is that of counting every way it can turn out', () => {
    const ratio = fc.double({ min: 0, max: 1, noNaN: true });
    const small = fc.record({
      dialCount: fc.integer({ min: 0, max: 6 }),
      confirmedRatio: ratio,
      freeCount: fc.integer({ min: 0, max: 4 }),
      busyCount: fc.integer({ min: 0, max: 6 }),
      freedRatio: ratio,
    });
    fc.assert(
      fc.property(small, (one) => {
        expect(lateRiskOfOneMore(one)).toBeCloseTo(byCounting(one), 9);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    [{ dialCount: 0 }, 1],
    [{ dialCount: 0, freeCount: 1 }, 0],
    [{ dialCount: 0, busyCount: 1, freedRatio: 0.25 }, 0.75],
    [{ dialCount: 1, confirmedRatio: 0.5, freeCount: 1 }, 0.5],
    [{ dialCount: 0, busyCount: 5000, freedRatio: 0.001 }, Math.exp(-5)],
  ])('[D4] %j: %d', (some, risk) => {
    expect(lateRiskOfOneMore(outlook(some))).toBeCloseTo(risk, 3);
  });

  test('[D4] ten thousand agents are no trouble', () => {
    expect(lateRiskOfOneMore(outlook({ dialCount: 900, busyCount: 10_000, freedRatio: 0.1 }))).toBeLessThan(0.001);
    expect(lateRiskOfOneMore(outlook({ dialCount: 1000, busyCount: 10_000, freedRatio: 0.1 }))).toBeCloseTo(0.5, 1);
  });
});
