import { describe, expect, test } from 'vitest';
import { erlangB, erlangC, erlangCMeasures } from './erlang.ts';

/** |found - expected| within 1e-8, absolute below 1 and relative above. */
function expectClose(found: number, expected: number): void {
  expect(Math.abs(found - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(1e-8);
}

/** Erlang B in exact arithmetic, to 16 digits. */
const ERLANG_B: readonly (readonly [offeredErlangs: number, agentCount: number, lostRatio: number])[] = [
  [1, 1, 0.5],
  [1, 2, 0.2],
  [5, 5, 0.2848678213309025],
  [5, 10, 0.01838457033664814],
  [10, 10, 0.21458234310734736],
  [10, 15, 0.0364969454723708],
  [20, 20, 0.15889196154197155],
  [20, 30, 0.008457498340194703],
  [50, 50, 0.1047874555035522],
  [50, 64, 0.008439426655940717],
  [100, 100, 0.07570045271086097],
  [100, 117, 0.009790071125371362],
  [150, 160, 0.028246328545616473],
  [1000, 1000, 0.024811917646160406],
];

describe('[S9] Erlang B', () => {
  test.each(ERLANG_B)('%d Erlangs on %d lines', (offeredErlangs, agentCount, lostRatio) => {
    expectClose(erlangB(offeredErlangs, agentCount), lostRatio);
  });
});

interface DelayCase {
  readonly calls: number;
  readonly periodS: number;
  readonly handleS: number;
  readonly agentCount: number;
  readonly targetS: number;
  readonly delayRatio: number;
  readonly meanWaitS: number;
  readonly serviceLevelRatio: number;
  readonly occupancyRatio: number;
  readonly meanQueueLength: number;
}

/**
 * Erlang C in closed form. The first two rows agree with the R package ErlangC (.1741319, 7.83593701, .88835), the third
 * with call-center-tools (19.07 %, 3.43 s, 93.72 %), the fifth with a Maxima note (.2387, 8.184, .8459).
 */
const ERLANG_C: readonly DelayCase[] = [
  {
    calls: 100,
    periodS: 1800,
    handleS: 180,
    agentCount: 14,
    targetS: 20,
    delayRatio: 0.17413193359504983,
    meanWaitS: 7.835937011777243,
    serviceLevelRatio: 0.8883500191794669,
    occupancyRatio: 0.7142857142857143,
    meanQueueLength: 0.43532983398762454,
  },
  {
    calls: 100,
    periodS: 1800,
    handleS: 180,
    agentCount: 11,
    targetS: 20,
    delayRatio: 0.6821182046893323,
    meanWaitS: 122.78127684407981,
    serviceLevelRatio: 0.38961381172915344,
    occupancyRatio: 0.9090909090909091,
    meanQueueLength: 6.821182046893322,
  },
  {
    calls: 1000,
    periodS: 3600,
    handleS: 120,
    agentCount: 40,
    targetS: 20,
    delayRatio: 0.19073729039430778,
    meanWaitS: 3.4332712270975416,
    serviceLevelRatio: 0.9372106214887137,
    occupancyRatio: 0.8333333333333334,
    meanQueueLength: 0.9536864519715392,
  },
  {
    calls: 1000,
    periodS: 3600,
    handleS: 120,
    agentCount: 35,
    targetS: 20,
    delayRatio: 0.69651293252382,
    meanWaitS: 50.14893114171511,
    serviceLevelRatio: 0.4724157421356969,
    occupancyRatio: 0.9523809523809524,
    meanQueueLength: 13.93025865047642,
  },
  {
    calls: 720,
    periodS: 3600,
    handleS: 240,
    agentCount: 55,
    targetS: 15,
    delayRatio: 0.2387009363780091,
    meanWaitS: 8.184032104388884,
    serviceLevelRatio: 0.8458830921705804,
    occupancyRatio: 0.8727272727272727,
    meanQueueLength: 1.6368064208777768,
  },
  {
    calls: 720,
    periodS: 3600,
    handleS: 240,
    agentCount: 50,
    targetS: 15,
    delayRatio: 0.6944556111968345,
    meanWaitS: 83.33467334362014,
    serviceLevelRatio: 0.3871450741363014,
    occupancyRatio: 0.96,
    meanQueueLength: 16.666934668724032,
  },
  {
    calls: 252,
    periodS: 3600,
    handleS: 120,
    agentCount: 12,
    targetS: 20,
    delayRatio: 0.1838886303934997,
    meanWaitS: 6.129621013116657,
    serviceLevelRatio: 0.8990797798946537,
    occupancyRatio: 0.7000000000000001,
    meanQueueLength: 0.42907347091816606,
  },
  {
    calls: 10,
    periodS: 3600,
    handleS: 300,
    agentCount: 2,
    targetS: 20,
    delayRatio: 0.24509803921568626,
    meanWaitS: 63.025210084033624,
    serviceLevelRatio: 0.7732426477857348,
    occupancyRatio: 0.4166666666666667,
    meanQueueLength: 0.17507002801120453,
  },
  {
    calls: 3000,
    periodS: 3600,
    handleS: 300,
    agentCount: 260,
    targetS: 20,
    delayRatio: 0.42023835147296434,
    meanWaitS: 12.60715054418893,
    serviceLevelRatio: 0.7842424362797449,
    occupancyRatio: 0.9615384615384616,
    meanQueueLength: 10.505958786824108,
  },
  {
    calls: 3000,
    periodS: 3600,
    handleS: 300,
    agentCount: 252,
    targetS: 20,
    delayRatio: 0.8528246376420867,
    meanWaitS: 127.923695646313,
    serviceLevelRatio: 0.253630631313176,
    occupancyRatio: 0.9920634920634921,
    meanQueueLength: 106.60307970526084,
  },
  {
    calls: 200,
    periodS: 1800,
    handleS: 300,
    agentCount: 38,
    targetS: 20,
    delayRatio: 0.3334525592974711,
    meanWaitS: 21.436235954837404,
    serviceLevelRatio: 0.7557018286079367,
    occupancyRatio: 0.8771929824561402,
    meanQueueLength: 2.381803994981934,
  },
  {
    calls: 200,
    periodS: 1800,
    handleS: 300,
    agentCount: 34,
    targetS: 20,
    delayRatio: 0.8686104061369784,
    meanWaitS: 390.8746827616375,
    serviceLevelRatio: 0.16914918344602625,
    occupancyRatio: 0.980392156862745,
    meanQueueLength: 43.43052030684861,
  },
];

describe('[S9] Erlang C', () => {
  test.each(ERLANG_C)('$calls calls in $periodS s of $handleS s with $agentCount agents', (row) => {
    const arrivalRatePerMs = row.calls / (row.periodS * 1000);
    const meanHandleMs = row.handleS * 1000;
    const found = erlangCMeasures({ arrivalRatePerMs, meanHandleMs, agentCount: row.agentCount }, row.targetS * 1000);
    if (found === null) throw new Error('a stable queue has a steady state');
    expectClose(found.delayRatio, row.delayRatio);
    expectClose(found.meanWaitMs / 1000, row.meanWaitS);
    expectClose(found.serviceLevelRatio, row.serviceLevelRatio);
    expectClose(found.occupancyRatio, row.occupancyRatio);
    expectClose(found.meanQueueLength, row.meanQueueLength);
  });
});

test('[S9] Erlang C agrees with the exact delay probabilities of M/M/s at 95 %, to a thousand agents', () => {
  expect(erlangC(0.95, 1)).toBeCloseTo(0.95, 8);
  expect(erlangC(9.5, 10)).toBeCloseTo(0.82558558, 8);
  expect(erlangC(95, 100)).toBeCloseTo(0.50645685, 8);
  expect(erlangC(950, 1000)).toBeCloseTo(0.06825342, 8);
});

test('[S9] a queue that grows without end has no steady state, and everybody waits', () => {
  expect(erlangC(10, 10)).toBe(1);
  expect(erlangCMeasures({ arrivalRatePerMs: 0.01, meanHandleMs: 1000, agentCount: 10 }, 20_000)).toBeNull();
});

test('[S9] half an agent and negative traffic are refused', () => {
  expect(() => erlangB(1, 1.5)).toThrow(RangeError);
  expect(() => erlangB(-1, 2)).toThrow(RangeError);
  expect(() => erlangC(Number.NaN, 2)).toThrow(RangeError);
});
