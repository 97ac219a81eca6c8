import type { WaitEstimate } from '@ringback/core';
import { ArrivalOrder } from './arrival-order.ts';
import { CallWorld, type WorldObserver } from './call-world.ts';
import type { Caller } from './caller.ts';
import { agentIdOf, centerOf, numberOf } from './configuration.ts';
import { PotentialWaits } from './potential-wait.ts';
import { Predictors, predictorNames, type KnownRates } from './predictors.ts';
import { RandomStream, type Sampler } from './random.ts';
import { ratioOf, type Figure, type Part } from './statistics.ts';

/** One line and agents who are all alike, in steady state: GI/G/s and GI/G/s+G. Times are milliseconds. */
export interface SteadyModel {
  readonly name: string;
  readonly serverCount: number;
  readonly interarrival: Sampler;
  readonly service: Sampler;
  /** Null: nobody gives up. */
  readonly patience: Sampler | null;
  /** What the predictors are told. */
  readonly rates: KnownRates;
}

/** How long a run is, and of what. */
export interface SteadyRun {
  readonly seed: number;
  /** Callers who are counted; a tenth of that comes before, uncounted. */
  readonly callCount: number;
  /**
   * Gives callers in turn one of so many levels of priority, the later the higher. With more than one the line is served
   * in a wrong order on purpose, nearly last come, first served: what must be noticed.
   */
  readonly priorityCount?: number;
}

const BATCH_COUNT = 20;
const WARM_UP_RATIO = 0.1;
/** Served within this counts for the service level of Erlang A rows, milliseconds. */
const TARGET_MS = 20_000;
const CALL_KIND = 'line';

/** The predictors compared, and what core told with the rates it had learned. */
export const estimateNames = [...predictorNames, 'told'] as const;
/** The name of an estimate. */
export type EstimateName = (typeof estimateNames)[number];

/** What a steady world measured. Times are milliseconds; ASE is in square milliseconds. */
export interface SteadyFigures {
  readonly delayRatio: Figure;
  readonly abandonedInQueueRatio: Figure;
  /** Wait of everybody, those who gave up included. */
  readonly meanWaitMs: Figure;
  readonly meanQueueLength: Figure;
  readonly occupancyRatio: Figure;
  readonly servedWithinTargetRatio: Figure;
  /** Mean and variance of the potential wait of those who were delayed. The variance is the ASE of a constant (NI). */
  readonly meanPotentialWaitMs: Figure;
  readonly potentialWaitVariance: Figure;
  /** Mean squared error of each estimate over the delayed. */
  readonly squaredError: Readonly<Record<EstimateName, Figure>>;
  /** Estimate minus potential wait. */
  readonly biasMs: Readonly<Record<EstimateName, Figure>>;
  /** Share of the delayed whose potential wait was in the range core told. */
  readonly withinRangeRatio: Figure;
  /** How many were served while somebody who came before them waited (invariant I6). */
  readonly overtakeCount: number;
  readonly callCount: number;
  readonly commandCount: number;
}

/** Runs a model through core's line and routing until the calls are counted. */
export function runSteady(model: SteadyModel, run: SteadyRun): SteadyFigures {
  return new SteadyWorld(model, run).measured();
}

interface MeasuredCaller extends Caller {
  /** The range core told, for who found everybody busy. */
  readonly range: Pick<WaitEstimate, 'lowMs' | 'highMs'> | null;
  /** Null: comes before or after those who are counted. */
  readonly batch: Batch | null;
  readonly estimates: Readonly<Record<EstimateName, number>> | null;
}

/** The sums of one batch. */
class Batch {
  arrivals = 0;
  delayed = 0;
  abandonedInQueue = 0;
  waitMs = 0;
  servedWithinTarget = 0;
  durationMs = 0;
  waitingMs = 0;
  busyMs = 0;
  potentialMs = 0;
  potentialMs2 = 0;
  withinRange = 0;
  readonly errorMs = zeroes();
  readonly errorMs2 = zeroes();
}

