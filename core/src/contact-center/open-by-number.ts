import type { Callback } from '../callback/callback.ts';

const FIRST_CAPACITY = 64;
/** A table fuller than this grows: past three quarters a search passes too many others. */
const FILLED_MAX_RATIO = 0.75;
const GROWTH = 1.5;
/** Room is made for so many more than were asked for: growing at the first request after a start would hold it up. */
const RESERVE_RATIO = 1.15;

/**
 * Open callbacks by service and phone number (R13). A hash table with open addressing whose entries are the callbacks
 * themselves, because a `Map` and a key made of both texts took a hundred bytes for each: this takes 8 to 16.
 */
export class OpenByNumber {
  private places: (Callback | null)[] = emptyPlaces(FIRST_CAPACITY);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** The open callback of this number in this service. */
  get(serviceId: string, phoneNumber: string): Callback | null {
    return this.places[this.placeOf(serviceId, phoneNumber)] ?? null;
  }

  /** The open callbacks of a number in all services, by sequence. */
  ofNumber(phoneNumber: string): readonly Callback[] {
    const { places } = this;
    const found: Callback[] = [];
    let place = hashOf(phoneNumber) % places.length;
    for (let callback = places[place] ?? null; callback !== null; callback = places[place] ?? null) {
      if (callback.phoneNumber === phoneNumber) found.push(callback);
      place = place + 1 === places.length ? 0 : place + 1;
    }
    return found.sort((a, b) => a.sequence - b.sequence);
  }

  /** Makes this the open callback of its number and service, in place of another. */
  set(callback: Callback): void {
    const place = this.placeOf(callback.serviceId, callback.phoneNumber);
    if (this.places[place] === null) this.count += 1;
    this.places[place] = callback;
    if (this.count > this.places.length * FILLED_MAX_RATIO) this.resize(Math.ceil(this.places.length * GROWTH));
  }

  /** Takes a callback out, unless another has its number by now. */
  remove(callback: Callback): void {
    const place = this.placeOf(callback.serviceId, callback.phoneNumber);
    if (this.places[place] !== callback) return;
    this.count -= 1;
    this.places[place] = null;
    this.closeGap(place);
  }

  /** Makes room for so many in one step. */
  reserve(count: number): void {
    const capacity = Math.ceil((count * RESERVE_RATIO) / FILLED_MAX_RATIO) + 1;
    if (capacity > this.places.length) this.resize(capacity);
  }

  /** Where it stands, or the free place where it would. */
  private placeOf(serviceId: string, phoneNumber: string): number {
    const { places } = this;
    let place = hashOf(phoneNumber) % places.length;
    for (;;) {
      const callback = places[place] ?? null;
      if (callback === null || (callback.phoneNumber === phoneNumber && callback.serviceId === serviceId)) return place;
      place = place + 1 === places.length ? 0 : place + 1;
    }
  }

  /** Whoever stands behind a gap and was put off by it moves up, so that no search stops too early. */
  private closeGap(gap: number): void {
    const { places } = this;
    let free = gap;
    let place = gap;
    for (;;) {
      place = place + 1 === places.length ? 0 : place + 1;
      const callback = places[place] ?? null;
      if (callback === null) return;
      const home = hashOf(callback.phoneNumber) % places.length;
      // Cyclic: does its home lie after the free place, on the way here? Then it stays.
      const isBehind = free <= place ? home > free && home <= place : home > free || home <= place;
      if (isBehind) continue;
      places[free] = callback;
      places[place] = null;
      free = place;
    }
  }

  private resize(capacity: number): void {
    const { places } = this;
    this.places = emptyPlaces(capacity);
    for (const callback of places)
      if (callback !== null) this.places[this.placeOf(callback.serviceId, callback.phoneNumber)] = callback;
  }
}

function emptyPlaces(capacity: number): (Callback | null)[] {
  return Array.from<Callback | null>({ length: capacity }).fill(null);
}

/** FNV-1a over the characters, 32 bits. Of the number alone, so that all callbacks of a number stand together. */
function hashOf(phoneNumber: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < phoneNumber.length; i += 1) hash = Math.imul(hash ^ phoneNumber.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
