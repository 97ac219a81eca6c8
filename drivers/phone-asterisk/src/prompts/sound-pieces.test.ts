import { expect, test } from 'vitest';
import { bytesOf, finished, samplesOf, silence, splitAtGaps } from './sound-pieces.ts';

const tone = (lengthMs: number, peak: number) =>
  Int16Array.from({ length: lengthMs * 8 }, (_, index) => Math.round(peak * Math.sin(((index + 1) * Math.PI) / 8.5)));
const joined = (...pieces: readonly Int16Array[]) => Int16Array.from(pieces.flatMap((piece) => [...piece]));

test('[C3] words are parted at long silence only', () => {
  const [first, second, third] = [tone(100, 9_000), tone(50, 300), tone(20, 50)];
  const sound = joined(silence(500), first, silence(300), second, silence(2_000), third, silence(3_000));
  const pieces = splitAtGaps(sound, 1_500);
  expect(pieces.map((piece) => piece.length / 8)).toEqual([450, 20]);
  expect(splitAtGaps(silence(5_000), 1_500)).toEqual([]);
});

test('[C3] a finished word has no silence around it but the one wanted, and is half as loud as can be', () => {
  const word = finished(joined(silence(400), tone(100, 1_000), silence(400)), 200);
  expect(word.length / 8).toBeGreaterThan(300);
  expect(word.length / 8).toBeLessThan(312);
  const loudest = Math.max(...word);
  // -6 dB of full scale.
  expect(20 * Math.log10(loudest / 32_767)).toBeCloseTo(-6, 1);
});

test('[C3] silence stays silence', () => {
  expect([...finished(silence(100), 10)]).toEqual([...silence(10)]);
});

test('[C3] samples survive as bytes', () => {
  const samples = Int16Array.from([0, 1, -1, 32_767, -32_768]);
  expect([...samplesOf(bytesOf(samples))]).toEqual([...samples]);
});
