import { exponential, type RandomStream } from './random.ts';

/** A centre that opens empty, changes its staff by period, and closes. Times are milliseconds. */
export interface DayModel {
  readonly name: string;
  readonly periodMs: number;
  readonly periodCount: number;
  readonly callKinds: readonly { readonly name: string; readonly ratePerMsByPeriod: readonly number[] }[];
  /** The occupancy measured is that of the first. */
  readonly agentKinds: readonly {
    readonly name: string;
    readonly levels: Readonly<Record<string, number>>;
    readonly countByPeriod: readonly number[];
  }[];
  /** Drawn when the call comes in, by the period of arrival. */
  readonly service: (random: RandomStream, period: number) => number;
  readonly patience: (random: RandomStream, period: number) => number;
  /** The day's rates are multiplied by a gamma variable of mean 1 with this shape; null: every day is alike. */
  readonly busynessShape: number | null;
  /** Waiting less than this is good service. */
  readonly targetMs: number;
  readonly occupancyUntil: 'close' | 'end';
}

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** ContactCenters program MMC: M/M/12 for 8 hours from empty, then drained. */
export const mmc: DayModel = {
  name: 'MMC',
  periodMs: 8 * HOUR_MS,
  periodCount: 1,
  callKinds: [{ name: 'call', ratePerMsByPeriod: [4.2 / MINUTE_MS] }],
  agentKinds: [{ name: 'agent', levels: { call: 5 }, countByPeriod: [12] }],
  service: exponential(2 * MINUTE_MS),
  patience: () => Infinity,
  busynessShape: null,
  targetMs: 20 * SECOND_MS,
  occupancyUntil: 'close',
};

/** ContactCenters program MMCAb: the same, with a mean patience of a minute. */
export const mmcAb: DayModel = { ...mmc, name: 'MMCAb', patience: exponential(MINUTE_MS) };

const callsAnHour = [100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60];

/**
 * ContactCenters program CallCC, from the guide of SSJ: 13 hours with staff by the hour; one caller in ten leaves at once
 * when nobody is free, the others have a mean patience of 1000 s. The gamma service of its data file has shape 1.
 */
export const callCC: DayModel = {
  name: 'CallCC',
  periodMs: HOUR_MS,
  periodCount: callsAnHour.length,
  callKinds: [{ name: 'call', ratePerMsByPeriod: callsAnHour.map((count) => count / HOUR_MS) }],
  agentKinds: [{ name: 'agent', levels: { call: 5 }, countByPeriod: [4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4] }],
  service: exponential(100 * SECOND_MS),
  patience: (random) => (random.next() <= 0.1 ? 0 : exponential(1000 * SECOND_MS)(random)),
  busynessShape: 10,
  targetMs: 20 * SECOND_MS,
  occupancyUntil: 'end',
};

/** What CallCC divides by: the calls it expects in a day. */
export const CALL_CC_EXPECTED_CALLS = callsAnHour.reduce((sum, count) => sum + count, 0);

/** Service and patience rates of SimpleMSK by period, a minute. */
const serviceRates = [0.5, 0.6, 0.4];
const abandonRates = [0.3, 0.4, 0.2];

/**
 * ContactCenters program SimpleMSK: three kinds of call, two groups. Kind 1 goes to group 0 if somebody is free there, else
 * to group 1; a free agent takes the call that has waited longest of those the group serves.
 */
export const simpleMsk: DayModel = {
  name: 'SimpleMSK',
  periodMs: 2 * HOUR_MS,
  periodCount: 3,
  callKinds: [
    { name: 'kind0', ratePerMsByPeriod: [4.2 / MINUTE_MS, 5.3 / MINUTE_MS, 3.2 / MINUTE_MS] },
    { name: 'kind1', ratePerMsByPeriod: [5.1 / MINUTE_MS, 4.3 / MINUTE_MS, 4.8 / MINUTE_MS] },
    { name: 'kind2', ratePerMsByPeriod: [6.3 / MINUTE_MS, 5.2 / MINUTE_MS, 4.8 / MINUTE_MS] },
  ],
  agentKinds: [
    { name: 'group0', levels: { kind0: 5, kind1: 5 }, countByPeriod: [12, 18, 9] },
    { name: 'group1', levels: { kind1: 1, kind2: 5 }, countByPeriod: [15, 20, 11] },
  ],
  service: (random, period) => exponential(MINUTE_MS / (serviceRates[period] ?? NaN))(random),
  patience: (random, period) => exponential(MINUTE_MS / (abandonRates[period] ?? NaN))(random),
  busynessShape: 28.7,
  targetMs: 20 * SECOND_MS,
  occupancyUntil: 'end',
};
