import { compared, scaled, type Comparison } from './comparison.ts';
import { constant, erlang, exponential, hyperexponential, lognormal, type Sampler } from './random.ts';
import type { ErlangARow, GeneralRow, ImpatientRow, UnlimitedPatienceRow } from './reference-tables.ts';
import type { Figure } from './statistics.ts';
import { runSteady, type SteadyFigures, type SteadyModel } from './steady-world.ts';
import type { World } from './world.ts';

/** The mean service time of the worlds whose tables have it as their unit, milliseconds. */
const UNIT_MS = 60_000;
/** Squared errors are tabled in thousandths of the squared unit. */
const SQUARED = 1000 / UNIT_MS ** 2;
const HUNDRED = 100;
/** The range told is from the 10 % to the 90 % quantile: so many waits should be in it. */
const TOLD_RANGE_RATIO = 0.8;

function samplerOf(law: 'M' | 'D' | 'H2' | 'LN' | 'E10', mean: number): Sampler {
  switch (law) {
    case 'M':
      return exponential(mean);
    case 'D':
      return constant(mean);
    case 'H2':
      return hyperexponential(mean);
    case 'LN':
      return lognormal(mean);
    case 'E10':
      return erlang(10, mean);
  }
}

function steadyWorld(model: SteadyModel, compare: (figures: SteadyFigures) => readonly Comparison[]): World {
  return {
    name: model.name,
    run: (run) => {
      const figures = runSteady(model, run);
      const { overtakeCount, callCount, commandCount } = figures;
      return { comparisons: compare(figures), overtakeCount, misrouteCount: 0, callCount, commandCount };
    },
  };
}

/** A row of GI/M/100 without giving up, as a world. */
export function unlimitedPatienceWorld(row: UnlimitedPatienceRow): World {
  const name = `${row.arrivals}/M/100 load ${row.load}`;
  const arrivalRatePerMs = (HUNDRED * row.load) / UNIT_MS;
  const model: SteadyModel = {
    name,
    serverCount: HUNDRED,
    interarrival: samplerOf(row.arrivals, 1 / arrivalRatePerMs),
    service: exponential(UNIT_MS),
    patience: null,
    rates: { serverCount: HUNDRED, arrivalRatePerMs, serviceRatePerMs: 1 / UNIT_MS, abandonRatePerMs: 0 },
  };
  return steadyWorld(model, (figures) => [
    ...(row.delayRatio === null ? [] : [compared(name, 'P(delay)', figures.delayRatio, row.delayRatio)]),
    compared(name, 'E[W | delay]', scaled(figures.meanPotentialWaitMs, 1 / UNIT_MS), row.meanWait),
    compared(name, 'Var(W | delay) x1e3', scaled(figures.potentialWaitVariance, SQUARED), row.variance),
    compared(name, 'ASE QL x1e3', scaled(figures.squaredError.QLs, SQUARED), row.errorQL),
    compared(name, 'ASE told x1e3', scaled(figures.squaredError.told, SQUARED), row.errorQL),
  ]);
}

function impatientModel(
  name: string,
  row: Pick<ImpatientRow, 'serverCount' | 'arrivalRate' | 'abandonRate'>,
): SteadyModel {
  const rates = {
    serverCount: row.serverCount,
    arrivalRatePerMs: row.arrivalRate / UNIT_MS,
    serviceRatePerMs: 1 / UNIT_MS,
    abandonRatePerMs: row.abandonRate / UNIT_MS,
  };
  return {
    name,
    serverCount: row.serverCount,
    interarrival: exponential(1 / rates.arrivalRatePerMs),
    service: exponential(UNIT_MS),
    patience: exponential(1 / rates.abandonRatePerMs),
    rates,
  };
}

/** The name of a world of M/M/s+M. */
export function impatientName(row: Pick<ImpatientRow, 'serverCount' | 'arrivalRate' | 'abandonRate'>): string {
  return `M/M/${row.serverCount}+M lambda ${row.arrivalRate} theta ${row.abandonRate}`;
}

/** The model of a row, for who wants to run it in a centre of their own. */
export function impatientModelOf(row: ImpatientRow): SteadyModel {
  return impatientModel(impatientName(row), row);
}

/** A row of M/M/s+M, as a world. */
export function impatientWorld(row: ImpatientRow): World {
  return steadyWorld(impatientModelOf(row), (figures) => impatientComparisons(row, figures));
}

