import { describe, expect, test } from 'vitest';
import { erlangA } from './erlang-a.ts';
import { erlangCMeasures } from './erlang.ts';

interface ImpatientCase {
  /** Arrivals, completions of one agent and hang-ups of one caller, a minute. */
  readonly ratesPerMinute: readonly [arrival: number, service: number, abandon: number];
  readonly agentCount: number;
  readonly delayRatio: number;
  readonly abandonedInQueueRatio: number;
  readonly meanWaitS: number;
  readonly meanQueueLength: number;
  readonly occupancyRatio: number;
  readonly servedWithin20sRatio: number;
}

/**
 * Erlang A by exact summation and numerical integration. The first row is the example of Mandelbaum and Zeltyn (2007), who
 * print 3.1 % abandonment, 3.7 s, a queue of 3 and 93 % occupancy.
 */
const ERLANG_A: readonly ImpatientCase[] = [
  {
    ratesPerMinute: [48, 1, 0.5],
    agentCount: 50,
    delayRatio: 0.46777406855379094,
    abandonedInQueueRatio: 0.030912249162193355,
    meanWaitS: 3.7094698994632025,
    meanQueueLength: 2.967575919570562,
    occupancyRatio: 0.9303242408042945,
    servedWithin20sRatio: 0.9430189547469802,
  },
  {
    ratesPerMinute: [48, 1, 0.5],
    agentCount: 45,
    delayRatio: 0.7868670433635246,
    abandonedInQueueRatio: 0.08360246379412445,
    meanWaitS: 10.032295655294934,
    meanQueueLength: 8.025836524235947,
    occupancyRatio: 0.9774907052862675,
    servedWithin20sRatio: 0.7647467929334313,
  },
  {
    ratesPerMinute: [48, 1, 1],
    agentCount: 50,
    delayRatio: 0.40540439500476166,
    abandonedInQueueRatio: 0.03941751547736148,
    meanWaitS: 2.3650509286416885,
    meanQueueLength: 1.8920407429133508,
    occupancyRatio: 0.9221591851417331,
    servedWithin20sRatio: 0.9556141445140995,
  },
  {
    ratesPerMinute: [48, 1, 0.2],
    agentCount: 50,
    delayRatio: 0.542294549688306,
    abandonedInQueueRatio: 0.020749993984037454,
    meanWaitS: 6.224998195211235,
    meanQueueLength: 4.979998556168988,
    occupancyRatio: 0.9400800057753242,
    servedWithin20sRatio: 0.8876933278829049,
  },
  {
    ratesPerMinute: [50, 1, 0.5],
    agentCount: 50,
    delayRatio: 0.6011676517509918,
    abandonedInQueueRatio: 0.046684585914765354,
    meanWaitS: 5.602150309771843,
    meanQueueLength: 4.6684585914765355,
    occupancyRatio: 0.9533154140852347,
    servedWithin20sRatio: 0.9000757260075629,
  },
  {
    ratesPerMinute: [55, 1, 0.5],
    agentCount: 50,
    delayRatio: 0.8662337162892354,
    abandonedInQueueRatio: 0.10208019462593856,
    meanWaitS: 12.249623355112627,
    meanQueueLength: 11.228821408853243,
    occupancyRatio: 0.9877117859114678,
    servedWithin20sRatio: 0.6922640875833982,
  },
  {
    ratesPerMinute: [10 / 3, 1 / 3, 0.5],
    agentCount: 10,
    delayRatio: 0.4968527476301424,
    abandonedInQueueRatio: 0.13746382627644985,
    meanWaitS: 16.495659153173982,
    meanQueueLength: 0.9164255085096658,
    occupancyRatio: 0.8625361737235504,
    servedWithin20sRatio: 0.6399413070359877,
  },
  {
    ratesPerMinute: [10 / 3, 1 / 3, 0.5],
    agentCount: 12,
    delayRatio: 0.2798070186454442,
    abandonedInQueueRatio: 0.06159737700368041,
    meanWaitS: 7.3916852404416495,
    meanQueueLength: 0.4106491800245361,
    occupancyRatio: 0.7820021858302663,
    servedWithin20sRatio: 0.825582644361764,
  },
  {
    ratesPerMinute: [20 / 3, 0.2, 1 / 3],
    agentCount: 34,
    delayRatio: 0.4222279867621662,
    abandonedInQueueRatio: 0.0679479106755117,
    meanWaitS: 12.230623921592109,
    meanQueueLength: 1.3589582135102343,
    occupancyRatio: 0.913776558161263,
    servedWithin20sRatio: 0.7291443196425658,
  },
  {
    ratesPerMinute: [20 / 3, 0.2, 1 / 3],
    agentCount: 30,
    delayRatio: 0.6631987787763222,
    abandonedInQueueRatio: 0.13797672735343477,
    meanWaitS: 24.835810923618258,
    meanQueueLength: 2.7595345470686956,
    occupancyRatio: 0.9578036362739613,
    servedWithin20sRatio: 0.4985361282549801,
  },
];

