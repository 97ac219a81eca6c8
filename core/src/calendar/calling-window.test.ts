import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minutes } from '../time.ts';
import {
  applicableZones,
  callingWindowOf,
  callingWindowProblem,
  DEFAULT_CALLING_WINDOWS,
  isCallableAt,
  isWithinCallingWindow,
  nextCallableAt,
} from './calling-window.ts';
import { entersLineAt } from './lead.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);
const usual = DEFAULT_CALLING_WINDOWS;

describe('[S8] the calling window', () => {
  test.each([
    ['2026-01-14T12:59:59', 'America/New_York', false],
    ['2026-01-14T13:00', 'America/New_York', true],
    ['2026-07-14T12:00', 'America/New_York', true],
    ['2026-07-15T00:59:59', 'America/New_York', true],
    ['2026-07-15T01:00', 'America/New_York', false],
    ['2026-07-15T02:15', 'Asia/Kathmandu', true],
    ['2026-07-15T02:14', 'Asia/Kathmandu', false],
  ])('at %s UTC a customer in %s may be rung: %s', (at, zone, expected) => {
    expect(isWithinCallingWindow(utc(at), zone, usual)).toBe(expected);
  });

  test('has to be open in every zone the number can be in', () => {
    const coasts = ['America/New_York', 'America/Los_Angeles'];
    expect(isCallableAt(utc('2026-01-14T14:00'), coasts, usual)).toBe(false);
    expect(nextCallableAt(utc('2026-01-14T14:00'), coasts, usual)).toBe(utc('2026-01-14T16:00'));
    expect(nextCallableAt(utc('2026-01-15T02:00'), coasts, usual)).toBe(utc('2026-01-15T16:00'));
    expect(nextCallableAt(utc('2026-01-14T18:00'), coasts, usual)).toBe(utc('2026-01-14T18:00'));
  });

  test('cannot be held against a zone nobody knows', () => {
    expect(isWithinCallingWindow(utc('2026-01-14T03:00'), null, usual)).toBe(true);
    expect(isCallableAt(utc('2026-01-14T03:00'), [], usual)).toBe(true);
    expect(nextCallableAt(utc('2026-01-14T03:00'), [], usual)).toBe(utc('2026-01-14T03:00'));
  });

  test('opens an hour earlier in UTC after the clocks went forward', () => {
    expect(nextCallableAt(utc('2026-03-28T22:00'), ['Europe/Berlin'], usual)).toBe(utc('2026-03-29T06:00'));
    expect(nextCallableAt(utc('2026-10-24T22:00'), ['Europe/Berlin'], usual)).toBe(utc('2026-10-25T07:00'));
  });

  test('of zones that never share an hour never comes', () => {
    expect(
      nextCallableAt(utc('2026-01-14T00:00'), ['Europe/London', 'Pacific/Auckland'], { from: '09:00', to: '12:00' }),
    ).toBeNull();
  });

  test('can differ by country', () => {
    const windows = { ...usual, perCountry: { FR: { from: '10:00', to: '20:00' } } };
    expect(callingWindowOf(windows, 'FR')).toEqual({ from: '10:00', to: '20:00' });
    expect(callingWindowOf(windows, 'DE')).toMatchObject({ from: '08:00', to: '21:00' });
    expect(callingWindowOf(windows, null)).toMatchObject({ from: '08:00', to: '21:00' });
  });

  test('counts in the zone the customer gave, else in all of the number, else in that of the service', () => {
    expect(applicableZones('Asia/Tokyo', ['Europe/Berlin'], 'UTC')).toEqual(['Asia/Tokyo']);
    expect(applicableZones(null, ['Europe/Madrid', 'Atlantic/Canary'], 'UTC')).toEqual([
      'Europe/Madrid',
      'Atlantic/Canary',
    ]);
    expect(applicableZones(null, [], 'UTC')).toEqual(['UTC']);
  });

  test('nextCallableAt is the first minute that is within, for any zones', () => {
    const someZones = fc.uniqueArray(
      fc.constantFrom(
        'Europe/Berlin',
        'America/New_York',
        'America/Los_Angeles',
        'Pacific/Honolulu',
        'Asia/Kathmandu',
        'Australia/Lord_Howe',
      ),
      { minLength: 1, maxLength: 3 },
    );
    const someMinute = fc.integer({ min: utc('2026-01-01T00:00') / 60_000, max: utc('2026-12-31T00:00') / 60_000 });
    fc.assert(
      fc.property(someZones, someMinute, (zones, minute) => {
        const next = nextCallableAt(minutes(minute), zones, usual);
        let at = minutes(minute);
        // As far as it looks: zones that never meet may do so once one of them has changed its clocks.
        const lastAt = at + minutes(8 * 24 * 60);
        while (at <= lastAt && !isCallableAt(at, zones, usual)) at += minutes(1);
        expect(next).toBe(at <= lastAt ? at : null);
      }),
      { numRuns: 40 },
    );
  });

  test('zones that never meet do, on the eighth day, when the clocks of one change', () => {
    const zones = ['Pacific/Honolulu', 'Europe/Berlin', 'Asia/Kathmandu'];
    expect(nextCallableAt(utc('2026-03-21T06:00'), zones, usual)).toBe(utc('2026-03-29T06:00'));
    expect(nextCallableAt(utc('2026-03-21T05:59'), zones, usual)).toBeNull();
  });

  test('is refused when it is none', () => {
    expect(callingWindowProblem({ from: '08:00', to: '24:00' })).toBeNull();
    expect(callingWindowProblem({ from: '21:00', to: '08:00' })).not.toBeNull();
    expect(callingWindowProblem({ from: '8', to: '21:00' })).not.toBeNull();
  });
});

test('[S7] a scheduled callback enters the line ahead by the lead, or by the estimated wait where that is longer', () => {
  expect(entersLineAt(1_000_000, 60_000, null)).toBe(940_000);
  expect(entersLineAt(1_000_000, 60_000, 30_000)).toBe(940_000);
  expect(entersLineAt(1_000_000, 60_000, 90_000)).toBe(910_000);
});