/** A row of M/M/s+M beside what was measured. */
export function impatientComparisons(row: ImpatientRow, figures: SteadyFigures): readonly Comparison[] {
  const name = impatientName(row);
  const error = (figure: Figure): Figure => scaled(figure, SQUARED);
  const { squaredError } = figures;
  return [
    compared(name, 'P(delay)', figures.delayRatio, row.delayRatio),
    compared(name, 'P(ab)', figures.abandonedInQueueRatio, row.abandonedInQueueRatio),
    compared(name, 'E[V | delay]', scaled(figures.meanPotentialWaitMs, 1 / UNIT_MS), row.meanPotentialWait),
    compared(name, 'Var(V | delay) x1e3', error(figures.potentialWaitVariance), row.variance),
    compared(name, 'ASE QLm x1e3', error(squaredError.QLm), row.errorQLm),
    compared(name, 'ASE told x1e3', error(squaredError.told), row.errorQLm),
    compared(name, 'told range holds', figures.withinRangeRatio, TOLD_RANGE_RATIO),
    compared(name, 'ASE QLs x1e3', error(squaredError.QLs), row.errorQLs),
    ...(row.errorQLr === null ? [] : [compared(name, 'ASE QLr x1e3', error(squaredError.QLr), row.errorQLr)]),
    compared(name, 'ASE LES x1e3', error(squaredError.LES), row.errorLES, 'simulated'),
    compared(name, 'ASE HOL x1e3', error(squaredError.HOL), row.errorHOL, 'simulated'),
    compared(name, 'ASE RCS x1e3', error(squaredError.RCS), row.errorRCS, 'simulated'),
  ];
}

/** A row with other laws of arrival, service or patience, as a world. */
export function generalWorld(row: GeneralRow): World {
  const model: SteadyModel = {
    ...impatientModel(row.name, { serverCount: HUNDRED, arrivalRate: 140, abandonRate: 1 }),
    interarrival: samplerOf(row.arrivals, UNIT_MS / 140),
    service: samplerOf(row.service, UNIT_MS),
    patience: samplerOf(row.patience, UNIT_MS),
  };
  const meanSource = row.isMeanExact ? 'exact' : 'simulated';
  return steadyWorld(model, (figures) => {
    const error = (figure: Figure): Figure => scaled(figure, SQUARED);
    const { squaredError, abandonedInQueueRatio } = figures;
    const mean = scaled(figures.meanPotentialWaitMs, 1 / UNIT_MS);
    return [
      ...(row.abandonedInQueueRatio === null
        ? []
        : [compared(row.name, 'P(ab)', abandonedInQueueRatio, row.abandonedInQueueRatio)]),
      compared(row.name, 'E[V | delay]', mean, row.meanPotentialWait, meanSource),
      compared(row.name, 'Var(V | delay) x1e3', error(figures.potentialWaitVariance), row.variance, meanSource),
      compared(row.name, 'ASE QLs x1e3', error(squaredError.QLs), row.errorQLs, 'simulated'),
      compared(row.name, 'ASE QLm x1e3', error(squaredError.QLm), row.errorQLm, 'simulated'),
      compared(row.name, 'ASE LES x1e3', error(squaredError.LES), row.errorLES, 'simulated'),
      compared(row.name, 'ASE HOL x1e3', error(squaredError.HOL), row.errorHOL, 'simulated'),
    ];
  });
}

/** A row of Erlang A as planners read it, as a world. */
export function erlangAWorld(row: ErlangARow): World {
  const rates = {
    serverCount: row.serverCount,
    arrivalRatePerMs: row.arrivalRate / UNIT_MS,
    serviceRatePerMs: row.serviceRate / UNIT_MS,
    abandonRatePerMs: row.abandonRate / UNIT_MS,
  };
  const perMinute = [row.arrivalRate, row.serviceRate, row.abandonRate].map((rate) => Number(rate.toFixed(3)));
  const name = `Erlang A ${row.serverCount} agents, a minute ${perMinute.join(' ')}`;
  const model: SteadyModel = {
    name,
    serverCount: row.serverCount,
    interarrival: exponential(1 / rates.arrivalRatePerMs),
    service: exponential(1 / rates.serviceRatePerMs),
    patience: exponential(1 / rates.abandonRatePerMs),
    rates,
  };
  return steadyWorld(model, (figures) => [
    compared(name, 'P(delay)', figures.delayRatio, row.delayRatio),
    compared(name, 'P(ab)', figures.abandonedInQueueRatio, row.abandonedInQueueRatio),
    compared(name, 'E[W] s', scaled(figures.meanWaitMs, 1 / 1000), row.meanWaitSeconds),
    compared(name, 'E[Q]', figures.meanQueueLength, row.meanQueueLength),
    compared(name, 'occupancy', figures.occupancyRatio, row.occupancyRatio),
    compared(name, 'served within 20 s', figures.servedWithinTargetRatio, row.servedWithinTargetRatio),
  ]);
}
