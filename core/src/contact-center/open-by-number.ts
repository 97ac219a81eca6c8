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
 * Open callbacks by service and phone number (R13). Hash tables whose entries are the callbacks themselves, because a `Map`
 * and a key made of both texts took a hundred bytes for each: this takes 9 to 18.
 */
export class OpenByNumber {
  private readonly tables = Array.from({ length: TABLE_COUNT }, () => new Table());

  get size(): number {
    return this.tables.reduce((sum, table) => sum + table.count, 0);
  }

  /** The open callback of this number in this service. */
  get(serviceId: string, phoneNumber: string): Callback | null {
    const hash = hashOf(phoneNumber);
    return this.tableOf(hash).get(hash, serviceId, phoneNumber);
  }

  /** The open callbacks of a number in all services, by sequence. */
  ofNumber(phoneNumber: string): readonly Callback[] {
    const hash = hashOf(phoneNumber);
    return this.tableOf(hash)
      .ofNumber(hash, phoneNumber)
      .sort((a, b) => a.sequence - b.sequence);
  }

  /** Makes this the open callback of its number and service, in place of another. */
  set(callback: Callback): void {
    const hash = hashOf(callback.phoneNumber);
    this.tableOf(hash).set(hash, callback, () => true);
  }

  /** Takes a callback out, unless another has its number by now. */
  remove(callback: Callback): void {
    const hash = hashOf(callback.phoneNumber);
    this.tableOf(hash).remove(hash, callback);
  }

  /**
   * Takes many in, whose numbers' hashes are known, in one step. A number may have a newer wish while the older one is being
   * wrapped up: the newer one is its open callback.
   */
  setAll(callbacks: readonly Callback[], hashes: Hashes): void {
    const counts = new Uint32Array(TABLE_COUNT);
    for (let i = 0; i < callbacks.length; i += 1) {
      const table = hashes.at(i) >>> TABLE_SHIFT;
      counts[table] = (counts[table] ?? 0) + 1;
    }
    this.tables.forEach((table, index) => table.reserve(counts[index] ?? 0));
    callbacks.forEach((callback, index) => {
      const hash = hashes.at(index);
      this.tableOf(hash).set(hash, callback, isNewer);
    });
  }

  private tableOf(hash: number): Table {
    const table = this.tables[hash >>> TABLE_SHIFT];
    if (table === undefined) throw new RangeError('open by number: no such table');
    return table;
  }
}

function isNewer(callback: Callback, known: Callback): boolean {
  return known.sequence < callback.sequence;
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

  get(hash: number, serviceId: string, phoneNumber: string): Callback | null {
    return this.places[this.placeOf(hash, serviceId, phoneNumber)] ?? null;
  }

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

  /** Puts a callback in, in place of the one known if it shall be. */
  set(hash: number, callback: Callback, replaces: (callback: Callback, known: Callback) => boolean): void {
    if (this.count + 1 > this.tags.length * FILLED_MAX_RATIO)
      this.resize(Math.max(FIRST_CAPACITY, Math.ceil(this.tags.length * GROWTH)));
    const place = this.placeOf(hash, callback.serviceId, callback.phoneNumber);
    const known = this.places[place] ?? null;
    if (known !== null && !replaces(callback, known)) return;
    if (known === null) this.count += 1;
    this.put(place, hash, callback);
  }

  remove(hash: number, callback: Callback): void {
    const place = this.placeOf(hash, callback.serviceId, callback.phoneNumber);
    if (this.places[place] !== callback) return;
    this.count -= 1;
    this.clear(place);
    this.closeGap(place);
  }

  reserve(count: number): void {
    const capacity = Math.ceil(((this.count + count) * RESERVE_RATIO) / FILLED_MAX_RATIO);
    if (capacity > this.tags.length) this.resize(capacity);
  }

  /** Where it stands, or the free place where it would; 0 in a table without places. */
  private placeOf(hash: number, serviceId: string, phoneNumber: string): number {
    const { places, tags } = this;
    if (tags.length === 0) return 0;
    const tag = tagOf(hash);
    let place = hash % tags.length;
    for (; tags[place] !== FREE; place = this.after(place)) {
      const callback = tags[place] === tag ? (places[place] ?? null) : null;
      if (callback?.phoneNumber === phoneNumber && callback.serviceId === serviceId) break;
    }
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
      this.put(this.placeOf(hash, callback.serviceId, callback.phoneNumber), hash, callback);
    }
  }
}
