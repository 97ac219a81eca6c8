import type { ConfigurationChange } from '@ringback/core';
import { type Caller, isWaiting } from './caller.ts';
import { CenterDriver } from './center-driver.ts';
import { EventHeap, type Timed } from '../event-heap.ts';

/** Something that happens at a time of the world: milliseconds, not rounded. */
interface WorldEvent extends Timed {
  readonly run: () => void;
}

/** What a world tells whoever measures it, in the order in which it happens. */
export interface WorldObserver<C extends Caller> {
  /** Nobody was free: the caller waits. */
  queued(caller: C): void;
  /** An agent has the caller. */
  connected(caller: C, agentId: string): void;
  /** The caller lost patience. */
  hungUp(caller: C): void;
  /** The conversation is over. Core has not been told yet, so the line is as the agent finds it. */
  agentFrees(caller: C, agentId: string): void;
}

/** Callers, agents and time around the real core. */
export class CallWorld<C extends Caller> {
  /** Milliseconds from the beginning, not rounded. */
  now = 0;
  waitingCount = 0;
  busyCount = 0;
  readonly driver: CenterDriver<C>;
  private readonly events = new EventHeap<WorldEvent>();
  private plannedCount = 0;
  private readonly observer: WorldObserver<C>;
  private readonly beforeEvent: (at: number) => void;

  /** `beforeEvent` hears the time of every event before it happens, to add up what was over time. */
  constructor(
    configuration: readonly ConfigurationChange[],
    observer: WorldObserver<C>,
    beforeEvent: (at: number) => void,
  ) {
    this.observer = observer;
    this.beforeEvent = beforeEvent;
    this.driver = new CenterDriver(configuration, (caller, agentId) => this.connected(caller, agentId));
  }

  /** Plans something of the world's own: an arrival, a change of staff. */
  plan(at: number, run: () => void): void {
    this.events.push({ at, order: this.plannedCount++, run });
  }

  /** Runs until nothing is planned any more or `isOver` says so. */
  run(isOver: () => boolean = () => false): void {
    for (
      let event = isOver() ? null : this.events.take();
      event !== null;
      event = isOver() ? null : this.events.take()
    ) {
      this.beforeEvent(event.at);
      this.now = event.at;
      this.driver.advanceTo(event.at);
      event.run();
    }
  }

  /** A caller rings up now. */
  callIn(caller: C): void {
    this.waitingCount += 1;
    this.driver.callIn(caller, `+1${2_000_000_000 + (caller.index % 1_000_000_000)}`, caller.to, this.now);
    if (!isWaiting(caller)) return;
    this.observer.queued(caller);
    if (caller.patienceMs < Infinity) this.plan(this.now + caller.patienceMs, () => this.losePatience(caller));
  }

  private connected(caller: C, agentId: string): void {
    this.waitingCount -= 1;
    this.busyCount += 1;
    caller.startedAt = this.now;
    this.plan(this.now + caller.serviceMs, () => this.finish(caller, agentId));
    this.observer.connected(caller, agentId);
  }

  private finish(caller: C, agentId: string): void {
    this.busyCount -= 1;
    this.observer.agentFrees(caller, agentId);
    this.driver.hangUp(caller, this.now);
  }

  private losePatience(caller: C): void {
    if (!isWaiting(caller)) return;
    this.waitingCount -= 1;
    caller.hungUpAt = this.now;
    this.observer.hungUp(caller);
    this.driver.hangUp(caller, this.now);
  }
}
