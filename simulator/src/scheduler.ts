import { EventHeap, type Timed } from './event-heap.ts';

/** Something that will happen; `cancel` takes it back. */
export interface Planned {
  cancel(): void;
}

interface Entry extends Timed {
  run: (() => void) | null;
}

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
  private order = 0;
  private readonly heap = new EventHeap<Entry>();

  constructor(startAt: number) {
    this.now = startAt;
  }

  /** Plans something for a time; a time that is past means at once, after everything planned for the present instant. */
  at(time: number, run: () => void): Planned {
    const entry: Entry = { at: Math.max(this.now, time), order: this.order++, run };
    this.heap.push(entry);
    return { cancel: () => (entry.run = null) };
  }

  /** Plans something `durationMs` from now. */
  after(durationMs: number, run: () => void): Planned {
    return this.at(this.now + durationMs, run);
  }

  /** Lets the next thing happen, unless it is later than `untilAt`. False when there is none. */
  step(untilAt: number): boolean {
    const entry = this.heap.next();
    if (entry === null || entry.at > untilAt) {
      this.now = Math.max(this.now, untilAt);
      return false;
    }
    this.heap.take();
    if (entry.run === null) return true;
    this.now = entry.at;
    this.eventCount += 1;
    this.beforeEvent?.();
    entry.run();
    return true;
  }

  /**
   * Runs everything until `untilAt`. An event is followed by every microtask it set off, and theirs: the next one is asked for by
   * process.nextTick from a microtask, and Node turns to the tick queue only when the microtask queue is empty. (A macrotask
   * per event would do the same at several times the price.)
   */
  drive(untilAt: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        try {
          if (!this.step(untilAt)) return resolve();
        } catch (error) {
          return reject(error);
        }
        queueMicrotask(again);
      };
      const again = (): void => process.nextTick(turn);
      setImmediate(turn);
    });
  }
}
