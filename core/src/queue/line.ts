import type { Callback } from '../callback/callback.ts';
import type { LiveCall } from '../calls/live-call.ts';
import type { Instant } from '../time.ts';
import { OrderedBand } from './ordered-band.ts';

/** A callback or a live caller. */
export type WorkItem = Callback | LiveCall;

/** Line priority of a confirmed customer who holds the line: before everybody (invariant I9). */
export const HOLDING_PRIORITY = 20_000_000;
/** Line priority of a customer who was put back at the front because no agent came in time (D5). */
export const FRONT_PRIORITY = 10_000_000;

/** Where an item stands in its line: holding customers, then the front, then by priority. */
export function linePriorityOf(item: WorkItem): number {
  if (item.kind === 'live_call') return item.priority;
  if (item.state === 'holding') return HOLDING_PRIORITY;
  return item.isAtFront ? FRONT_PRIORITY : item.priority;
}

/** Items of one service and subject ask for the same skills: they are one class. */
export function classKeyOf(item: { serviceId: string; subjectId: string | null; queueId: string }): string {
  return `${item.serviceId} ${item.queueId} ${item.subjectId ?? ''}`;
}

/** All of one priority, by class. */
interface Level {
  readonly priority: number;
  readonly bands: Map<string, OrderedBand<WorkItem>>;
}

/**
 * The one line of a queue (Q1): priority first, then virtual arrival. Levels are few, so they are a sorted array; within a
 * level every class of requirement has a band of its own, because the items an agent may serve are then a run at the
 * front of a band. Mutable for speed, see `ordered-band.ts` for the measurement.
 */
export class Line {
  private readonly levels: Level[] = [];
  liveCount = 0;
  callbackCount = 0;

  get size(): number {
    return this.liveCount + this.callbackCount;
  }

  /** Puts an item at its place. Its priority, state, class and arrival must not change until `remove`. */
  insert(item: WorkItem): void {
    this.bandFor(linePriorityOf(item), classKeyOf(item)).insert(item);
    this.count(item, 1);
  }

  /** Takes an item out; false when it was not there. */
  remove(item: WorkItem): boolean {
    const band = this.findLevel(linePriorityOf(item))?.bands.get(classKeyOf(item));
    // Who takes over a place has the same key for a moment: only the item itself may be taken out.
    if (band === undefined || band.at(band.rank(item.arrivalAt, item.sequence)) !== item) return false;
    band.remove(item);
    this.count(item, -1);
    return true;
  }

  /** How many stand before this place: higher priority, or the same and earlier. */
  rank(item: WorkItem): number {
    const priority = linePriorityOf(item);
    let ahead = 0;
    for (const level of this.levels) {
      if (level.priority < priority) break;
      for (const band of level.bands.values()) {
        ahead += level.priority > priority ? band.size : band.rank(item.arrivalAt, item.sequence);
      }
    }
    return ahead;
  }

  /** The bands of one class from the highest priority down. */
  *bandsOf(classKey: string): IterableIterator<{ priority: number; band: OrderedBand<WorkItem> }> {
    for (const level of this.levels) {
      const band = level.bands.get(classKey);
      if (band !== undefined && band.size > 0) yield { priority: level.priority, band };
    }
  }

  /** Everybody, in no promised order across classes. */
  *items(): IterableIterator<WorkItem> {
    for (const level of this.levels) for (const band of level.bands.values()) yield* band;
  }

  /** The earliest arrival in the line, or null. */
  oldestArrivalAt(): Instant | null {
    let oldest: Instant | null = null;
    for (const level of this.levels) {
      for (const band of level.bands.values()) {
        const first = band.first();
        if (first !== null && (oldest === null || first.arrivalAt < oldest)) oldest = first.arrivalAt;
      }
    }
    return oldest;
  }

  private count(item: WorkItem, by: number): void {
    if (item.kind === 'live_call') this.liveCount += by;
    else this.callbackCount += by;
  }

  private findLevel(priority: number): Level | undefined {
    return this.levels.find((level) => level.priority === priority);
  }

  private bandFor(priority: number, classKey: string): OrderedBand<WorkItem> {
    let level = this.findLevel(priority);
    if (level === undefined) {
      level = { priority, bands: new Map() };
      const index = this.levels.findIndex((other) => other.priority < priority);
      this.levels.splice(index === -1 ? this.levels.length : index, 0, level);
    }
    let band = level.bands.get(classKey);
    if (band === undefined) {
      band = new OrderedBand<WorkItem>();
      level.bands.set(classKey, band);
    }
    return band;
  }
}
