import { expect, test } from 'vitest';
import { audibleSeconds, sine, toneSeconds, toneShare } from './tones.ts';
import { decodeUlaw, encodeUlaw, parseWav } from './wav.ts';

function sum(left: Float64Array, right: Float64Array): Float64Array {
  return left.map((sample, index) => sample + (right[index] ?? 0));
}

test.each([
  [440, 440, 1],
  [1000, 1000, 1],
  [440, 1000, 0],
  [1000, 440, 0],
  [440, 460, 0],
])('of a tone of %i Hz the share at %i Hz is %i', (sent, measured, share) => {
  expect(toneShare(sine(sent, 2), measured)).toBeCloseTo(share, 6);
});

test('two tones of equal strength have half of the power each', () => {
  const both = sum(sine(440, 1), sine(1000, 1));
  expect(toneShare(both, 440)).toBeCloseTo(0.5, 6);
  expect(toneShare(both, 1000)).toBeCloseTo(0.5, 6);
});

test('silence has no tone', () => {
  expect(toneShare(new Float64Array(8000), 440)).toBe(0);
  expect(toneShare(new Float64Array(), 440)).toBe(0);
  expect(audibleSeconds(new Float64Array(8000))).toBe(0);
});

test('a tone of 1.5 s between two silences of 1 s lasts 1.5 s', () => {
  const samples = new Float64Array(3.5 * 8000);
  samples.set(sine(1000, 1.5), 8000);
  expect(toneSeconds(samples, 1000)).toBe(1.5);
  expect(toneSeconds(samples, 440)).toBe(0);
  expect(audibleSeconds(samples)).toBe(1.5);
});

test('µ-law gives the values of G.711: silence, full scale of both signs', () => {
  expect([...encodeUlaw(Float64Array.of(0, 1, -1))]).toEqual([0xff, 0x80, 0x00]);
  expect([...decodeUlaw(Uint8Array.of(0xff, 0x80, 0x00))].map((sample) => sample * 32_768)).toEqual([
    0, 32_124, -32_124,
  ]);
});

test('a tone through µ-law stays a tone', () => {
  expect(toneShare(decodeUlaw(encodeUlaw(sine(440, 1))), 440)).toBeGreaterThan(0.99);
});

test('what is no WAV is refused with its name', () => {
  expect(() => parseWav(Buffer.from('nothing'), 'x.wav')).toThrow('x.wav is no WAV file');
});
