import type { Callback } from './callback.ts';

const FIRST_CAPACITY = 64;
/** A table fuller than this grows: past three quarters a search passes too many others. */
const FILLED_MAX_RATIO = 0.75;
const GROWTH = 1.5;
/** Marks a free place of the table; all others hold an index. */
const FREE = -1;

/**
 * Open callbacks by id, in the order in which they came: what a `Map` does, in 16 to 20 bytes for each instead of 28 to 56 and,
 * when a million are loaded, in a tenth of the time. A `Map` of that size is slow because it looks at every key again each
 * time it grows. Here the callbacks stand in a list and a hash table has their indexes.
 */
export class CallbackTable implements ReadonlyMap<string, Callback> {
  /** In order of arrival; null where one has left. */
  private list: (Callback | null)[] = [];
  private count = 0;
  private places = new Int32Array(FIRST_CAPACITY).fill(FREE);

  get size(): number {
    return this.count;
  }

  get(id: string): Callback | undefined {
    return this.list[this.places[this.placeOf(id)] ?? FREE] ?? undefined;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  /** Adds a callback at the end, or puts it in the place of the one with its id. */
  add(callback: Callback): void {
    const place = this.placeOf(callback.id);
    const index = this.places[place] ?? FREE;
    if (index !== FREE) {
      this.list[index] = callback;
      return;
    }
    this.places[place] = this.list.length;
    this.list.push(callback);
    this.count += 1;
    if (this.list.length > this.places.length * FILLED_MAX_RATIO) this.rebuild();
  }

  /** Takes a callback out; false when it was not there. */
  delete(id: string): boolean {
    const place = this.placeOf(id);
    const index = this.places[place] ?? FREE;
    if (index === FREE) return false;
    this.list[index] = null;
    this.count -= 1;
    this.places[place] = FREE;
    this.closeGap(place);
    return true;
  }

  /** Makes room for so many in one step. */
  reserve(count: number): void {
    const capacity = Math.ceil(count / FILLED_MAX_RATIO) + 1;
    if (capacity > this.places.length) this.rebuild(capacity);
  }

  /** Whoever leaves before their turn in a walk is not seen any more; who joins meanwhile may be. */
  *values(): MapIterator<Callback> {
    const { list } = this;
    for (let index = 0; index < list.length; index += 1) {
      const callback = list[index] ?? null;
      // When the list was made anew meanwhile, this one no longer tells who has left.
      const isIn = callback !== null && (list === this.list || this.get(callback.id) === callback);
      if (isIn) yield callback;
    }
  }

  *keys(): MapIterator<string> {
    for (const callback of this.values()) yield callback.id;
  }

  *entries(): MapIterator<[string, Callback]> {
    for (const callback of this.values()) yield [callback.id, callback];
  }

  [Symbol.iterator](): MapIterator<[string, Callback]> {
    return this.entries();
  }

  forEach(run: (value: Callback, key: string, map: ReadonlyMap<string, Callback>) => void): void {
    for (const callback of this.values()) run(callback, callback.id, this);
  }

  /** Where the table names it, or the free place where it would. */
  private placeOf(id: string): number {
    const { places, list } = this;
    let place = hashOf(id) % places.length;
    for (;;) {
      const index = places[place] ?? FREE;
      if (index === FREE || list[index]?.id === id) return place;
      place = place + 1 === places.length ? 0 : place + 1;
    }
  }

  /** Whoever stands behind a gap and was put off by it moves up, so that no search stops too early. */
  private closeGap(gap: number): void {
    const { places, list } = this;
    let free = gap;
    let place = gap;
    for (;;) {
      place = place + 1 === places.length ? 0 : place + 1;
      const index = places[place] ?? FREE;
      if (index === FREE) return;
      const home = hashOf(list[index]?.id ?? '') % places.length;
      // Cyclic: does its home lie after the free place, on the way here? Then it stays.
      const isBehind = free <= place ? home > free && home <= place : home > free || home <= place;
      if (isBehind) continue;
      places[free] = index;
      places[place] = FREE;
      free = place;
    }
  }

  /** Closes the gaps of the list, and grows the table unless that made room enough. */
  private rebuild(capacity = this.places.length): void {
    const kept = this.list.filter((callback) => callback !== null);
    const isFull = kept.length * 2 > capacity;
    this.list = kept;
    this.places = new Int32Array(isFull ? Math.ceil(capacity * GROWTH) : capacity).fill(FREE);
    kept.forEach((callback, index) => {
      this.places[this.placeOf(callback.id)] = index;
    });
  }
}

/** FNV-1a over the characters, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
