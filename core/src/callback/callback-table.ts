import type { Callback } from './callback.ts';
import { hashOf, Hashes } from './text-hash.ts';

const FIRST_CAPACITY = 64;
/** A table fuller than this grows: past three quarters a search passes too many others. */
const FILLED_MAX_RATIO = 0.75;
const GROWTH = 1.5;
/** Room is made for so many more than were asked for: growing at the first request after a start would hold it up. */
const RESERVE_RATIO = 1.15;
/** Marks a free place of the table; all others hold an index. */
const FREE = -1;

/**
 * Open callbacks by id, in the order in which they came: what a `Map` does, in 20 to 25 bytes for each instead of 28 to 56 and,
 * when a million are loaded, in a tenth of the time. A `Map` of that size is slow because it looks at every key again each
 * time it grows. Here the callbacks stand in a list, their hashes beside it, and a hash table has their indexes: no search looks
 * at any callback but the one it finds.
 */
export class CallbackTable implements ReadonlyMap<string, Callback> {
  /** In order of arrival; null where one has left. */
  private list: (Callback | null)[] = [];
  /** The hash of each one's id. */
  private hashes = new Hashes();
  private count = 0;
  private places = new Int32Array(FIRST_CAPACITY).fill(FREE);

  get size(): number {
    return this.count;
  }

  get(id: string): Callback | undefined {
    return this.list[this.places[this.placeOf(id, hashOf(id))] ?? FREE] ?? undefined;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  /** Adds a callback at the end, or puts it in the place of the one with its id. */
  add(callback: Callback): void {
    const hash = hashOf(callback.id);
    const place = this.placeOf(callback.id, hash);
    const index = this.places[place] ?? FREE;
    if (index !== FREE) {
      this.list[index] = callback;
      return;
    }
    this.places[place] = this.list.length;
    this.list.push(callback);
    this.hashes.push(hash);
    this.count += 1;
    if (this.list.length > this.places.length * FILLED_MAX_RATIO) this.rebuild();
  }

  /**
   * Makes an empty table of these callbacks, whose hashes are known; both are the table's own from then on.
   * @throws Error when two have the same id.
   */
  adopt(callbacks: Callback[], hashes: Hashes): void {
    this.list = callbacks;
    this.hashes = hashes;
    this.count = callbacks.length;
    this.places = new Int32Array(Math.ceil((this.count * RESERVE_RATIO) / FILLED_MAX_RATIO) + FIRST_CAPACITY).fill(
      FREE,
    );
    for (let index = 0; index < callbacks.length; index += 1) this.places[this.placeOfNew(index)] = index;
  }

  /** The free place of one that the list has already. Looks at no callback but one with the same hash. */
  private placeOfNew(index: number): number {
    const { places, list, hashes } = this;
    const hash = hashes.at(index);
    let place = hash % places.length;
    for (let other = places[place] ?? FREE; other !== FREE; other = places[place] ?? FREE) {
      const isTwin = hashes.at(other) === hash && list[other]?.id === list[index]?.id;
      if (isTwin) throw new Error(`callback ${list[index]?.id ?? ''} is there twice`);
      place = place + 1 === places.length ? 0 : place + 1;
    }
    return place;
  }

  /** Takes a callback out; false when it was not there. */
  delete(id: string): boolean {
    const place = this.placeOf(id, hashOf(id));
    const index = this.places[place] ?? FREE;
    if (index === FREE) return false;
    this.list[index] = null;
    this.count -= 1;
    this.places[place] = FREE;
    this.closeGap(place);
    return true;
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
  private placeOf(id: string, hash: number): number {
    const { places, list, hashes } = this;
    let place = hash % places.length;
    for (;;) {
      const index = places[place] ?? FREE;
      if (index === FREE || (hashes.at(index) === hash && list[index]?.id === id)) return place;
      place = place + 1 === places.length ? 0 : place + 1;
    }
  }

  /** Whoever stands behind a gap and was put off by it moves up, so that no search stops too early. */
  private closeGap(gap: number): void {
    const { places, hashes } = this;
    let free = gap;
    let place = gap;
    for (;;) {
      place = place + 1 === places.length ? 0 : place + 1;
      const index = places[place] ?? FREE;
      if (index === FREE) return;
      const home = hashes.at(index) % places.length;
      // Cyclic: does its home lie after the free place, on the way here? Then it stays.
      const isBehind = free <= place ? home > free && home <= place : home > free || home <= place;
      if (isBehind) continue;
      places[free] = index;
      places[place] = FREE;
      free = place;
    }
  }

  /** Closes the gaps of the list, and grows the table unless that made room enough. */
  private rebuild(): void {
    const { list, hashes } = this;
    const capacity = this.places.length;
    const isFull = this.count * 2 > capacity;
    const places = new Int32Array(isFull ? Math.ceil(capacity * GROWTH) : capacity).fill(FREE);
    this.list = [];
    this.hashes = new Hashes();
    for (let index = 0; index < list.length; index += 1) {
      const callback = list[index] ?? null;
      if (callback === null) continue;
      const hash = hashes.at(index);
      let place = hash % places.length;
      while (places[place] !== FREE) place = place + 1 === places.length ? 0 : place + 1;
      places[place] = this.list.length;
      this.list.push(callback);
      this.hashes.push(hash);
    }
    this.places = places;
  }
}