function zeroes(): Record<EstimateName, number> {
  return { QLs: 0, QLm: 0, QLr: 0, LES: 0, HOL: 0, RCS: 0, told: 0 };
}

class SteadyWorld implements WorldObserver<MeasuredCaller> {
  private readonly model: SteadyModel;
  private readonly world: CallWorld<MeasuredCaller>;
  private readonly batches = Array.from({ length: BATCH_COUNT }, () => new Batch());
  private readonly line = new ArrivalOrder();
  private readonly potential = new PotentialWaits<MeasuredCaller>((caller, waitMs) => this.settle(caller, waitMs));
  private readonly predictors: Predictors;
  private readonly arrivals: RandomStream;
  private readonly services: RandomStream;
  private readonly patience: RandomStream;
  private readonly callCount: number;
  private readonly priorityCount: number;
  private readonly warmUpCount: number;
  private arrivedCount = 0;
  private unsettledCount = 0;
  private overtakeCount = 0;
  private batch: Batch | null = null;
  private lastEventAt = 0;

  constructor(model: SteadyModel, run: SteadyRun) {
    this.model = model;
    this.callCount = run.callCount;
    this.priorityCount = run.priorityCount ?? 1;
    this.warmUpCount = Math.ceil(run.callCount * WARM_UP_RATIO);
    this.predictors = new Predictors(model.rates);
    this.arrivals = new RandomStream(run.seed, 0);
    this.services = new RandomStream(run.seed, 1);
    this.patience = new RandomStream(run.seed, 2);
    const agents = [{ name: CALL_KIND, count: model.serverCount, levels: { [CALL_KIND]: 5 } }];
    const configuration = centerOf([CALL_KIND], agents, this.priorityCount);
    this.world = new CallWorld<MeasuredCaller>(configuration, this, (at) => this.addTime(at));
  }

  /** Runs to the end and gives the figures. */
  measured(): SteadyFigures {
    for (let index = 0; index < this.model.serverCount; index += 1)
      this.world.driver.setPresence(agentIdOf(CALL_KIND, index), 'available', 0);
    this.planArrival();
    const total = this.warmUpCount + this.callCount;
    this.world.run(() => this.arrivedCount >= total && this.unsettledCount === 0);
    return this.figures();
  }

  private planArrival(): void {
    this.world.plan(this.world.now + this.model.interarrival(this.arrivals), () => this.arrive());
  }

  private arrive(): void {
    const { world, model } = this;
    this.planArrival();
    this.batch = this.batchOf(this.arrivedCount - this.warmUpCount);
    const isDelayed = world.busyCount === model.serverCount;
    const range = isDelayed ? world.driver.estimatedWait(numberOf(CALL_KIND), world.now) : null;
    const caller: MeasuredCaller = {
      index: this.arrivedCount,
      to: numberOf(CALL_KIND, this.arrivedCount % this.priorityCount),
      arrivedAt: world.now,
      patienceMs: model.patience === null ? Infinity : model.patience(this.patience),
      serviceMs: model.service(this.services),
      startedAt: null,
      hungUpAt: null,
      batch: this.batch,
      range,
      estimates: isDelayed ? this.estimates(range) : null,
    };
    this.arrivedCount += 1;
    if (caller.batch !== null) {
      caller.batch.arrivals += 1;
      this.unsettledCount += 1;
    }
    world.callIn(caller);
  }

  private batchOf(countedIndex: number): Batch | null {
    return countedIndex < 0 ? null : (this.batches[Math.floor((countedIndex * BATCH_COUNT) / this.callCount)] ?? null);
  }

  private estimates(range: WaitEstimate | null): Record<EstimateName, number> {
    const { world } = this;
    return { ...this.predictors.predict(world.waitingCount, this.line, world.now), told: range?.likelyMs ?? NaN };
  }

  queued(caller: MeasuredCaller): void {
    this.line.add(caller);
    this.potential.queued(caller);
    if (caller.batch !== null) caller.batch.delayed += 1;
  }

