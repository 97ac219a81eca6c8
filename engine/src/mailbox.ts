/** What waits to be handled, in order of arrival. Bounded: past the limit the sender is told to try again. */
export class Mailbox<T> {
  private waiting: T[] = [];
  private readonly countMax: number;

  constructor(countMax: number) {
    this.countMax = countMax;
  }

  get size(): number {
    return this.waiting.length;
  }

  /** False when full. */
  put(message: T): boolean {
    if (this.waiting.length >= this.countMax) return false;
    this.waiting.push(message);
    return true;
  }

  /** The oldest, at most `countMax`, which stay in the box. */
  first(countMax: number): readonly T[] {
    return this.waiting.slice(0, countMax);
  }

  /** Takes at most `countMax` of the oldest. */
  take(countMax: number): T[] {
    if (this.waiting.length <= countMax) {
      const all = this.waiting;
      this.waiting = [];
      return all;
    }
    return this.waiting.splice(0, countMax);
  }

  /** Empties the box; whoever put something in must be answered by the caller. */
  clear(): T[] {
    return this.take(Infinity);
  }
}
