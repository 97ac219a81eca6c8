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

/** Does one stand before another of the same line priority: by arrival, ties by sequence? */
export function isEarlier(a: WorkItem, b: WorkItem): boolean {
  return a.arrivalAt === b.arrivalAt ? a.sequence < b.sequence : a.arrivalAt < b.arrivalAt;
}

/** Items of one service and subject ask for the same skills: they are one class. */
export function classKeyOf(item: { serviceId: string; subjectId: string | null; queueId: string }): string {
  return `${item.serviceId} ${item.queueId} ${item.subjectId ?? ''}`;
}

/**
 * What an item asks of an agent who takes it, for all that cannot change while it stands in line: whole lanes are passed over
 * at once. `on_line`: the customer is there, nobody is dialled. `reserved`: the customer is dialled while the agent is held
 * or looks on. `ahead`: the customer is dialled and the agent stays free for others (D1).
 */
export type Lane = 'on_line' | 'reserved' | 'ahead';

/** The lane of an item. */
export function laneOf(item: WorkItem): Lane {
  if (item.kind === 'live_call' || item.state === 'holding') return 'on_line';
  return dialsWithoutAgent(item) ? 'ahead' : 'reserved';
}

/** Customer-first without reservation, or told to call in: the customer is on the way while the agent stays free. */
export function dialsWithoutAgent(item: WorkItem): boolean {
  if (item.kind !== 'callback' || item.isAtFront) return false;
  return item.delivery === 'customer_calls_in' || (item.delivery === 'customer_first' && !item.isAgentReserved);
}

/** The items of one class and lane within one level, by arrival. */
export interface LaneBand {
  readonly lane: Lane;
  readonly band: OrderedBand<WorkItem>;
}

/** All of one priority, by class. */
export interface Level {
  readonly priority: number;
  readonly bands: ReadonlyMap<string, readonly LaneBand[]>;
}

/** A band, and what finds it. */
interface Found {
  readonly priority: number;
  readonly lane: Lane;
  readonly serviceId: string;
  readonly queueId: string;
  readonly subjectId: string | null;
  readonly band: OrderedBand<WorkItem>;
}

interface OwnLevel extends Level {
  readonly bands: Map<string, LaneBand[]>;
}

/**
 * The one line of a queue (Q1): priority first, then virtual arrival. Levels are a sorted array; within a level every class
 * of requirement has bands of its own, one for each lane, because the items an agent may serve are then a run at the front of
 * a band. Mutable for speed, see `ordered-band.ts` for the measurement.
 */
export class Line {
  private readonly ownLevels: OwnLevel[] = [];
  /** The band of who joined last: the next is mostly of the same. Forgotten when a band is taken away. */
  private latest: Found | null = null;
  liveCount = 0;
  callbackCount = 0;

  get size(): number {
    return this.liveCount + this.callbackCount;
  }

  /** From the highest priority down; none is empty. */
  get levels(): readonly Level[] {
    return this.ownLevels;
  }

  /** Puts an item at its place. Its priority, state, class, lane and arrival must not change until `remove`. */
  insert(item: WorkItem): void {
    this.bandOf(item).insert(item);
    this.count(item, 1);
  }

  /** Takes an item out; false when it was not there. */
  remove(item: WorkItem): boolean {
    const priority = linePriorityOf(item);
    const index = this.levelIndex(priority);
    const level = this.ownLevels[index];
    if (level === undefined || level.priority !== priority) return false;
    const classKey = classKeyOf(item);
    const lane = laneOf(item);
    const bands = level.bands.get(classKey);
    const band = bands?.find((one) => one.lane === lane)?.band;
    // Who takes over a place has the same key for a moment: only the item itself may be taken out.
    if (bands === undefined || band === undefined || band.at(band.rank(item.arrivalAt, item.sequence)) !== item)
      return false;
    band.remove(item);
    if (bands.every((one) => one.band.size === 0)) {
      level.bands.delete(classKey);
      this.latest = null;
    }
    if (level.bands.size === 0) this.ownLevels.splice(index, 1);
    this.count(item, -1);
    return true;
  }

  /** How many stand before this place: higher priority, or the same and earlier. */
  rank(item: WorkItem): number {
    const priority = linePriorityOf(item);
    let ahead = 0;
    for (const level of this.ownLevels) {
      if (level.priority < priority) break;
      for (const bands of level.bands.values()) {
        for (const { band } of bands)
          ahead += level.priority > priority ? band.size : band.rank(item.arrivalAt, item.sequence);
      }
    }
    return ahead;
  }

  /** Everybody, in no promised order across classes. */
  *items(): IterableIterator<WorkItem> {
    for (const level of this.ownLevels)
      for (const bands of level.bands.values()) for (const { band } of bands) yield* band;
  }

  /** The earliest arrival in the line, or null. */
  oldestArrivalAt(): Instant | null {
    let oldest: Instant | null = null;
    for (const level of this.ownLevels) {
      for (const bands of level.bands.values()) {
        for (const { band } of bands) {
          const first = band.first();
          if (first !== null && (oldest === null || first.arrivalAt < oldest)) oldest = first.arrivalAt;
        }
      }
    }
    return oldest;
  }

  private count(item: WorkItem, by: number): void {
    if (item.kind === 'live_call') this.liveCount += by;
    else this.callbackCount += by;
  }

  /** The index of the first level that is not above this priority. */
  private levelIndex(priority: number): number {
    let low = 0;
    let high = this.ownLevels.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ownLevels[middle]?.priority ?? -Infinity) > priority) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private bandOf(item: WorkItem): OrderedBand<WorkItem> {
    const { latest } = this;
    const { serviceId, queueId, subjectId } = item;
    const priority = linePriorityOf(item);
    const lane = laneOf(item);
    const isSame =
      latest !== null &&
      latest.priority === priority &&
      latest.lane === lane &&
      latest.serviceId === serviceId &&
      latest.subjectId === subjectId &&
      latest.queueId === queueId;
    if (isSame) return latest.band;
    const band = this.bandFor(priority, classKeyOf(item), lane);
    this.latest = { priority, lane, serviceId, queueId, subjectId, band };
    return band;
  }

  private bandFor(priority: number, classKey: string, lane: Lane): OrderedBand<WorkItem> {
    const index = this.levelIndex(priority);
    let level = this.ownLevels[index];
    if (level === undefined || level.priority !== priority) {
      level = { priority, bands: new Map() };
      this.ownLevels.splice(index, 0, level);
    }
    let bands = level.bands.get(classKey);
    if (bands === undefined) {
      bands = [];
      level.bands.set(classKey, bands);
    }
    const known = bands.find((one) => one.lane === lane);
    if (known !== undefined) return known.band;
    const made = { lane, band: new OrderedBand<WorkItem>() };
    bands.push(made);
    return made.band;
  }
}