  connected(caller: MeasuredCaller): void {
    this.predictors.connected(caller);
    const head = this.line.head();
    if (head !== null && head.index < caller.index) this.overtakeCount += 1;
    this.countWait(caller);
    if (caller.estimates !== null) this.potential.served(caller, this.world.now);
    else if (caller.batch !== null) this.unsettledCount -= 1;
  }

  hungUp(caller: MeasuredCaller): void {
    this.countWait(caller);
    if (caller.batch !== null) caller.batch.abandonedInQueue += 1;
  }

  agentFrees(caller: MeasuredCaller): void {
    this.predictors.completed(caller);
    this.potential.agentFrees(this.world.now);
  }

  private countWait({ batch, arrivedAt, startedAt }: MeasuredCaller): void {
    if (batch === null) return;
    const waited = this.world.now - arrivedAt;
    batch.waitMs += waited;
    if (startedAt !== null && waited <= TARGET_MS) batch.servedWithinTarget += 1;
  }

  private settle({ batch, estimates, range }: MeasuredCaller, potentialMs: number): void {
    if (batch === null || estimates === null) return;
    this.unsettledCount -= 1;
    batch.potentialMs += potentialMs;
    batch.potentialMs2 += potentialMs ** 2;
    if (range !== null && range.lowMs <= potentialMs && potentialMs <= range.highMs) batch.withinRange += 1;
    for (const name of estimateNames) {
      const errorMs = estimates[name] - potentialMs;
      batch.errorMs[name] += errorMs;
      batch.errorMs2[name] += errorMs ** 2;
    }
  }

  private addTime(at: number): void {
    const durationMs = at - this.lastEventAt;
    this.lastEventAt = at;
    if (this.batch === null) return;
    this.batch.durationMs += durationMs;
    this.batch.waitingMs += durationMs * this.world.waitingCount;
    this.batch.busyMs += durationMs * this.world.busyCount;
  }

  private figures(): SteadyFigures {
    const of = (part: (batch: Batch) => Part): Figure => ratioOf(this.batches.map(part));
    const perArrival = (value: (batch: Batch) => number): Figure =>
      of((batch) => ({ numerator: value(batch), denominator: batch.arrivals }));
    const perDelayed = (value: (batch: Batch) => number): Figure =>
      of((batch) => ({ numerator: value(batch), denominator: batch.delayed }));
    const perTime = (value: (batch: Batch) => number): Figure =>
      of((batch) => ({ numerator: value(batch), denominator: batch.durationMs }));
    const perEstimate = (value: (batch: Batch, name: EstimateName) => number): Record<EstimateName, Figure> => {
      const figure = (name: EstimateName): Figure => perDelayed((batch) => value(batch, name));
      return {
        QLs: figure('QLs'),
        QLm: figure('QLm'),
        QLr: figure('QLr'),
        LES: figure('LES'),
        HOL: figure('HOL'),
        RCS: figure('RCS'),
        told: figure('told'),
      };
    };
    const mean = perDelayed((batch) => batch.potentialMs);
    return {
      delayRatio: perArrival((batch) => batch.delayed),
      abandonedInQueueRatio: perArrival((batch) => batch.abandonedInQueue),
      meanWaitMs: perArrival((batch) => batch.waitMs),
      meanQueueLength: perTime((batch) => batch.waitingMs),
      occupancyRatio: perTime((batch) => batch.busyMs / this.model.serverCount),
      servedWithinTargetRatio: perArrival((batch) => batch.servedWithinTarget),
      meanPotentialWaitMs: mean,
      potentialWaitVariance: perDelayed(
        (batch) => batch.potentialMs2 - 2 * mean.value * batch.potentialMs + mean.value ** 2 * batch.delayed,
      ),
      squaredError: perEstimate((batch, name) => batch.errorMs2[name]),
      biasMs: perEstimate((batch, name) => batch.errorMs[name]),
      withinRangeRatio: perDelayed((batch) => batch.withinRange),
      overtakeCount: this.overtakeCount,
      callCount: this.callCount,
      commandCount: this.world.driver.commandCount,
    };
  }
}
