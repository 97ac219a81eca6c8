import { describe, expect, test } from 'vitest';
import { comparedWithPrinted } from './comparison.ts';
import { mmc, simpleMsk } from './day-model.ts';
import { runDay } from './day-world.ts';
import { worldNamed } from './worlds.ts';

/**
 * The published programs with a few days instead of 1000. Our 95 % interval and 2 % together must reach the interval that was
 * printed: the interval is the noise of so few days, and the 2 % are the tolerance of the other worlds. The full-size run is
 * compared with the printed intervals themselves.
 */
const TIME_LIMIT_MS = 120_000;

describe('the ContactCenters programs', () => {
  const cases = [
    { requirement: '[Q9]', name: 'MMC', callCount: 30_000 },
    { requirement: '[Q9]', name: 'MMCAb', callCount: 16_000 },
    { requirement: '[S9]', name: 'CallCC', callCount: 26_000 },
    { requirement: '[Q3] [Q4]', name: 'SimpleMSK', callCount: 83_000 },
  ];
  test.each(cases)('$requirement $name prints the same', { timeout: TIME_LIMIT_MS }, ({ name, callCount }) => {
    const { comparisons, overtakeCount, misrouteCount } = worldNamed(name).run({ seed: 1, callCount });
    const off = comparisons
      .filter(({ verdict }) => verdict === 'off')
      .map(
        ({ measure, ours, printed }) =>
          `${measure}: ${ours.value} +- ${ours.halfWidth}, printed ${printed?.low}..${printed?.high}`,
      );
    expect(off).toEqual([]);
    expect({ overtakeCount, misrouteCount }).toEqual({ overtakeCount: 0, misrouteCount: 0 });
  });

  test('[Q4] without the preference for group 0 SimpleMSK prints something else', { timeout: TIME_LIMIT_MS }, () => {
    const [group0, group1] = simpleMsk.agentKinds;
    if (group0 === undefined || group1 === undefined) throw new Error('SimpleMSK has two groups');
    const turned = {
      ...simpleMsk,
      agentKinds: [
        { ...group0, levels: { kind0: 5, kind1: 1 } },
        { ...group1, levels: { kind1: 5, kind2: 5 } },
      ],
    };
    const busyRatio = (model: typeof simpleMsk): number => {
      const day = runDay(model, { seed: 1, dayNumber: 0, busyness: 0.6 });
      return day.busyMs / day.presentMs;
    };
    expect(busyRatio(simpleMsk) - busyRatio(turned)).toBeGreaterThan(0.03);
  });

  test('[I1] a day ends with nobody left: all who called were served or gave up', () => {
    const day = runDay(simpleMsk, { seed: 3, dayNumber: 0, busyness: 0.5 });
    expect(day.served + day.abandonedInQueue).toBe(day.arrivals);
    const patient = runDay(mmc, { seed: 3, dayNumber: 0, busyness: 0.1 });
    expect(patient.served).toBe(patient.arrivals);
  });
});

test('a mean is inside a printed interval as it was rounded, reaches it by its own, or by 2 % more, or is off', () => {
  const printed = { value: 10, low: 9, high: 11, roundedBy: 0.05 };
  const verdict = (value: number, halfWidth: number): string =>
    comparedWithPrinted('w', 'm', { value, halfWidth }, printed).verdict;
  const values = [verdict(9, 0), verdict(11.04, 0), verdict(11.06, 0.1), verdict(11.5, 0.4), verdict(11.5, 0.2)];
  expect(values).toEqual(['inside', 'inside', 'in interval', 'near', 'off']);
});
