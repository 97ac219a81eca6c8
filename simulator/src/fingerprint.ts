/** The bits of a number that is no small whole one, as two halves. */
const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

/** What stands for a value, or before it, so that values of different kinds never look alike. */
const marks = {
  null: 0x1a2b3c4d,
  true: 0x2b3c4d5e,
  false: 0x3c4d5e6f,
  text: 0x4d5e6f70,
  whole: 0x5e6f7081,
  number: 0x6f708192,
  list: 0x708192a3,
  object: 0x0192a3b4,
  end: 0x12a3b4c5,
  kept: 0x34c5d6e7,
  other: 0x23b4c5d6,
} as const;

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/**
 * A hash of plain data, fed piece by piece: 64 bits, not for keeping secrets. It tells apart what JSON tells apart: kinds of
 * values, order of lists, names and order of fields. Reading values where they are costs half of writing JSON and hashing that.
 */
export class Fingerprint {
  private low = 0x9e3779b9 | 0;
  private high = 0x243f6a88 | 0;

  /** Mixes plain data in: scalars, lists and objects with their fields in the order they have. */
  add(value: unknown): void {
    switch (typeof value) {
      case 'string':
        return this.addText(value);
      case 'number':
        return this.addNumber(value);
      case 'boolean':
        return this.mix(value ? marks.true : marks.false);
      case 'object':
        if (value === null) this.mix(marks.null);
        else if (Array.isArray(value)) this.addList(value);
        else this.addFields(value);
        return;
      default:
        this.mix(marks.other);
    }
  }

  /** Mixes in the values of an object whose names are known by its type: every such object has the same. */
  addValues(object: object): void {
    // Any object is a record of what it has.
    const fields = object as Fields;
    for (const name in fields) this.add(fields[name]);
    this.mix(marks.end);
  }

  /** Mixes a text in, every character of it, two at a time. */
  addText(text: string): void {
    const { length } = text;
    let low = this.low ^ marks.text ^ length;
    let high = this.high;
    for (let index = 0; index < length; index += 2) {
      const pair = text.charCodeAt(index) | (index + 1 < length ? text.charCodeAt(index + 1) << 16 : 0);
      low = Math.imul(low ^ pair, 0x1b873593);
      low ^= low >>> 15;
      high = Math.imul(high + pair, 0x85ebca6b | 0);
    }
    this.low = (low << 13) | (low >>> 19);
    this.high = (high ^ (low >>> 3)) | 0;
  }

  /** Mixes a number in, every bit of it. */
  addNumber(number: number): void {
    const whole = number | 0;
    if (whole === number && !Object.is(number, -0)) {
      this.mix(marks.whole);
      this.mix(whole);
      return;
    }
    float[0] = number;
    this.mix(marks.number);
    this.mix(halves[0] ?? 0);
    this.mix(halves[1] ?? 0);
  }

  /**
   * Mixes in what a row has different from what it was. Whoever mixed in the same before has the same row then. All of it is mixed
   * in when it was not there, and when it goes that it goes.
   */
  addChange(before: unknown, after: unknown): void {
    if (!isRecord(before) || !isRecord(after)) return this.add(after);
    let knownCount = 0;
    for (const name in after) {
      const value = after[name];
      const old = before[name];
      if (old !== undefined) knownCount += 1;
      if (value === old) continue;
      this.addText(name);
      if (Array.isArray(value) && Array.isArray(old)) this.addListChange(old, value);
      else this.add(value);
    }
    this.mix(marks.end);
    if (knownCount < countOf(before)) this.addGone(before, after);
  }

  /** Sixteen hexadecimal digits of all that was added so far. */
  digest(): string {
    const low = finalize(this.low ^ Math.imul(this.high, 0x21f0aaad));
    const high = finalize(this.high ^ Math.imul(low, 0x735a2d97));
    return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }

  private addGone(before: Fields, after: Fields): void {
    for (const name in before) if (after[name] === undefined) this.addText(name);
    this.mix(marks.end);
  }

  private addList(list: readonly unknown[]): void {
    this.mix(marks.list);
    this.mix(list.length);
    for (const value of list) this.add(value);
  }

  /** Elements that stood in the list before, in the same order, count as their places: lists of the latest move on by one. */
  private addListChange(before: readonly unknown[], after: readonly unknown[]): void {
    this.mix(marks.list);
    this.mix(after.length);
    let from = 0;
    for (const value of after) {
      const place = before.indexOf(value, from);
      if (place < 0) this.add(value);
      else {
        this.mix(marks.kept);
        this.mix(place);
        from = place + 1;
      }
    }
  }

  private addFields(object: object): void {
    // Any object is a record of what it has.
    const fields = object as Fields;
    this.mix(marks.object);
    for (const name in fields) {
      this.addText(name);
      this.add(fields[name]);
    }
    this.mix(marks.end);
  }

  /** Two lanes with multipliers of MurmurHash3 (A. Appleby); the first feeds the second. */
  private mix(piece: number): void {
    const low = Math.imul(this.low ^ piece, 0x1b873593);
    this.low = (low << 13) | (low >>> 19);
    this.high = (Math.imul(this.high ^ piece, 0x85ebca6b | 0) + this.low) | 0;
  }
}

function countOf(fields: Fields): number {
  let count = 0;
  for (const _ in fields) count += 1;
  return count;
}

function finalize(half: number): number {
  let mixed = Math.imul(half ^ (half >>> 16), 0x85ebca6b | 0);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35 | 0);
  return mixed ^ (mixed >>> 16);
}
