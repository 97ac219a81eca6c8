import { compared, comparedWithPrinted, scaled, type Comparison } from './comparison.ts';
import { callCC, CALL_CC_EXPECTED_CALLS, mmc, mmcAb, simpleMsk, type DayModel } from './day-model.ts';
import { Days } from './days.ts';
import { mmcFromEmpty, printedResults, type PrintedMean } from './reference-tables.ts';
import type { Figure } from './statistics.ts';
import type { World } from './world.ts';

type Printed = (measure: string, ours: Figure, printed: PrintedMean) => Comparison;

function dayWorld(
  model: DayModel,
  callsADay: number,
  compare: (days: Days, printed: Printed) => readonly Comparison[],
): World {
  return {
    name: model.name,
    run: ({ seed, callCount }) => {
      const days = new Days(model, { seed, dayCount: Math.round(callCount / callsADay) });
      const printed: Printed = (measure, ours, mean) => comparedWithPrinted(model.name, measure, ours, mean);
      return {
        comparisons: compare(days, printed),
        overtakeCount: days.total((day) => day.overtakes),
        misrouteCount: days.total((day) => day.misroutes),
        callCount: days.total((day) => day.arrivals),
        commandCount: days.total((day) => day.commands),
      };
    },
  };
}

const MINUTE_MS = 60_000;

/** What MMC and MMCAb both print. */
const serviceMeasures = [
  ['servedWithinTarget', 'served within 20 s, a day'],
  ['serviceLevel', 'service level'],
  ['speedOfAnswerMinutes', 'speed of answer min'],
  ['occupancyRatio', 'occupancy'],
] as const;

type ServiceFigures = Readonly<Record<(typeof serviceMeasures)[number][0], Figure>>;

function serviceFigures(days: Days): ServiceFigures {
  const served = (day: { served: number }): number => day.served;
  const occupancyRatio = days.ratio(
    (day) => day.busyMs,
    (day) => day.presentMs,
  );
  return {
    servedWithinTarget: days.mean((day) => day.servedWithinTarget),
    serviceLevel: days.ratio((day) => day.servedWithinTarget, served),
    speedOfAnswerMinutes: scaled(
      days.ratio((day) => day.servedWaitMs, served),
      1 / MINUTE_MS,
    ),
    occupancyRatio,
  };
}

function mmcComparisons(days: Days, printed: Printed): readonly Comparison[] {
  const figures = serviceFigures(days);
  return [
    ...serviceMeasures.map(([key, measure]) => printed(measure, figures[key], printedResults.MMC[key])),
    ...serviceMeasures.map(([key, measure]) => compared('MMC', `${measure}, theory`, figures[key], mmcFromEmpty[key])),
  ];
}

function mmcAbComparisons(days: Days, printed: Printed): readonly Comparison[] {
  const means = printedResults.MMCAb;
  const figures = serviceFigures(days);
  const gaveUp = days.mean((day) => day.abandonedInQueue);
  return [
    printed('gave up, a day', gaveUp, means.abandonedInQueue),
    ...serviceMeasures.map(([key, measure]) => printed(measure, figures[key], means[key])),
    printed('service level with abandonment', serviceLevel(days), means.serviceLevelWithAbandonment),
  ];
}

/** Served within the target, over all but those who gave up before it. */
function serviceLevel(days: Days): Figure {
  return days.ratio(
    (day) => day.servedWithinTarget,
    (day) => day.served + day.abandonedAfterTarget,
  );
}

function callCCComparisons(days: Days, printed: Printed): readonly Comparison[] {
  const means = printedResults.CallCC;
  const perExpected = (figure: Figure): Figure => scaled(figure, 1 / CALL_CC_EXPECTED_CALLS);
  return [
    printed(
      'calls, a day',
      days.mean((day) => day.arrivals),
      means.arrivals,
    ),
    printed('mean wait s', perExpected(days.mean((day) => day.waitMs / 1000)), means.meanWaitSeconds),
    printed('waited < 20 s', perExpected(days.mean((day) => day.leftWithinTarget)), means.waitedLessThanTargetRatio),
    printed('calls lost', perExpected(days.mean((day) => day.abandonedInQueue)), means.lostRatio),
  ];
}

function simpleMskComparisons(days: Days, printed: Printed): readonly Comparison[] {
  const means = printedResults.SimpleMSK;
  const byKindAndPeriod = means.servedWithinTargetByKindAndPeriod.flatMap((periods, kind) =>
    periods.map((mean, period) =>
      printed(
        `kind ${kind}, period ${period}: served within 20 s`,
        days.mean((day) => day.servedWithinTargetBy[kind]?.[period] ?? 0),
        mean,
      ),
    ),
  );
  return [
    printed(
      'served, a day',
      days.mean((day) => day.served),
      means.served,
    ),
    printed(
      'gave up, a day',
      days.mean((day) => day.abandonedInQueue),
      means.abandonedInQueue,
    ),
    printed('service level', serviceLevel(days), means.serviceLevel),
    printed(
      'occupancy of group 0',
      days.ratio(
        (day) => day.busyMs,
        (day) => day.presentMs,
      ),
      means.occupancyRatio,
    ),
    ...byKindAndPeriod,
  ];
}

/** The example programs of ContactCenters. The number is the calls of a day. */
export const publishedPrograms: readonly World[] = [
  dayWorld(mmc, 2016, mmcComparisons),
  dayWorld(mmcAb, 2016, mmcAbComparisons),
  dayWorld(callCC, 1660, callCCComparisons),
  dayWorld(simpleMsk, 5208, simpleMskComparisons),
];
