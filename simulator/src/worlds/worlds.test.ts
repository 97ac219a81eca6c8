import { describe, expect, test } from 'vitest';
import type { Comparison } from './comparison.ts';
import { impatientRows } from './reference-tables.ts';
import { runSteady, type SteadyFigures } from './steady-world.ts';
import { impatientComparisons, impatientModelOf } from './steady-worlds.ts';
import { worldNamed } from './worlds.ts';

/**
 * The queueing worlds, small enough for every run. The reference figures are typed in with their source in
 * `reference-tables.ts`; none comes from core. A figure holds when the distance to its reference is at most our 95 % interval
 * and 2 % together: the interval is the noise of so few calls, and the 2 % are what the full-size runs are held to.
 */
const SEED = 1;
const TIME_LIMIT_MS = 120_000;

/** M/M/100+M at 140 % load, and M/M/10+M: many servers and few. */
const overloaded = mustFind(impatientRows, (row) => row.serverCount === 100 && row.arrivalRate === 140);
const small = mustFind(impatientRows, (row) => row.serverCount === 10);

function mustFind<T>(rows: readonly T[], isWanted: (row: T) => boolean): T {
  const found = rows.find(isWanted);
  if (found === undefined) throw new Error('the row is not in the table');
  return found;
}

function offOnes(comparisons: readonly Comparison[]): readonly string[] {
  return comparisons
    .filter(({ verdict }) => verdict === 'off')
    .map(({ measure, ours, reference }) => `${measure}: ${ours.value} +- ${ours.halfWidth}, not ${reference}`);
}

/** An interval wide enough to hold anything would prove nothing. */
function widest(comparisons: readonly Comparison[]): number {
  return Math.max(...comparisons.map(({ ours, reference }) => ours.halfWidth / reference));
}

describe('M/M/s+M through the real line', () => {
  let figures: SteadyFigures;

  test(
    '[Q9] 100 agents at 140 % load: delay, giving up and every tabled predictor are those of theory',
    { timeout: TIME_LIMIT_MS },
    () => {
      figures = runSteady(impatientModelOf(overloaded), { seed: SEED, callCount: 30_000 });
      const comparisons = impatientComparisons(overloaded, figures);
      expect(offOnes(comparisons)).toEqual([]);
      expect(comparisons).toHaveLength(12);
      expect(
        widest(comparisons.filter(({ measure }) => measure.startsWith('P(') || measure.startsWith('E['))),
      ).toBeLessThan(0.07);
    },
  );

  test('[Q9] what core tells with learned rates errs as little as QLm with the true ones, and without bias', () => {
    const { told, QLm, QLs } = figures.squaredError;
    expect(told.value / QLm.value).toBeLessThan(1.05);
    expect(told.value).toBeLessThan(QLs.value / 2);
    expect(Math.abs(figures.biasMs.told.value)).toBeLessThan(
      figures.biasMs.told.halfWidth + 0.02 * figures.meanPotentialWaitMs.value,
    );
  });

  test('[Q9] eight waits in ten are in the range that was told', () => {
    const { value, halfWidth } = figures.withinRangeRatio;
    expect(halfWidth).toBeLessThan(0.05);
    expect(Math.abs(value - 0.8)).toBeLessThan(halfWidth + 0.02);
  });

  test('[I6] [Q1] nobody is served while somebody who came before them waits', () => {
    expect(figures.overtakeCount).toBe(0);
  });

  test('[I8] the same seed gives the same figures, another seed others', { timeout: TIME_LIMIT_MS }, () => {
    const run = (seed: number): SteadyFigures => runSteady(impatientModelOf(small), { seed, callCount: 500 });
    expect(run(7)).toEqual(run(7));
    expect(run(8)).not.toEqual(run(7));
  });
});

describe('a line served in a wrong order', () => {
  const callCount = 10_000;

  test(
    '[I6] is noticed by the order and by the squared errors, though nobody waits longer on average',
    { timeout: TIME_LIMIT_MS },
    () => {
      const right = runSteady(impatientModelOf(small), { seed: SEED, callCount });
      const wrong = runSteady(impatientModelOf(small), { seed: SEED, callCount, priorityCount: 16 });
      expect(right.overtakeCount).toBe(0);
      expect(wrong.overtakeCount).toBeGreaterThan(callCount / 10);
      expect(offOnes(impatientComparisons(small, right))).toEqual([]);
      const off = impatientComparisons(small, wrong).filter(({ verdict }) => verdict === 'off');
      // Who gives up does not depend on the order while patience is exponential: the means alone would not notice.
      expect(off.map(({ measure }) => measure)).toEqual(
        expect.arrayContaining(['Var(V | delay) x1e3', 'ASE QLm x1e3', 'ASE told x1e3']),
      );
      expect(off.map(({ measure }) => measure)).not.toContain('P(ab)');
    },
  );
});

describe('other worlds in steady state', () => {
  const cases = [
    { requirement: '[Q9]', name: 'M/M/100 load 0.9', callCount: 30_000 },
    { requirement: '[Q9]', name: 'D/M/100 load 0.9', callCount: 30_000 },
    { requirement: '[Q1]', name: 'M/M/100+E10', callCount: 20_000 },
    { requirement: '[Q1]', name: 'M/M/100+H2', callCount: 20_000 },
    { requirement: '[S9]', name: 'Erlang A 50 agents, a minute 55 1 0.5', callCount: 20_000 },
    { requirement: '[S9]', name: 'Erlang A 10 agents, a minute 3.333 0.333 0.5', callCount: 30_000 },
  ];
  test.each(cases)('$requirement $name is as its table says', { timeout: TIME_LIMIT_MS }, ({ name, callCount }) => {
    const { comparisons, overtakeCount } = worldNamed(name).run({ seed: SEED, callCount });
    // The variance hangs on a few long queues: an interval from so few calls is too narrow. The full-size runs have it.
    const held = comparisons.filter(({ measure }) => !measure.startsWith('Var('));
    expect(offOnes(held)).toEqual([]);
    expect(held.length).toBeGreaterThan(2);
    expect(overtakeCount).toBe(0);
  });
});
