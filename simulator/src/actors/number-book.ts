import type { Random } from '../random.ts';

/** Numbers remembered; older ones are nobody's concern any more. */
const KEPT_MAX = 60;

/** Numbers of customers who came lately, as they stand on the notes of whoever works there. */
export class NumberBook {
  private readonly numbers: string[] = [];

  add(phoneNumber: string): void {
    this.numbers.push(phoneNumber);
    if (this.numbers.length > KEPT_MAX) this.numbers.shift();
  }

  /** One of them, or null while there is none. */
  some(random: Random): string | null {
    return this.numbers.length === 0 ? null : random.pick(this.numbers);
  }
}
