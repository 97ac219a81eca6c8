import { describe, expect, test } from 'vitest';
import { countdown, dayTimeLabel, numberLabel, waitText } from './format.ts';
import { chooseTag, english, loadLocale } from './locale.ts';

const minuteMs = 60_000;
const wait = (
  lowMs: number,
  highMs: number,
): { lowMs: number; likelyMs: number; highMs: number; confidenceRatio: number } => ({
  lowMs,
  likelyMs: (lowMs + highMs) / 2,
  highMs,
  confidenceRatio: 0.8,
});

describe('[Q9] the wait in words', () => {
  test.each([
    [wait(4.9 * minuteMs, 8.2 * minuteMs), 'about 4 to 9 minutes'],
    [wait(0, 59_000), 'less than a minute'],
    [wait(0, 60_000), 'about 1 minute'],
    [wait(5 * minuteMs, 5 * minuteMs), 'about 5 minutes'],
    [wait(70 * minuteMs, 130 * minuteMs), 'about 1 to 3 hours'],
    [wait(10 * minuteMs, 90 * minuteMs), 'about 10 to 90 minutes'],
  ])('%j', (estimate, words) => {
    expect(waitText(estimate, english)).toBe(words);
  });

  test('unknown is said, never a number', () => {
    expect(waitText(null, english)).toBe('Not known yet');
  });
});

test('[S3] a slot is named with its full day and time in the zone of the reader', async () => {
  const british = await loadLocale('en-GB');
  expect(dayTimeLabel('2026-11-24T13:30:00Z', 'Europe/Prague', british)).toBe('Tuesday 24 November, 14:30');
  expect(dayTimeLabel('2026-11-24T23:30:00Z', 'Europe/Prague', british)).toBe('Wednesday 25 November, 0:30');
});

test('[S1] the hour that occurs twice in autumn is named after the zone rules', async () => {
  const german = await loadLocale('de-DE');
  expect(dayTimeLabel('2026-10-25T00:30:00Z', 'Europe/Berlin', german)).toContain('2:30');
  expect(dayTimeLabel('2026-10-25T01:30:00Z', 'Europe/Berlin', german)).toContain('2:30');
});

test('[S5] the time left is shown in minutes and seconds and ends at zero', () => {
  expect([119_001, 60_000, 500, 0, -4_000].map(countdown)).toEqual(['2:00', '1:00', '0:01', '0:00', '0:00']);
});

test('numbers of the North American plan are grouped, others are not touched', () => {
  expect(numberLabel('+12025550110')).toBe('+1 202 555 0110');
  expect(numberLabel('+420601123456')).toBe('+420601123456');
});

test('[C3] the tag comes from the page, then the reader; a bare language takes the region of the reader', () => {
  expect(chooseTag('fr', ['en-GB', 'de-AT'])).toBe('fr');
  expect(chooseTag('de', ['en-GB', 'de-AT'])).toBe('de-AT');
  expect(chooseTag(null, ['ja-JP'])).toBe('ja-JP');
  expect(chooseTag('not a tag', ['es-MX'])).toBe('es-MX');
  expect(chooseTag(null, [])).toBe('en');
});

test('[C3] a language without messages reads English, also in its dates', async () => {
  expect(await loadLocale('pt-BR')).toMatchObject({ tag: 'en', language: 'en' });
});