const MINUTE_MS = 60_000;

function system(ratesPerMinute: readonly [number, number, number], agentCount: number): Parameters<typeof erlangA>[0] {
  const [arrival, service, abandon] = ratesPerMinute;
  return {
    arrivalRatePerMs: arrival / MINUTE_MS,
    serviceRatePerMs: service / MINUTE_MS,
    abandonRatePerMs: abandon / MINUTE_MS,
    agentCount,
  };
}

function expectClose(found: number, expected: number): void {
  expect(Math.abs(found - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(1e-8);
}

describe('[S9] Erlang A', () => {
  test.each(ERLANG_A)('rates $ratesPerMinute with $agentCount agents', (row) => {
    const found = erlangA(system(row.ratesPerMinute, row.agentCount), 20_000);
    expectClose(found.delayRatio, row.delayRatio);
    expectClose(found.abandonedInQueueRatio, row.abandonedInQueueRatio);
    expectClose(found.meanWaitMs / 1000, row.meanWaitS);
    expectClose(found.meanQueueLength, row.meanQueueLength);
    expectClose(found.occupancyRatio, row.occupancyRatio);
    expectClose(found.servedWithinTargetRatio, row.servedWithin20sRatio);
  });
});

/** P(delay) and P(abandon) of M/M/s+M by numerical integration; service takes a minute. Printed to six digits. */
const OVERLOADED: readonly (readonly [number, number, number, delayRatio: number, abandonedInQueueRatio: number])[] = [
  [100, 140, 1, 0.999839, 0.285718],
  [100, 140, 5, 0.942738, 0.286987],
  [100, 120, 1, 0.972136, 0.167693],
  [100, 100, 1, 0.513299, 0.039861],
  [20, 20, 0.5, 0.60993, 0.0736874],
  [10, 14, 1, 0.890601, 0.301801],
  [1000, 1400, 1, 1, 0.285714],
];

describe('[S9] Erlang A far into overload', () => {
  test.each(OVERLOADED)(
    '%d agents, %d calls and %d hang-ups a minute',
    (agents, calls, abandon, delay, abandonRatio) => {
      const found = erlangA(system([calls, 1, abandon], agents), 20_000);
      expect(Math.abs(found.delayRatio - delay)).toBeLessThan(6e-7);
      expect(Math.abs(found.abandonedInQueueRatio - abandonRatio)).toBeLessThan(6e-7);
    },
  );
});

test('[S9] whoever waits long enough is served or has given up', () => {
  for (const [calls, agents] of [
    [48, 50],
    [140, 100],
    [1400, 1000],
    [30, 100],
  ] as const) {
    const found = erlangA(system([calls, 1, 0.5], agents), 600 * MINUTE_MS);
    expect(found.servedWithinTargetRatio).toBeCloseTo(1 - found.abandonedInQueueRatio, 10);
  }
});

test('[S9] nobody served without a wait is served within no time, and patience without end is Erlang C', () => {
  const patient = system([48, 1, 1e-9], 50);
  const found = erlangA(patient, 20_000);
  const expected = erlangCMeasures({ ...patient, meanHandleMs: MINUTE_MS }, 20_000);
  expect(found.delayRatio).toBeCloseTo(expected?.delayRatio ?? 0, 6);
  expect(found.servedWithinTargetRatio).toBeCloseTo(expected?.serviceLevelRatio ?? 0, 6);
  expect(erlangA(patient, 0).servedWithinTargetRatio).toBeCloseTo(1 - found.delayRatio, 12);
});

test('[S9] a thousand agents with almost nothing to do, and with ten times too much', () => {
  const idle = erlangA(system([100, 1, 0.5], 1000), 20_000);
  expect(idle.delayRatio).toBeLessThan(1e-100);
  expect(idle.servedWithinTargetRatio).toBeCloseTo(1, 12);
  const flooded = erlangA(system([10_000, 1, 0.5], 1000), 20_000);
  expect(flooded.abandonedInQueueRatio).toBeCloseTo(0.9, 9);
  expect(flooded.occupancyRatio).toBeCloseTo(1, 9);
});

test('[S9] rates of 0 and no agents are refused', () => {
  expect(() => erlangA(system([1, 1, 0], 1), 0)).toThrow(RangeError);
  expect(() => erlangA(system([1, 1, 1], 0), 0)).toThrow(RangeError);
});
