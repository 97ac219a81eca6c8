import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countdownAt, elapsedMs, secondsLeft } from './countdown.ts';

const start = '2026-03-01T10:00:00.000Z';
const end = '2026-03-01T10:00:20.000Z';
const at = (text: string): number => Date.parse(`2026-03-01T10:00:${text}Z`);

test('[Q8] the countdown of an offer runs from whole to none', () => {
  expect(countdownAt(start, end, at('00.000'))).toEqual({ leftMs: 20_000, leftRatio: 1, over: false });
  expect(countdownAt(start, end, at('15.000'))).toEqual({ leftMs: 5_000, leftRatio: 0.25, over: false });
  expect(countdownAt(start, end, at('20.000'))).toEqual({ leftMs: 0, leftRatio: 0, over: true });
  expect(countdownAt(start, end, at('59.000')).leftMs).toBe(0);
});

test('[Q8] a clock that is behind never shows more than the whole', () => {
  expect(countdownAt(end, '2026-03-01T10:00:30.000Z', at('00.000')).leftRatio).toBe(1);
});

test('[W2] seconds are rounded up, so that 0 means over', () => {
  expect([0, 1, 999, 1000, 1001, -5].map(secondsLeft)).toEqual([0, 1, 1, 1, 2, 0]);
});

test('[W2] ratio and rest stay in bounds for every moment', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e13 }),
      fc.integer({ min: 0, max: 1e7 }),
      fc.integer({ min: 0, max: 1e13 }),
      (from, length, now) => {
        const shown = countdownAt(from, from + length, now);
        return shown.leftMs >= 0 && shown.leftRatio >= 0 && shown.leftRatio <= 1 && shown.over === (shown.leftMs === 0);
      },
    ),
  );
});

test('[W1] time in a state is never negative', () => {
  expect(elapsedMs(start, at('07.500'))).toBe(7_500);
  expect(elapsedMs(end, at('00.000'))).toBe(0);
});
