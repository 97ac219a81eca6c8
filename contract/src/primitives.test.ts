import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  id,
  instantInput,
  localTime,
  pageQuery,
  phoneNumberInput,
  queryFlag,
  queryList,
  reference,
  text,
  timeZone,
} from './primitives.ts';

test('an instant with an offset comes out in UTC', () => {
  expect(instantInput.parse('2026-03-29T02:30:00+02:00')).toBe('2026-03-29T00:30:00.000Z');
  expect(instantInput.parse('2026-03-29T02:30:00Z')).toBe('2026-03-29T02:30:00.000Z');
});

test.each([
  '2026-03-29',
  '2026-03-29T02:30:00',
  '2026-02-30T00:00:00Z',
  '2026-03-29T25:00:00Z',
  'soon',
  '',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-23:59',
])('[X4] %j is not an instant', (value) => {
  expect(instantInput.safeParse(value).success).toBe(false);
});

test('[X4] any instant of these two centuries survives, whatever its offset', () => {
  const dates = fc.date({ min: new Date('1901-01-01'), max: new Date('2199-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(dates, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
      const shifted = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
      const size = Math.abs(offset);
      const pad = (n: number) => String(n).padStart(2, '0');
      const written = `${shifted}${offset < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
      expect(instantInput.parse(written)).toBe(date.toISOString());
    }),
  );
});

test('[S1] zones go by their IANA names, not by offsets', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])
    expect(timeZone.safeParse(zone).success, zone).toBe(true);
  for (const zone of ['+02:00', 'Mars/Olympus', '', 'Europe/Berlin\u0000'])
    expect(timeZone.safeParse(zone).success, zone).toBe(false);
});

test('[S1] times of day go from 00:00 to 24:00', () => {
  for (const time of ['00:00', '09:30', '24:00']) expect(localTime.safeParse(time).success, time).toBe(true);
  for (const time of ['24:01', '9:30', '12:60', '']) expect(localTime.safeParse(time).success, time).toBe(false);
});

test('[X4] a wrong reference is taken, so that it is answered as unknown; a new id is not', () => {
  expect(reference('service').safeParse('nonsense').success).toBe(true);
  expect(id('service').safeParse('nonsense').success).toBe(false);
  expect(id('service').safeParse('svc_support').success).toBe(true);
  expect(id('service').safeParse('svc_support\n').success).toBe(false);
});

test('[X4] a number that is none is taken, so that it is answered as invalid_phone_number', () => {
  for (const value of ['', 'abc', '+1', '+12025550100'])
    expect(phoneNumberInput.safeParse(value).success, value).toBe(true);
  for (const value of ['1'.repeat(65), '\u0000', 12]) expect(phoneNumberInput.safeParse(value).success).toBe(false);
});

test('[X4] text with NUL or half a surrogate pair is refused', () => {
  expect(text(10).safeParse('zwölf 😀').success).toBe(true);
  for (const value of ['a\u0000', '\ud83d']) expect(text(10).safeParse(value).success).toBe(false);
});

test('query strings: numbers, flags and lists', () => {
  expect(pageQuery.limit.parse('7')).toBe(7);
  expect(pageQuery.limit.parse(undefined)).toBe(50);
  for (const value of ['0', '201', '1e2', '', '7.5', ' 7', 'NaN'])
    expect(pageQuery.limit.safeParse(value).success, value).toBe(false);
  expect([queryFlag.parse('true'), queryFlag.parse('false'), queryFlag.parse(undefined)]).toEqual([true, false, false]);
  expect(queryFlag.safeParse('yes').success).toBe(false);
  const states = queryList(['waiting', 'closed']);
  expect(states.parse('waiting,closed')).toEqual(['waiting', 'closed']);
  expect(states.parse(['waiting'])).toEqual(['waiting']);
  expect(states.safeParse('lost').success).toBe(false);
});
