import type { Callback } from '../callback/callback.ts';
import { hashOf, type Hashes } from '../callback/text-hash.ts';

/** Tables of their own: each grows by itself, so that no request waits for all to be moved. A power of two. */
const TABLE_COUNT = 256;
/** The upper bits of a hash name the table. */
const TABLE_SHIFT = 24;
const FIRST_CAPACITY = 4;
/** A table fuller than this grows: past three quarters a search passes too many others. */
const FILLED_MAX_RATIO = 0.75;
const GROWTH = 1.5;
/** Room is made for so many more than were asked for: growing at the first request after a start would hold it up. */
const RESERVE_RATIO = 1.15;

/**
 * All open callbacks by phone number (R13). Hash tables whose entries are the callbacks themselves, because a `Map` and a key
 * made of both texts took a hundred bytes for each: this takes 9 to 18.
 */
export class OpenByNumber {
  private readonly tables = Array.from({ length: TABLE_COUNT }, () => new Table());

  get size(): number {
    return this.tables.reduce((sum, table) => sum + table.count, 0);
  }

  /** The open callbacks of this number in this service, by sequence: more than one when a new wish came while one was served. */
  ofService(serviceId: string, phoneNumber: string): readonly Callback[] {
    return this.ofNumber(phoneNumber).filter((callback) => callback.serviceId === serviceId);
  }

  /** The open callbacks of a number in all services, by sequence. */
  ofNumber(phoneNumber: string): readonly Callback[] {
    const hash = hashOf(phoneNumber);
    return this.tableOf(hash)
      .ofNumber(hash, phoneNumber)
      .sort((a, b) => a.sequence - b.sequence);
  }

  /** Takes in a callback that is not there. */
  add(callback: Callback): void {
    const hash = hashOf(callback.phoneNumber);
    this.tableOf(hash).add(hash, callback);
  }

  /** Takes a callback out; one that is not there changes nothing. */
  remove(callback: Callback): void {
    const hash = hashOf(callback.phoneNumber);
    this.tableOf(hash).remove(hash, callback);
  }

  /** Takes many in, whose numbers' hashes are known, in one step. */
  addAll(callbacks: readonly Callback[], hashes: Hashes): void {
    const counts = new Uint32Array(TABLE_COUNT);
    for (let i = 0; i < callbacks.length; i += 1) {
      const table = hashes.at(i) >>> TABLE_SHIFT;
      counts[table] = (counts[table] ?? 0) + 1;
    }
    this.tables.forEach((table, index) => table.reserve(counts[index] ?? 0));
    callbacks.forEach((callback, index) => {
      const hash = hashes.at(index);
      this.tableOf(hash).add(hash, callback);
    });
  }

  private tableOf(hash: number): Table {
    const table = this.tables[hash >>> TABLE_SHIFT];
    if (table === undefined) throw new RangeError('open by number: no such table');
    return table;
  }
}

/** Beside each place stands a byte of its hash, or this. A search looks at a callback only where the byte is the one it looks for. */
const FREE = 0;

function tagOf(hash: number): number {
  return (hash >>> 16) & 0xff || 1;
}

/** A hash table with open addressing, by the hash of the number alone: all callbacks of a number stand together. */
class Table {
  count = 0;
  private places: (Callback | null)[] = [];
  private tags = new Uint8Array(0);

  ofNumber(hash: number, phoneNumber: string): Callback[] {
    const { places, tags } = this;
    const tag = tagOf(hash);
    const found: Callback[] = [];
    if (this.count === 0) return found;
    for (let place = hash % tags.length; tags[place] !== FREE; place = this.after(place)) {
      const callback = tags[place] === tag ? (places[place] ?? null) : null;
      if (callback?.phoneNumber === phoneNumber) found.push(callback);
    }
    return found;
  }

  add(hash: number, callback: Callback): void {
    if (this.count + 1 > this.tags.length * FILLED_MAX_RATIO)
      this.resize(Math.max(FIRST_CAPACITY, Math.ceil(this.tags.length * GROWTH)));
    this.count += 1;
    this.put(this.freePlace(hash), hash, callback);
  }

  remove(hash: number, callback: Callback): void {
    const place = this.placeOf(hash, callback);
    if (place === null) return;
    this.count -= 1;
    this.clear(place);
    this.closeGap(place);
  }

  reserve(count: number): void {
    const capacity = Math.ceil(((this.count + count) * RESERVE_RATIO) / FILLED_MAX_RATIO);
    if (capacity > this.tags.length) this.resize(capacity);
  }

  private placeOf(hash: number, callback: Callback): number | null {
    const { places, tags } = this;
    if (this.count === 0) return null;
    for (let place = hash % tags.length; tags[place] !== FREE; place = this.after(place))
      if (places[place] === callback) return place;
    return null;
  }

  private freePlace(hash: number): number {
    const { tags } = this;
    let place = hash % tags.length;
    while (tags[place] !== FREE) place = this.after(place);
    return place;
  }

  /** Whoever stands behind a gap and was put off by it moves up, so that no search stops too early. */
  private closeGap(gap: number): void {
    const { places, tags } = this;
    let free = gap;
    for (let place = this.after(gap); tags[place] !== FREE; place = this.after(place)) {
      const callback = places[place] ?? null;
      if (callback === null) return;
      const hash = hashOf(callback.phoneNumber);
      const home = hash % tags.length;
      // Cyclic: does its home lie after the free place, on the way here? Then it stays.
      const isBehind = free <= place ? home > free && home <= place : home > free || home <= place;
      if (isBehind) continue;
      this.put(free, hash, callback);
      this.clear(place);
      free = place;
    }
  }

  private after(place: number): number {
    return place + 1 === this.tags.length ? 0 : place + 1;
  }

  private put(place: number, hash: number, callback: Callback): void {
    this.places[place] = callback;
    this.tags[place] = tagOf(hash);
  }

  private clear(place: number): void {
    this.places[place] = null;
    this.tags[place] = FREE;
  }

  private resize(capacity: number): void {
    const { places } = this;
    this.places = Array.from<Callback | null>({ length: capacity }).fill(null);
    this.tags = new Uint8Array(capacity);
    for (const callback of places) {
      if (callback === null) continue;
      const hash = hashOf(callback.phoneNumber);
      this.put(this.freePlace(hash), hash, callback);
    }
  }
}
