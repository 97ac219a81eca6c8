const TWO_TO_32 = 2 ** 32;

/**
 * A seeded stream of uniform numbers (xoshiro128** of Blackman and Vigna, seeded by splitmix32). Streams of one seed with
 * different numbers are independent for our purposes: arrivals, services and patience each have their own.
 */
export class RandomStream {
  private readonly state: Int32Array;

  constructor(seed: number, streamNumber: number) {
    this.state = seededState(seed, streamNumber);
  }

  /** Uniform on the open interval 0..1, with 32 random bits. */
  next(): number {
    const { state } = this;
    const [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = state;
    const scrambled = Math.imul(rotated(Math.imul(s1, 5), 7), 9) >>> 0;
    const t2 = s2 ^ s0;
    const t3 = s3 ^ s1;
    state[0] = s0 ^ t3;
    state[1] = s1 ^ t2;
    state[2] = t2 ^ (s1 << 9);
    state[3] = rotated(t3, 11);
    return (scrambled + 0.5) / TWO_TO_32;
  }
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function seededState(seed: number, streamNumber: number): Int32Array {
  let word = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(streamNumber + 1, 0x85ebca77)) | 0;
  return Int32Array.from({ length: 4 }, () => {
    word = (word + 0x9e3779b9) | 0;
    let mixed = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  });
}

/** Draws one value from a stream. */
export type Sampler = (random: RandomStream) => number;

/** Exponential with this mean. */
export function exponential(mean: number): Sampler {
  return (random) => -mean * Math.log(random.next());
}

/** Always the same. */
export function constant(value: number): Sampler {
  return () => value;
}

/** Erlang: the sum of `stageCount` exponential stages, with this mean altogether. */
export function erlang(stageCount: number, mean: number): Sampler {
  return (random) => {
    let product = 1;
    for (let stage = 0; stage < stageCount; stage += 1) product *= random.next();
    return (-mean / stageCount) * Math.log(product);
  };
}

/** Share of the fast phase that gives a squared coefficient of variation of 4 with balanced means. */
const FAST_PHASE_RATIO = 0.8872983346;

/** Hyperexponential of two phases with balanced means and a squared coefficient of variation of 4. */
export function hyperexponential(mean: number): Sampler {
  return (random) => {
    const phaseRatio = random.next() < FAST_PHASE_RATIO ? FAST_PHASE_RATIO : 1 - FAST_PHASE_RATIO;
    return (-mean * Math.log(random.next())) / (2 * phaseRatio);
  };
}

/** Lognormal with this mean and a standard deviation equal to it. */
export function lognormal(mean: number): Sampler {
  const sigma = Math.sqrt(Math.LN2);
  const location = Math.log(mean) - Math.LN2 / 2;
  return (random) => Math.exp(location + sigma * standardNormal(random));
}

/** Gamma with mean 1 and this shape, by the rejection of Marsaglia and Tsang (2000). The shape must be 1 or more. */
export function gammaOfMeanOne(shape: number): Sampler {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return (random) => {
    for (;;) {
      const x = standardNormal(random);
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(random.next()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return (d * v) / shape;
    }
  };
}

function standardNormal(random: RandomStream): number {
  return Math.sqrt(-2 * Math.log(random.next())) * Math.cos(2 * Math.PI * random.next());
}
