import { EventHeap, type Timed } from './event-heap.ts';

/** Something that will happen; `cancel` takes it back. */
export interface Planned {
  cancel(): void;
}

class Entry implements Timed, Planned {
  /** Since the start, milliseconds: such a number is compared faster than one of an epoch. */
  readonly at: number;
  readonly order: number;
  /** Settles no promise: see `quietlyAt`. */
  readonly isQuiet: boolean;
  run: (() => void) | null;

  constructor(at: number, order: number, isQuiet: boolean, run: () => void) {
    this.at = at;
    this.order = order;
    this.isQuiet = isQuiet;
    this.run = run;
  }

  cancel(): void {
    this.run = null;
  }
}

const settled = Promise.resolve();

/**
 * Virtual time. What will happen stands in a heap, by time and then by the order in which it was planned, so a run depends on
 * nothing but its seed. Between two events every promise chain that can go on has gone on: see `drive`.
 */
export class Scheduler {
  /** The present instant, epoch milliseconds: the true time, whatever a node's clock says. */
  now: number;
  eventCount = 0;
  /** Called before each event; where crashes come from. */
  beforeEvent: (() => void) | null = null;
  private readonly startAt: number;
  private order = 0;
  private readonly heap = new EventHeap<Entry>();

  constructor(startAt: number) {
    this.now = startAt;
    this.startAt = startAt;
  }

  /** Plans something for a time; a time that is past means at once, after everything planned for the present instant. */
  at(time: number, run: () => void): Planned {
    return this.plan(time, run, false);
  }

  /** Plans something `durationMs` from now. */
  after(durationMs: number, run: () => void): Planned {
    return this.at(this.now + durationMs, run);
  }

  /**
   * The same for what settles no promise and begins none, such as a step of a telephone or the decision of a person: no
   * promise can go on after it, and the wait for that is saved.
   */
  quietlyAt(time: number, run: () => void): Planned {
    return this.plan(time, run, true);
  }

  /** Plans something of that kind `durationMs` from now. */
  quietlyAfter(durationMs: number, run: () => void): Planned {
    return this.plan(this.now + durationMs, run, true);
  }

  private plan(time: number, run: () => void, isQuiet: boolean): Entry {
    const entry = new Entry(Math.max(this.now, time) - this.startAt, this.order++, isQuiet, run);
    this.heap.push(entry);
    return entry;
  }

  /** Lets the next things happen, up to one that may have settled promises, none later than `untilAt`. False when there is none. */
  private stepOn(untilAt: number): boolean {
    const until = untilAt - this.startAt;
    for (;;) {
      const entry = this.heap.next();
      if (entry === null || entry.at > until) {
        this.now = Math.max(this.now, untilAt);
        return false;
      }
      this.heap.take();
      if (entry.run === null) continue;
      this.now = this.startAt + entry.at;
      this.eventCount += 1;
      this.beforeEvent?.();
      entry.run();
      if (!entry.isQuiet) return true;
    }
  }

  /**
   * Runs everything until `untilAt`. An event is followed by every microtask it set off, and theirs: the next is asked for by
   * process.nextTick from a microtask, and Node turns to the tick queue only when the microtask queue is empty. (A macrotask
   * per event would do the same at several times the price.)
   */
  drive(untilAt: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        try {
          if (!this.stepOn(untilAt)) return resolve();
        } catch (error) {
          return reject(error);
        }
        void settled.then(again);
      };
      const again = (): void => process.nextTick(turn);
      setImmediate(turn);
    });
  }
}
