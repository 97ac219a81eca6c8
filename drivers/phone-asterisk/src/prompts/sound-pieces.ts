import { PHONE_SOUND } from './wave-file.ts';

/** Samples of telephone quality: 16 bit, 8000 in a second. */
export type Samples = Int16Array;

const SAMPLES_PER_MS = PHONE_SOUND.sampleRateHz / 1_000;
/** Quieter than this (0.1 % of full scale) is silence, and this much of it stays before and after a word. */
const SILENCE_LEVEL = 33;
const EDGE_MS = 5;
const FULL_SCALE = 32_767;
/** Loudest sample of every recording: 6 dB below full scale, the level of the engine's own prompts. */
const PEAK = FULL_SCALE * 10 ** (-6 / 20);

/** The samples of the bytes of a WAVE file of telephone quality. */
export function samplesOf(bytes: Buffer): Samples {
  return Int16Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) => bytes.readInt16LE(index * 2));
}

/** The bytes of samples, as a WAVE file has them. */
export function bytesOf(samples: Samples): Buffer {
  const bytes = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, index) => bytes.writeInt16LE(sample, index * 2));
  return bytes;
}

/** Silence of a length in milliseconds. */
export function silence(durationMs: number): Samples {
  return new Int16Array(Math.round(durationMs * SAMPLES_PER_MS));
}

/** What lies between stretches of complete silence that last `gapMs` or longer. */
export function splitAtGaps(samples: Samples, gapMs: number): readonly Samples[] {
  const pieces: Samples[] = [];
  let start: number | null = null;
  let soundEnd = 0;
  for (let index = 0; index < samples.length; index += 1) {
    if (samples[index] === 0) continue;
    if (start !== null && index - soundEnd >= gapMs * SAMPLES_PER_MS) {
      pieces.push(samples.subarray(start, soundEnd));
      start = null;
    }
    start ??= index;
    soundEnd = index + 1;
  }
  return start === null ? pieces : [...pieces, samples.subarray(start, soundEnd)];
}

/** Without the silence before and after, as loud as every recording, and with `afterMs` of silence behind it. */
export function finished(samples: Samples, afterMs: number): Samples {
  const isLoud = (sample: number): boolean => Math.abs(sample) > SILENCE_LEVEL;
  const first = samples.findIndex(isLoud);
  const last = samples.findLastIndex(isLoud);
  if (!samples.some(isLoud)) return silence(afterMs);
  const edge = EDGE_MS * SAMPLES_PER_MS;
  const word = samples.subarray(Math.max(0, first - edge), last + 1 + edge);
  const loudest = word.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const louder = word.map((sample) => Math.round((sample * PEAK) / loudest));
  return Int16Array.from([...louder, ...silence(afterMs)]);
}
