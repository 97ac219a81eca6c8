import { ArrivalOrder } from './arrival-order.ts';
import { CallWorld, type WorldObserver } from './call-world.ts';
import type { Caller } from './caller.ts';
import { agentIdOf, centerOf, numberOf } from './configuration.ts';
import type { DayModel } from './day-model.ts';
import { exponential, RandomStream } from './random.ts';
import { Staff } from './staff.ts';

/** What one day counted. Times are milliseconds. */
export interface DayCounts {
  arrivals: number;
  served: number;
  abandonedInQueue: number;
  /** Waited less than the target: served, and all who left the line one way or the other. */
  servedWithinTarget: number;
  leftWithinTarget: number;
  abandonedAfterTarget: number;
  servedWaitMs: number;
  waitMs: number;
  /** Of the first kind of agents: busy, and in or finishing, over time. */
  busyMs: number;
  presentMs: number;
  /** By kind of call and period of arrival. */
  readonly servedWithinTargetBy: readonly number[][];
  /** Served while somebody who came before them waited whom the same agent could have served (invariant I6). */
  overtakes: number;
  /** Served by an agent without the skill (invariant I5). */
  misroutes: number;
  commands: number;
}

interface DayCaller extends Caller {
  readonly kindIndex: number;
  readonly period: number;
}

/** How a day varies from the next. */
export interface DayRun {
  readonly seed: number;
  readonly dayNumber: number;
  /** Multiplies every arrival rate of the day. */
  readonly busyness: number;
}

/** Runs one day from an empty centre until the last caller is gone. */
export function runDay(model: DayModel, run: DayRun): DayCounts {
  return new DayWorld(model, run).counted();
}

class DayWorld implements WorldObserver<DayCaller> {
  private readonly model: DayModel;
  private readonly busyness: number;
  private readonly world: CallWorld<DayCaller>;
  private readonly staff: readonly Staff[];
  private readonly lines: readonly ArrivalOrder[];
  private readonly random: RandomStream;
  private readonly counts: DayCounts;
  private arrivedCount = 0;
  private lastEventAt = 0;

  constructor(model: DayModel, run: DayRun) {
    this.model = model;
    this.busyness = run.busyness;
    this.random = new RandomStream(run.seed, run.dayNumber + 1);
    this.lines = model.callKinds.map(() => new ArrivalOrder());
    this.counts = emptyCounts(model);
    const agents = model.agentKinds.map((kind) => ({ ...kind, count: Math.max(...kind.countByPeriod) }));
    const callKinds = model.callKinds.map((kind) => kind.name);
    this.world = new CallWorld<DayCaller>(centerOf(callKinds, agents), this, (at) => this.addTime(at));
    this.staff = agents.map(({ name, count }) => {
      const agentIds = Array.from({ length: count }, (_, index) => agentIdOf(name, index));
      return new Staff(agentIds, (agentId, presence) => {
        this.world.driver.setPresence(agentId, presence, this.world.now);
      });
    });
  }

  counted(): DayCounts {
    for (let period = 0; period < this.model.periodCount; period += 1)
      this.world.plan(period * this.model.periodMs, () => this.beginPeriod(period));
    this.world.run();
    this.counts.commands = this.world.driver.commandCount;
    return this.counts;
  }

  private beginPeriod(period: number): void {
    this.model.agentKinds.forEach((kind, index) => this.staff[index]?.resize(kind.countByPeriod[period] ?? 0));
    this.model.callKinds.forEach((_, kindIndex) => this.planArrival(kindIndex, period));
  }

  /** A Poisson stream has no memory: what would come after the period's end is drawn anew at the next rate. */
  private planArrival(kindIndex: number, period: number): void {
    const ratePerMs = (this.model.callKinds[kindIndex]?.ratePerMsByPeriod[period] ?? 0) * this.busyness;
    if (ratePerMs === 0) return;
    const at = this.world.now + exponential(1 / ratePerMs)(this.random);
    if (at >= (period + 1) * this.model.periodMs) return;
    this.world.plan(at, () => this.arrive(kindIndex, period));
  }

