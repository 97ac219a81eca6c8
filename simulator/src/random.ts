/** Numbers made from a seed. Streams forked by name do not disturb each other: one more customer changes nobody else's luck. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private count = 1;
  private readonly root: number;

  constructor(seed: number) {
    this.root = mix(seed ^ 0x85ebca6b);
    this.a = mix(seed ^ 0x9e3779b9);
    this.b = mix(this.a ^ 0x243f6a88);
    this.c = mix(this.b ^ 0xb7e15162);
    for (let round = 0; round < 12; round += 1) this.next();
  }

  /** A number in [0, 1): sfc32 by C. Doty-Humphrey. */
  next(): number {
    const sum = (this.a + this.b + this.count) | 0;
    this.count = (this.count + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** True with this probability; draws nothing when it cannot be. */
  chance(ratio: number): boolean {
    return ratio > 0 && this.next() < ratio;
  }

  /** An exponential time with this mean, in the mean's unit, whole. */
  exponential(mean: number): number {
    return Math.round(-mean * Math.log(1 - this.next()));
  }

  /** One of a list that has something in it. */
  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)];
    if (found === undefined) throw new Error('random: nothing to pick from');
    return found;
  }

  /** One of the keys, with the probability its weight has among all weights. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    let sum = 0;
    for (const key in weights) sum += weights[key];
    let left = this.next() * sum;
    for (const key in weights) {
      left -= weights[key];
      if (left < 0) return key;
    }
    throw new Error('random: no weights');
  }

  /** A stream of its own, named; the same name of the same stream gives the same numbers. */
  fork(name: string): Random {
    let state = this.root;
    for (let index = 0; index < name.length; index += 1) state = mix(state ^ name.charCodeAt(index));
    return new Random(state);
  }
}

function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
