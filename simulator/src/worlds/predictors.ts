import { type Caller, waitedMs } from './caller.ts';
import type { ArrivalOrder } from './arrival-order.ts';

/** The rates a predictor is told, each a millisecond. */
export interface KnownRates {
  readonly serverCount: number;
  readonly arrivalRatePerMs: number;
  readonly serviceRatePerMs: number;
  /** 0: nobody gives up. */
  readonly abandonRatePerMs: number;
}

/** The predictors of the literature that are run beside what core tells. */
export const predictorNames = ['QLs', 'QLm', 'QLr', 'LES', 'HOL', 'RCS'] as const;
/** The name of a predictor. */
export type PredictorName = (typeof predictorNames)[number];

/**
 * Delay predictors as Ibrahim and Whitt define them (M&SOM 11(3), 2009; Management Science 55(10), 2009), with the rates
 * given, not learned. The conventions are those of the reference tables: a start of service without a wait sets LES to 0,
 * and HOL is LES when nobody waits.
 */
export class Predictors {
  private readonly rates: KnownRates;
  private readonly fluidRatio: number;
  private readonly queueLengthSums: number[] = [0];
  private lastToEnterMs = 0;
  private lastCompleted: Caller | null = null;

  constructor(rates: KnownRates) {
    this.rates = rates;
    this.fluidRatio = fluidRatioOf(rates);
  }

  /** Service of somebody began. */
  connected(caller: Caller): void {
    this.lastToEnterMs = waitedMs(caller) ?? 0;
  }

  /** Somebody's service ended. */
  completed(caller: Caller): void {
    if (this.lastCompleted === null || caller.index > this.lastCompleted.index) this.lastCompleted = caller;
  }

  /** What each predictor says to somebody who finds everybody busy and `aheadCount` waiting, milliseconds. */
  predict(aheadCount: number, line: ArrivalOrder, now: number): Readonly<Record<PredictorName, number>> {
    const { serverCount, serviceRatePerMs } = this.rates;
    const simple = (aheadCount + 1) / (serverCount * serviceRatePerMs);
    const head = line.head();
    return {
      QLs: simple,
      QLm: this.queueLengthSum(aheadCount + 1),
      QLr: this.fluidRatio * simple,
      LES: this.lastToEnterMs,
      HOL: head === null ? this.lastToEnterMs : now - head.arrivedAt,
      RCS: this.lastCompleted === null ? 0 : (waitedMs(this.lastCompleted) ?? 0),
    };
  }

  private queueLengthSum(exitCount: number): number {
    const sums = this.queueLengthSums;
    const { serverCount, serviceRatePerMs, abandonRatePerMs } = this.rates;
    for (let i = sums.length - 1; i < exitCount; i += 1)
      sums.push((sums[i] ?? 0) + 1 / (serverCount * serviceRatePerMs + i * abandonRatePerMs));
    return sums[exitCount] ?? 0;
  }
}

/** beta of QLr for exponential patience: fluid wait over fluid queue, times s mu. 1 where there is no overload. */
function fluidRatioOf({ serverCount, arrivalRatePerMs, serviceRatePerMs, abandonRatePerMs }: KnownRates): number {
  const capacityPerMs = serverCount * serviceRatePerMs;
  if (abandonRatePerMs === 0 || arrivalRatePerMs <= capacityPerMs) return 1;
  const waitMs = Math.log(arrivalRatePerMs / capacityPerMs) / abandonRatePerMs;
  const queueLength = (arrivalRatePerMs - capacityPerMs) / abandonRatePerMs;
  return (waitMs * capacityPerMs) / queueLength;
}
