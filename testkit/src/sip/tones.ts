/** The sampling rate of narrow-band telephony, in Hz. */
export const telephoneRateHz = 8000;

/** Below this root mean square (1 is full scale) a block counts as silence. */
const audibleRms = 0.003;
const blocksPerSecond = 10;
const clearShare = 0.7;

/** A sine as samples from -1 to 1, at half of full scale. */
export function sine(hz: number, seconds: number, rateHz: number = telephoneRateHz): Float64Array {
  const step = (2 * Math.PI * hz) / rateHz;
  return Float64Array.from({ length: Math.round(seconds * rateHz) }, (_, index) => 0.5 * Math.sin(step * index));
}

/**
 * The share (0 to 1) of the signal's power that lies at `hz`; 0 for silence. By Goertzel's recurrence over blocks of
 * 100 ms, so the resolution is 10 Hz (Goertzel, An algorithm for the evaluation of finite trigonometric series, 1958).
 */
export function toneShare(samples: Float64Array, hz: number, rateHz: number = telephoneRateHz): number {
  let [atTone, total] = [0, 0];
  for (const block of blocksOf(samples, rateHz)) {
    atTone += energyAt(block, hz, rateHz);
    total += energyOf(block);
  }
  return total / Math.max(1, samples.length) < audibleRms ** 2 ? 0 : atTone / total;
}

/** The seconds, in steps of 0.1, in which at least 70 % of an audible signal's power lies at `hz`. */
export function toneSeconds(samples: Float64Array, hz: number, rateHz: number = telephoneRateHz): number {
  const clear = blocksOf(samples, rateHz).filter((block) => toneShare(block, hz, rateHz) >= clearShare);
  return clear.length / blocksPerSecond;
}

/** The seconds, in steps of 0.1, in which anything is heard. */
export function audibleSeconds(samples: Float64Array, rateHz: number = telephoneRateHz): number {
  const audible = blocksOf(samples, rateHz).filter((block) => energyOf(block) / block.length >= audibleRms ** 2);
  return audible.length / blocksPerSecond;
}

function blocksOf(samples: Float64Array, rateHz: number): Float64Array[] {
  const length = Math.round(rateHz / blocksPerSecond);
  const count = Math.floor(samples.length / length);
  return Array.from({ length: count }, (_, index) => samples.subarray(index * length, (index + 1) * length));
}

/** The energy of a block that a sine of frequency `hz` explains. A sine of amplitude A has |X| = A n / 2 and energy A² n / 2. */
function energyAt(block: Float64Array, hz: number, rateHz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / rateHz);
  let [latest, before] = [0, 0];
  for (const sample of block) {
    const current = sample + coefficient * latest - before;
    before = latest;
    latest = current;
  }
  const squaredMagnitude = latest ** 2 + before ** 2 - coefficient * latest * before;
  return squaredMagnitude / (block.length / 2);
}

function energyOf(block: Float64Array): number {
  let sum = 0;
  for (const sample of block) sum += sample * sample;
  return sum;
}
