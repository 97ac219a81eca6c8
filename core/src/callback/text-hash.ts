/**
 * A hash of a text, 32 bits: FNV-1a over its characters, and a last mixing after which each part of it is as good as the
 * others (the finalizer of MurmurHash3).
 */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const FIRST_CAPACITY = 64;
const GROWTH = 1.25;

/** Hashes in a row, four bytes each. */
export class Hashes {
  private values = new Uint32Array(FIRST_CAPACITY);
  private count = 0;

  get size(): number {
    return this.count;
  }

  at(index: number): number {
    return this.values[index] ?? 0;
  }

  push(hash: number): void {
    if (this.count === this.values.length) this.resize(Math.ceil(this.count * GROWTH));
    this.values[this.count] = hash;
    this.count += 1;
  }

  private resize(capacity: number): void {
    const { values } = this;
    this.values = new Uint32Array(capacity);
    this.values.set(values);
  }
}
