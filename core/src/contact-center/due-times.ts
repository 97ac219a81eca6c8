import type { Instant } from '../time.ts';

/** What becomes due, in the order of ties. The row of the subject says when; an entry that no longer matches its row is skipped. */
const dueKinds = ['call_in', 'expiry', 'hold', 'item', 'leg', 'offer', 'review', 'service', 'slot'] as const;
/** What becomes due. */
export type DueKind = (typeof dueKinds)[number];

/** One entry: at this time, look at this. */
export interface Due {
  readonly at: Instant;
  readonly kind: DueKind;
  readonly id: string;
}

/** What is due of one kind, gathered to be taken in at once. */
export class DueList {
  readonly kind: DueKind;
  readonly ids: string[] = [];
  private times = new Float64Array(FIRST_CAPACITY);

  constructor(kind: DueKind) {
    this.kind = kind;
  }

  push(at: Instant, id: string): void {
    const { times, ids } = this;
    if (ids.length === times.length) {
      this.times = new Float64Array(2 * times.length);
      this.times.set(times);
    }
    this.times[ids.length] = at;
    ids.push(id);
  }

  /** When each is due, in the order of `ids`. */
  ats(): Float64Array {
    return this.times.subarray(0, this.ids.length);
  }
}

const FIRST_CAPACITY = 64;
/** A full heap grows by a quarter: a million entries leave at most 4 MB of room unused. */
const GROWTH = 1.25;

/**
 * A binary heap of due times. Entries are never taken out early: whoever fires one compares it with the row (a changed
 * time made a second entry). Mutable and in three arrays, one for each part of an entry, for speed and memory: 17 bytes
 * each, where an object of three fields took 72.
 */
export class DueTimes {
  private ats = new Float64Array(FIRST_CAPACITY);
  private kinds = new Uint8Array(FIRST_CAPACITY);
  private ids: string[] = [];

  get size(): number {
    return this.ids.length;
  }

  /** The earliest time anything is due, or null. */
  nextAt(): Instant | null {
    return this.ids.length === 0 ? null : (this.ats[0] ?? null);
  }

  push(due: Due): void {
    const { ids } = this;
    const kind = dueKinds.indexOf(due.kind);
    let index = ids.length;
    ids.push(due.id);
    if (index >= this.ats.length) this.resize(Math.ceil(this.ats.length * GROWTH));
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.isBeforePlace(due.at, kind, due.id, parent)) break;
      this.copy(parent, index);
      index = parent;
    }
    this.set(index, due.at, kind, due.id);
  }

  /** Takes many in, in one step: cheapest where each list is nearly in order. */
  pushAll(lists: readonly DueList[]): void {
    const count = lists.reduce((sum, list) => sum + list.ids.length, this.ids.length);
    if (count > this.ats.length) this.resize(count);
    for (const list of lists) {
      const from = this.ids.length;
      this.ats.set(list.ats(), from);
      this.kinds.fill(dueKinds.indexOf(list.kind), from, from + list.ids.length);
      this.ids = this.ids.length === 0 ? list.ids : this.ids.concat(list.ids);
    }
    // Floyd's way to make a heap: from the last parent to the top, each is let down to its place.
    for (let index = (count >> 1) - 1; index >= 0; index -= 1) this.letDown(index);
  }

  /** Takes the earliest entry that is due at `now`, or null. */
  popDue(now: Instant): Due | null {
    const [id] = this.ids;
    const at = this.ats[0];
    const kind = dueKinds[this.kinds[0] ?? 0];
    if (id === undefined || at === undefined || kind === undefined || at > now) return null;
    const last = this.ids.length - 1;
    const lastId = this.ids.pop();
    if (lastId !== undefined && last > 0) this.sink(0, this.ats[last] ?? 0, this.kinds[last] ?? 0, lastId);
    return { at, kind, id };
  }

  private letDown(index: number): void {
    const { ats } = this;
    const at = ats[index] ?? 0;
    const child = 2 * index + 1;
    const isBeforeBoth = at < (ats[child] ?? 0) && (child + 1 >= this.ids.length || at < (ats[child + 1] ?? 0));
    if (isBeforeBoth) return;
    this.sink(index, this.ats[index] ?? 0, this.kinds[index] ?? 0, this.ids[index] ?? '');
  }

  /** Puts an entry in at a place and lets it down until nothing below comes before it. */
  private sink(top: number, at: Instant, kind: number, id: string): void {
    const size = this.ids.length;
    let index = top;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= size) break;
      if (child + 1 < size && this.isPlaceBefore(child + 1, child)) child += 1;
      if (this.isBeforePlace(at, kind, id, child)) break;
      this.copy(child, index);
      index = child;
    }
    this.set(index, at, kind, id);
  }

  /** Ties are broken by kind and id, so that a replay fires in the same order (invariant I8). */
  private isBeforePlace(at: Instant, kind: number, id: string, place: number): boolean {
    const otherAt = this.ats[place] ?? Infinity;
    if (at !== otherAt) return at < otherAt;
    const otherKind = this.kinds[place] ?? Infinity;
    if (kind !== otherKind) return kind < otherKind;
    return id < (this.ids[place] ?? '');
  }

  private isPlaceBefore(place: number, other: number): boolean {
    return this.isBeforePlace(this.ats[place] ?? Infinity, this.kinds[place] ?? 0, this.ids[place] ?? '', other);
  }

  private copy(from: number, to: number): void {
    this.set(to, this.ats[from] ?? 0, this.kinds[from] ?? 0, this.ids[from] ?? '');
  }

  private set(index: number, at: Instant, kind: number, id: string): void {
    this.ats[index] = at;
    this.kinds[index] = kind;
    this.ids[index] = id;
  }

  private resize(capacity: number): void {
    const { ats, kinds } = this;
    this.ats = new Float64Array(capacity);
    this.ats.set(ats);
    this.kinds = new Uint8Array(capacity);
    this.kinds.set(kinds);
  }
}
