import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, firstFree, groupByDay } from './slots.ts';

const slot = (startsAt: string, free = 1): { startsAt: string; free: number } => ({ startsAt, free });

test('[S3] slots are grouped by the calendar day of the zone, not of UTC', () => {
  const days = groupByDay([slot('2026-11-24T22:30:00Z'), slot('2026-11-24T23:30:00Z')], 'Europe/Prague');
  expect(days.map((day) => day.date)).toEqual(['2026-11-24', '2026-11-25']);
});

test('[S3] times stand under the part of the day they belong to', () => {
  const days = groupByDay(
    ['05:30', '06:00', '11:59', '12:00', '18:00'].map((time) => slot(`2026-11-24T${time}:00Z`)),
    'UTC',
  );
  expect(days[0]?.parts.map(({ part, slots }) => [part, slots.length])).toEqual([
    ['night', 1],
    ['morning', 2],
    ['afternoon', 1],
    ['evening', 1],
  ]);
});

test('[S3] a day without a free place is full and offers no time', () => {
  const [full, open] = groupByDay([slot('2026-11-24T10:00:00Z', 0), slot('2026-11-25T10:00:00Z')], 'UTC');
  expect(full).toMatchObject({ full: true, parts: [] });
  expect(open?.full).toBe(false);
});

test('[S3] the first free time is chosen, whatever the order', () => {
  expect(
    firstFree([slot('2026-11-25T10:00:00Z'), slot('2026-11-24T10:00:00Z', 0), slot('2026-11-24T11:00:00Z')])?.startsAt,
  ).toBe('2026-11-24T11:00:00Z');
  expect(firstFree([slot('2026-11-24T10:00:00Z', 0)])).toBeNull();
});

test('[S3] without a chosen time the first day with a free place is shown', () => {
  const days = groupByDay([slot('2026-11-24T10:00:00Z', 0), slot('2026-11-25T10:00:00Z')], 'UTC');
  expect(dayOf(days, null)?.date).toBe('2026-11-25');
});

test('[S3] every free slot is offered exactly once, none that is full', () => {
  const anySlot = fc.record({ hour: fc.integer({ min: 0, max: 400 }), free: fc.integer({ min: 0, max: 2 }) });
  const zones = fc.constantFrom('UTC', 'Europe/Prague', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia');
  fc.assert(
    fc.property(fc.uniqueArray(anySlot, { selector: (s) => s.hour }), zones, (chosen, zone) => {
      const slots = chosen.map(({ hour, free }) => slot(new Date(Date.UTC(2026, 9, 20, hour)).toISOString(), free));
      const offered = groupByDay(slots, zone).flatMap((day) =>
        day.parts.flatMap((part) => part.slots.map((s) => s.startsAt)),
      );
      expect(offered.toSorted()).toEqual(
        slots
          .filter((s) => s.free > 0)
          .map((s) => s.startsAt)
          .toSorted(),
      );
    }),
    { numRuns: 50 },
  );
});
