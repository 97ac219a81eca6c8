import { expect, test } from 'vitest';
import { clockText, durationText, momentText, ratioText, timeText, waitRangeText, windowText } from './format.ts';

test('[W2] clocks count minutes and hours', () => {
  expect([0, 7_900, 65_000, 754_000, 3_723_000].map(clockText)).toEqual(['0:00', '0:07', '1:05', '12:34', '1:02:03']);
});

test('[Q9] lengths of time read as words', () => {
  expect([0, 20_000, 60_000, 3_600_000, 3_900_000, 172_800_000].map(durationText)).toEqual([
    'under a minute',
    'under a minute',
    '1 min',
    '1 h',
    '1 h 5 min',
    '2 days',
  ]);
});

test('[Q9] an estimated wait is a range, and unknown is said', () => {
  expect(waitRangeText(null)).toBe('Not known yet');
  expect(waitRangeText({ lowMs: 0, highMs: 30_000 })).toBe('About a minute');
  expect(waitRangeText({ lowMs: 10_000, highMs: 300_000 })).toBe('Up to 5 min');
  expect(waitRangeText({ lowMs: 240_000, highMs: 540_000 })).toBe('4 to 9 min');
  expect(waitRangeText({ lowMs: 240_000, highMs: 240_000 })).toBe('About 4 min');
});

test('[S1] times always carry a zone, on both sides of a clock change', () => {
  expect(timeText('2026-03-29T00:30:00Z', 'Europe/Berlin')).toBe('01:30 CET');
  expect(timeText('2026-03-29T01:30:00Z', 'Europe/Berlin')).toBe('03:30 CEST');
});

test('[W2] a window names the day unless it is today', () => {
  const now = Date.parse('2026-03-02T08:00:00Z');
  expect(windowText('2026-03-02T10:00:00Z', '2026-03-02T10:30:00Z', now, 'UTC')).toBe('today 10:00 to 10:30 UTC');
  expect(windowText('2026-03-03T23:45:00Z', '2026-03-04T00:15:00Z', now, 'UTC')).toBe(
    'Tue 3 Mar 23:45 to Wed 4 Mar 00:15 UTC',
  );
  expect(momentText('2026-03-03T23:45:00Z', now, 'UTC')).toBe('Tue 3 Mar 23:45 UTC');
});

test('[M1] a ratio that is not known is said', () => {
  expect(ratioText(null)).toBe('Not known yet');
  expect(ratioText(0.956)).toBe('96 %');
});
