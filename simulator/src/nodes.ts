import { SimulatedNode, type Surroundings } from './node.ts';
import type { Random } from './random.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** By how much a clock is set, milliseconds. */
const CLOCK_STEPS_MS = {
  ms: [-500, 500],
  seconds: [-20 * SECOND_MS, 20 * SECOND_MS],
  minutes: [-2 * MINUTE_MS, 5 * MINUTE_MS],
} as const;

/** The nodes of a world, and what befalls them. */
export class Nodes {
  /** Those that run now. */
  readonly all: SimulatedNode[] = [];
  private readonly surroundings: Surroundings;
  private readonly random: Random;
  private startCount = 0;
  private eventsToCrash = Infinity;
  /** Nodes that are down and will be started again. */
  private downCount = 0;
  /** Since when nothing befell any node. */
  private quietSinceAt: number;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
    this.random = surroundings.random.fork('trouble');
    this.quietSinceAt = surroundings.scheduler.now;
  }

  /** Starts every node of the profile. */
  start(): void {
    for (let index = 0; index < this.surroundings.profile.nodeCount; index += 1) this.boot();
  }

  /** Lets faults of nodes, and of the phone engine, happen until a time, those that the profile has. */
  makeTrouble(untilAt: number): void {
    const { crashEveryCount, stallEveryMs, clockStepEveryMs, phoneDiesEveryMs } = this.surroundings.profile.faults;
    if (crashEveryCount !== null) this.planCrashes(crashEveryCount, untilAt);
    if (stallEveryMs !== null) this.again(stallEveryMs, untilAt, () => this.stallOne());
    if (clockStepEveryMs !== null) this.again(clockStepEveryMs, untilAt, () => this.stepOneClock());
    if (phoneDiesEveryMs !== null) this.again(phoneDiesEveryMs, untilAt, () => this.surroundings.switchboard.die());
  }

  /** The writer, when it has been one without anything happening for this long. */
  steadyWriter(forMs: number): SimulatedNode | null {
    if (this.surroundings.scheduler.now - this.quietSinceAt < forMs) return null;
    const writers = this.all.filter((node) => node.isAlive && node.engine.role() === 'writer');
    const [writer] = writers;
    return writers.length === 1 && writer !== undefined && writer.isSteady(forMs) ? writer : null;
  }

  /** What each node that runs takes itself for. */
  roles(): readonly { readonly nodeId: string; readonly role: string }[] {
    return this.all.map(({ id, engine }) => ({ nodeId: id, role: engine.role() }));
  }

  /** Everything runs again, with clocks that are right. */
  reviveAll(): void {
    this.eventsToCrash = Infinity;
    this.surroundings.scheduler.beforeEvent = null;
    for (const node of this.all) node.stepClock(-node.clockOffsetMs);
    while (this.downCount > 0) this.bootAgain();
    this.happened();
  }

  private happened(): void {
    this.quietSinceAt = this.surroundings.scheduler.now;
  }

  private boot(): void {
    this.startCount += 1;
    const node = new SimulatedNode(`n${this.startCount}`, this.surroundings);
    this.all.push(node);
    node.start();
    this.happened();
  }

  private bootAgain(): void {
    if (this.downCount === 0) return;
    this.downCount -= 1;
    this.boot();
  }

  /** Between any two events a node may die: the count says before which. */
  private planCrashes(everyCount: number, untilAt: number): void {
    const { scheduler } = this.surroundings;
    this.eventsToCrash = 500 + this.random.exponential(everyCount);
    scheduler.beforeEvent = () => {
      this.eventsToCrash -= 1;
      if (this.eventsToCrash > 0 || scheduler.now > untilAt) return;
      this.eventsToCrash = 1 + this.random.exponential(everyCount);
      this.crashOne();
    };
  }

  private crashOne(): void {
    if (this.all.length === 0) return;
    const node = this.random.pick(this.all);
    node.kill();
    this.all.splice(this.all.indexOf(node), 1);
    this.downCount += 1;
    this.happened();
    this.surroundings.scheduler.after(this.random.int(200, 20 * SECOND_MS), () => this.bootAgain());
  }

  private again(everyMs: number, untilAt: number, run: () => void): void {
    const { scheduler } = this.surroundings;
    const at = scheduler.now + 1 + this.random.exponential(everyMs);
    if (at >= untilAt) return;
    scheduler.at(at, () => {
      run();
      this.again(everyMs, untilAt, run);
    });
  }

  private stallOne(): void {
    if (this.all.length === 0) return;
    this.random.pick(this.all).stall(this.random.int(SECOND_MS, 20 * SECOND_MS));
    this.happened();
  }

  /** Forward or back, by milliseconds, seconds or minutes. */
  private stepOneClock(): void {
    if (this.all.length === 0) return;
    const node = this.random.pick(this.all);
    const unit = this.random.weighted({ ms: 4, seconds: 4, minutes: 2 });
    const [from, to] = CLOCK_STEPS_MS[unit];
    const size = this.random.int(from, to);
    node.stepClock(this.random.chance(0.4) ? -node.clockOffsetMs : size);
    this.happened();
  }
}
