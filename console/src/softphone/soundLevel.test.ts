import { expect, test } from 'vitest';
import { soundLevel } from './soundLevel.ts';

const sine = (amplitude: number): Float32Array =>
  Float32Array.from({ length: 1_000 }, (_, index) => amplitude * Math.sin((2 * Math.PI * index) / 50));

test('[W4] the level meter: silence is 0, a full sine 3 dB under the top, a tenth of it 20 dB lower', () => {
  expect(soundLevel(new Float32Array(100))).toBe(0);
  expect(soundLevel(sine(1))).toBeCloseTo(1 - 3.01 / 60, 3);
  expect(soundLevel(sine(1)) - soundLevel(sine(0.1))).toBeCloseTo(20 / 60, 3);
  expect(soundLevel(sine(0.0001))).toBe(0);
});
