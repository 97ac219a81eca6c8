import { describe, expect, test } from 'vitest';
import { isTimeZone, localTimeText, zoneClock } from './zone-clock.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);

describe('[S1] local time', () => {
  test.each([
    ['2026-03-29T00:59:59', 'Europe/Berlin', '2026-03-29T01:59:59'],
    ['2026-03-29T01:00', 'Europe/Berlin', '2026-03-29T03:00:00'],
    ['2026-10-25T00:30', 'Europe/Berlin', '2026-10-25T02:30:00'],
    ['2026-10-25T01:30', 'Europe/Berlin', '2026-10-25T02:30:00'],
    ['2026-03-08T07:00', 'America/New_York', '2026-03-08T03:00:00'],
    ['2026-04-04T15:00', 'Australia/Lord_Howe', '2026-04-05T01:30:00'],
    ['2026-01-01T00:00', 'Asia/Kathmandu', '2026-01-01T05:45:00'],
    ['1969-12-31T23:59:59.999', 'UTC', '1969-12-31T23:59:59'],
  ])('%s UTC in %s is %s', (at, timeZone, expected) => {
    expect(localTimeText(utc(at), timeZone)).toBe(expected);
  });

  test('a wall time in a gap is shown never, in a fold twice', () => {
    const berlin = zoneClock('Europe/Berlin');
    expect(berlin.instantsShowing(utc('2026-03-29T02:30'))).toEqual([]);
    expect(berlin.instantsShowing(utc('2026-10-25T02:30'))).toEqual([utc('2026-10-25T00:30'), utc('2026-10-25T01:30')]);
    expect(berlin.instantsShowing(utc('2026-06-01T12:00'))).toEqual([utc('2026-06-01T10:00')]);
  });

  test('a name is a zone only when it is one of the tz database', () => {
    for (const name of ['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Asia/Kathmandu'])
      expect([name, isTimeZone(name)]).toEqual([name, true]);
    for (const name of [
      '',
      'Berlin',
      'Europe/Atlantis',
      '+02:00',
      '2026-01-01T00:00[Europe/Berlin]',
      'Europe/Berlin\u0000',
      'x'.repeat(10_000),
    ])
      expect([name, isTimeZone(name)]).toEqual([name, false]);
    expect(() => zoneClock('Europe/Atlantis')).toThrow(RangeError);
  });
});
