import type { ConfigurationChange } from '@ringback/core';
import { createEngine, type Clock, type Engine, type EngineLog, type Gathering, type Machine } from '@ringback/engine';
import type { Database } from './database.ts';
import { PhoneLink } from './phone-link.ts';
import type { Profile } from './profiles.ts';
import type { Random } from './random.ts';
import type { Planned, Scheduler } from './scheduler.ts';
import { StoreLink } from './store-link.ts';
import type { Switchboard } from './switchboard.ts';

/** What all nodes of a world share. */
export interface Surroundings {
  readonly scheduler: Scheduler;
  readonly database: Database;
  readonly switchboard: Switchboard;
  readonly profile: Profile;
  readonly random: Random;
  /** A phone request that reached the switchboard, for the trace. */
  readonly logged: (message: string, attributes: Readonly<Record<string, unknown>> | undefined) => void;
}

interface WakeUp {
  readonly at: number;
  readonly run: () => void;
  planned: Planned | null;
}

/**
 * One process: a real engine with a machine, a clock and wires of its own. A killed node's promises never settle; a stalled
 * node's events wait until it goes on; what it had sent is on its way all the same.
 */
export class SimulatedNode {
  readonly id: string;
  readonly engine: Engine;
  isAlive = true;
  private readonly surroundings: Surroundings;
  private readonly clock: NodeClock;
  private stalledUntilAt = 0;
  private disturbedAt: number;
  private latestBeforeStep = -Infinity;

  constructor(id: string, surroundings: Surroundings) {
    this.id = id;
    this.surroundings = surroundings;
    this.disturbedAt = surroundings.scheduler.now;
    this.clock = new NodeClock(this);
    const random = surroundings.random.fork(`node ${id}`);
    let idCount = 0;
    this.engine = createEngine({
      tenantId: 'main',
      nodeId: id,
      store: new StoreLink(this, surroundings, random.fork('store')),
      phone: new PhoneLink(this, surroundings, random.fork('phone')),
      clock: this.clock,
      ids: { next: () => `${id}${(idCount++).toString(36).padStart(8, '0')}`.padStart(26, '0') },
      // Documents were written by the world itself, which has no other form of them.
      parseConfiguration: (kind, key, document) =>
        ({ kind, id: key, document, parsed: document }) as ConfigurationChange,
      log: this.logOf(),
      leaseMs: surroundings.profile.leaseMs,
      machine: this.machineOf(random.fork('machine')),
      gathering: gatheringOf(random.fork('gathering')),
    });
  }

  get now(): number {
    return this.surroundings.scheduler.now;
  }

  /** What the centre's clock of this node shows. */
  get clockNow(): number {
    return this.clock.now();
  }

  /** The latest time it ever showed, also before it was set back. */
  get latestClock(): number {
    return Math.max(this.latestBeforeStep, this.clock.now());
  }

  /** How far the clock is from the truth. */
  get clockOffsetMs(): number {
    return this.clock.now() - this.now;
  }

  /** Has this node been itself for so long, with a clock that nobody set? */
  isSteady(forMs: number): boolean {
    return this.now - this.disturbedAt >= forMs && this.stalledUntilAt <= this.now;
  }

  /** Boots; its failure to do so is its own affair, as it would be a process's. */
  start(): void {
    void this.engine.start().catch(() => undefined);
  }

  /** Ends at once, between two awaits: nothing of it runs again. */
  kill(): void {
    this.isAlive = false;
    this.surroundings.switchboard.detach(this.id);
  }

  /** Stands still for a while. */
  stall(durationMs: number): void {
    this.stalledUntilAt = this.now + durationMs;
    this.disturbedAt = this.stalledUntilAt;
  }

  /** Moves the clock, for good. */
  stepClock(byMs: number): void {
    this.latestBeforeStep = this.latestClock;
    this.clock.step(byMs);
    this.disturbedAt = this.now;
  }

  /** Plans something that happens inside this process. */
  at(time: number, run: () => void): Planned {
    return this.surroundings.scheduler.at(time, () => this.runInside(run));
  }

  private runInside(run: () => void): void {
    if (!this.isAlive) return;
    if (this.stalledUntilAt > this.now) this.at(this.stalledUntilAt, run);
    else run();
  }

  private machineOf(random: Random): Machine {
    const skewMs = this.surroundings.profile.nodeCount === 1 ? 0 : random.int(-500, 500);
    return {
      now: () => this.now + skewMs,
      every: (intervalMs, run) => {
        let planned: Planned;
        const again = (): void => {
          planned = this.at(this.now + intervalMs, () => {
            again();
            run();
          });
        };
        again();
        return () => planned.cancel();
      },
      afterTurn: (run) => void this.at(this.now, run),
    };
  }

  private logOf(): EngineLog {
    const { logged } = this.surroundings;
    return {
      info: () => undefined,
      warn: (message, attributes) => logged(message, attributes),
      error: (message, attributes) => logged(message, attributes),
    };
  }
}

/** A wall clock that can be wrong, and be set. */
class NodeClock implements Clock {
  private readonly node: SimulatedNode;
  private offsetMs = 0;
  private readonly wakeUps = new Set<WakeUp>();

  constructor(node: SimulatedNode) {
    this.node = node;
  }

  now(): number {
    return this.node.now + this.offsetMs;
  }

  wakeAt(at: number, run: () => void): () => void {
    const wakeUp: WakeUp = { at, run, planned: null };
    this.wakeUps.add(wakeUp);
    this.plan(wakeUp);
    return () => {
      wakeUp.planned?.cancel();
      this.wakeUps.delete(wakeUp);
    };
  }

  step(byMs: number): void {
    this.offsetMs += byMs;
    for (const wakeUp of this.wakeUps) {
      wakeUp.planned?.cancel();
      this.plan(wakeUp);
    }
  }

  private plan(wakeUp: WakeUp): void {
    wakeUp.planned = this.node.at(wakeUp.at - this.offsetMs, () => {
      this.wakeUps.delete(wakeUp);
      wakeUp.run();
    });
  }
}

/** A centre of this size hardly ever has as many commands at once as the engine lets gather: here a few are many. */
function gatheringOf(random: Random): Gathering {
  return { decideMin: random.int(1, 4), commitMin: random.int(1, 4) };
}
