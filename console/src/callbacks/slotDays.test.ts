import { expect, test } from 'vitest';
import { slotDays, slotText } from './slotDays.ts';

const slot = (startsAt: string, free: number) => ({ startsAt, localTime: startsAt, capacity: 5, free });

test('[S3] slots are grouped by the day of the zone asked for, full ones left out', () => {
  const slots = [slot('2026-03-02T22:30:00Z', 5), slot('2026-03-02T23:00:00Z', 0), slot('2026-03-02T23:30:00Z', 1)];
  expect(
    slotDays({ timeZone: 'Europe/Berlin', slotMinutes: 30, slots }).map(({ day, slots: own }) => [day, own.length]),
  ).toEqual([
    ['Mon 2 Mar', 1],
    ['Tue 3 Mar', 1],
  ]);
  expect(slotDays({ timeZone: 'UTC', slotMinutes: 30, slots }).map(({ day }) => day)).toEqual(['Mon 2 Mar']);
});

test('[S2] a slot names its zone and says when few places are left', () => {
  expect(slotText(slot('2026-03-02T22:30:00Z', 5), 'Europe/Berlin')).toBe('23:30 CET');
  expect(slotText(slot('2026-03-02T22:30:00Z', 1), 'Europe/Berlin')).toBe('23:30 CET, 1 left');
});
