import { expect, test } from 'vitest';
import { opinionScoreOf, ratingFactor, readQuality } from './callQuality.ts';

test.each([
  [90, 4.34],
  [80, 4.03],
  [70, 3.6],
  [60, 3.1],
  [50, 2.58],
])('[W4] rating %d is the opinion score that ITU-T G.109 prints for it: %d', (rating, score) => {
  expect(opinionScoreOf(rating)).toBeCloseTo(score, 1);
  expect(Math.abs(opinionScoreOf(rating) - score)).toBeLessThan(0.011);
});

test('[W4] a line without loss or delay has the best rating of G.107, and both make it worse', () => {
  expect(ratingFactor(0, 0)).toBe(93.2);
  expect(ratingFactor(0.05, 0)).toBeLessThan(80);
  expect(ratingFactor(0, 400)).toBeLessThan(ratingFactor(0, 150));
  expect(ratingFactor(1, 2_000)).toBe(0);
});

test('[W4] quality is read from the browser’s own counts', () => {
  const quality = readQuality([
    { type: 'inbound-rtp', kind: 'audio', packetsReceived: 990, packetsLost: 10, jitter: 0.004 },
    { type: 'candidate-pair', currentRoundTripTime: 0.03 },
    { type: 'codec' },
  ]);
  expect(quality).toMatchObject({ lossRatio: 0.01, jitterMs: 4, roundTripMs: 30 });
  expect(quality?.opinionScore).toBeGreaterThan(4);
  expect(readQuality([{ type: 'inbound-rtp', kind: 'audio', packetsReceived: 0 }])).toBeNull();
  expect(readQuality([])).toBeNull();
});