  private arrive(kindIndex: number, period: number): void {
    this.planArrival(kindIndex, period);
    const { model, world } = this;
    const caller: DayCaller = {
      index: this.arrivedCount,
      to: numberOf(model.callKinds[kindIndex]?.name ?? ''),
      arrivedAt: world.now,
      serviceMs: model.service(this.random, period),
      patienceMs: model.patience(this.random, period),
      startedAt: null,
      hungUpAt: null,
      kindIndex,
      period,
    };
    this.arrivedCount += 1;
    this.counts.arrivals += 1;
    world.callIn(caller);
  }

  queued(caller: DayCaller): void {
    this.lines[caller.kindIndex]?.add(caller);
  }

  connected(caller: DayCaller, agentId: string): void {
    const kindIndex = this.agentKindOf(agentId);
    this.staff[kindIndex]?.begins(agentId);
    this.checkRouting(caller, kindIndex);
    const waitMs = this.world.now - caller.arrivedAt;
    const { counts } = this;
    counts.served += 1;
    counts.servedWaitMs += waitMs;
    counts.waitMs += waitMs;
    if (waitMs >= this.model.targetMs) return;
    counts.servedWithinTarget += 1;
    counts.leftWithinTarget += 1;
    const byPeriod = counts.servedWithinTargetBy[caller.kindIndex];
    if (byPeriod !== undefined) byPeriod[caller.period] = (byPeriod[caller.period] ?? 0) + 1;
  }

  private checkRouting(caller: DayCaller, agentKindIndex: number): void {
    const levels = this.model.agentKinds[agentKindIndex]?.levels ?? {};
    const canServe = (kindIndex: number): boolean => (levels[this.model.callKinds[kindIndex]?.name ?? ''] ?? 0) > 0;
    if (!canServe(caller.kindIndex)) this.counts.misroutes += 1;
    const isOvertaking = this.lines.some((line, kindIndex) => {
      const head = canServe(kindIndex) ? line.head() : null;
      return head !== null && head.index < caller.index;
    });
    if (isOvertaking) this.counts.overtakes += 1;
  }

  hungUp(caller: DayCaller): void {
    const waitMs = this.world.now - caller.arrivedAt;
    this.counts.abandonedInQueue += 1;
    this.counts.waitMs += waitMs;
    if (waitMs < this.model.targetMs) this.counts.leftWithinTarget += 1;
    else this.counts.abandonedAfterTarget += 1;
  }

  agentFrees(_caller: DayCaller, agentId: string): void {
    this.staff[this.agentKindOf(agentId)]?.finishes(agentId);
  }

  private agentKindOf(agentId: string): number {
    return this.model.agentKinds.findIndex(({ name }) => agentId.startsWith(agentIdOf(name, 0).slice(0, -4)));
  }

  /** Occupancy counts to the close or to the end of the last call, as the published program did. */
  private addTime(at: number): void {
    const closesAt = this.model.periodCount * this.model.periodMs;
    const from = this.lastEventAt;
    this.lastEventAt = at;
    const isOver = from >= closesAt && this.world.busyCount + this.world.waitingCount === 0;
    const until = this.model.occupancyUntil === 'close' ? Math.min(at, closesAt) : at;
    const first = this.staff[0];
    if (isOver || until <= from || first === undefined) return;
    this.counts.busyMs += (until - from) * first.busyCount;
    this.counts.presentMs += (until - from) * first.presentCount;
  }
}

function emptyCounts(model: DayModel): DayCounts {
  return {
    arrivals: 0,
    served: 0,
    abandonedInQueue: 0,
    servedWithinTarget: 0,
    leftWithinTarget: 0,
    abandonedAfterTarget: 0,
    servedWaitMs: 0,
    waitMs: 0,
    busyMs: 0,
    presentMs: 0,
    servedWithinTargetBy: model.callKinds.map(() => Array.from({ length: model.periodCount }, () => 0)),
    overtakes: 0,
    misroutes: 0,
    commands: 0,
  };
}
