import type { DayModel } from './day-model.ts';
import { runDay, type DayCounts } from './day-world.ts';
import { gammaOfMeanOne, RandomStream } from './random.ts';
import { ratioOf, type Figure } from './statistics.ts';

/** Blocks are the batches of the interval; within one, the busyness of the days is spread evenly over its law. */
const BLOCKS_MIN = 8;
const BLOCKS_MAX = 20;
/** Days that a block should have before there are more blocks. */
const DAYS_WANTED_PER_BLOCK = 10;
/** Draws from which the strata of one block are cut, for each day. */
const DRAWS_PER_DAY = 100;

/** How many days, and of what. */
export interface DaysRun {
  readonly seed: number;
  /** Rounded up to whole blocks of at least one day. */
  readonly dayCount: number;
}

/** All days of a run. */
export class Days {
  readonly dayCount: number;
  private readonly blocks: readonly (readonly DayCounts[])[];

  constructor(model: DayModel, run: DaysRun) {
    const wanted = Math.floor(run.dayCount / DAYS_WANTED_PER_BLOCK);
    const blockCount = Math.max(BLOCKS_MIN, Math.min(BLOCKS_MAX, wanted));
    const perBlock = Math.max(1, Math.ceil(run.dayCount / blockCount));
    this.dayCount = perBlock * blockCount;
    this.blocks = Array.from({ length: blockCount }, (_, block) =>
      busynessOfBlock(model, run.seed, block, perBlock).map((busyness, day) => {
        return runDay(model, { seed: run.seed, dayNumber: block * perBlock + day, busyness });
      }),
    );
  }

  /** The mean of a count over days. */
  mean(count: (day: DayCounts) => number): Figure {
    return this.ratio(count, () => 1);
  }

  /** The ratio of two means over days: "function of averages" in the published programs. */
  ratio(numerator: (day: DayCounts) => number, denominator: (day: DayCounts) => number): Figure {
    return ratioOf(
      this.blocks.map((days) => ({ numerator: total(days, numerator), denominator: total(days, denominator) })),
    );
  }

  /** The sum of a count over all days. */
  total(count: (day: DayCounts) => number): number {
    return total(this.blocks.flat(), count);
  }
}

function total(days: readonly DayCounts[], count: (day: DayCounts) => number): number {
  return days.reduce((sum, day) => sum + count(day), 0);
}

/**
 * The busyness of the days of a block, stratified: many draws, sorted, cut into as many equal parts as there are days, and
 * one draw taken from each part. Each day by itself has the gamma law; together they cover it evenly, which takes most of
 * the noise out of the means.
 */
function busynessOfBlock(model: DayModel, seed: number, block: number, dayCount: number): readonly number[] {
  if (model.busynessShape === null) return Array.from({ length: dayCount }, () => 1);
  const random = new RandomStream(seed, -2 - block);
  const draw = gammaOfMeanOne(model.busynessShape);
  const draws = Array.from({ length: dayCount * DRAWS_PER_DAY }, () => draw(random)).sort((a, b) => a - b);
  return Array.from(
    { length: dayCount },
    (_, stratum) => draws[Math.floor((stratum + random.next()) * DRAWS_PER_DAY)] ?? 1,
  );
}
