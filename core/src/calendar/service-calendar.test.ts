import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hours, minutes } from '../time.ts';
import { alwaysOpen, everyWeekday, type BusinessHours } from './business-hours.ts';
import { uniformCapacity, type CapacityPlan } from './capacity-plan.ts';
import type { SlotMinutes } from './day-plans.ts';
import { createServiceCalendar, type ServiceCalendar } from './service-calendar.ts';
import { localTimeText } from './zone-clock.ts';

/** Instants are written out in UTC; the offsets are those the tz database is known for. */
const utc = (text: string): number => Date.parse(`${text}Z`);
const open = (timeZone: string, slotMinutes: SlotMinutes = 30): ServiceCalendar =>
  createServiceCalendar({ hours: alwaysOpen(timeZone), capacity: uniformCapacity(5), slotMinutes });
const weekdays9to17 = (timeZone: string, changes: Partial<BusinessHours> = {}): BusinessHours => ({
  timeZone,
  weekly: { ...everyWeekday([{ from: '09:00', to: '17:00' }]), saturday: [], sunday: [] },
  holidays: [],
  specialDays: [],
  ...changes,
});
const office = (
  changes: Partial<BusinessHours> = {},
  capacity: CapacityPlan = uniformCapacity(5),
  slotMinutes: SlotMinutes = 30,
): ServiceCalendar => createServiceCalendar({ hours: weekdays9to17('Europe/Berlin', changes), capacity, slotMinutes });
const nightly = (timeZone: string, from: string, to: string, slotMinutes: SlotMinutes = 30): ServiceCalendar =>
  createServiceCalendar({
    hours: { ...alwaysOpen(timeZone), weekly: everyWeekday([{ from, to }]) },
    capacity: uniformCapacity(1),
    slotMinutes,
  });
const localStarts = (calendar: ServiceCalendar, from: number, to: number): string[] =>
  calendar.slots(from, to).map((slot) => localTimeText(slot.startsAt, calendar.timeZone).slice(11, 16));

describe('[S1] opening hours', () => {
  test('open from nine to five in winter (UTC+1) and in summer (UTC+2), closed at the stroke of five', () => {
    const calendar = office();
    for (const [at, expected] of [
      ['2026-01-14T07:59:59.999', false],
      ['2026-01-14T08:00', true],
      ['2026-01-14T15:59:59.999', true],
      ['2026-01-14T16:00', false],
      ['2026-07-15T07:00', true],
      ['2026-07-15T15:00', false],
      ['2026-07-18T10:00', false],
      ['2026-07-19T10:00', false],
    ] as const)
      expect([at, calendar.isOpen(utc(at))]).toEqual([at, expected]);
  });

  test('a holiday closes, a special day has its own hours, and goes before a holiday', () => {
    const calendar = office({
      holidays: [
        { date: '2026-12-25', name: 'Christmas Day' },
        { date: '2026-12-24', name: 'Christmas Eve' },
      ],
      specialDays: [
        { date: '2026-12-24', ranges: [{ from: '10:00', to: '12:00' }] },
        { date: '2026-12-26', ranges: [{ from: '10:00', to: '11:00' }] },
      ],
    });
    expect(calendar.openIntervals(utc('2026-12-24T00:00'), utc('2026-12-28T00:00'))).toEqual([
      { startsAt: utc('2026-12-24T09:00'), endsAt: utc('2026-12-24T11:00') },
      { startsAt: utc('2026-12-26T09:00'), endsAt: utc('2026-12-26T10:00') },
    ]);
  });

  test.each([
    ['Europe/Berlin', '2026-03-28T23:00', '2026-03-29T22:00', 23],
    ['Europe/Berlin', '2026-10-24T22:00', '2026-10-25T23:00', 25],
    ['America/New_York', '2026-03-08T05:00', '2026-03-09T04:00', 23],
    ['America/New_York', '2026-11-01T04:00', '2026-11-02T05:00', 25],
    ['Australia/Lord_Howe', '2026-10-03T13:30', '2026-10-04T13:00', 23.5],
    ['Australia/Lord_Howe', '2026-04-04T13:00', '2026-04-05T13:30', 24.5],
    ['Asia/Kathmandu', '2026-06-09T18:15', '2026-06-10T18:15', 24],
  ])('in %s the local day from %s to %s (UTC) is open for all of its %f h', (timeZone, from, to, lengthHours) => {
    const date = localTimeText(utc(from), timeZone).slice(0, 10);
    const thatDay = createServiceCalendar({
      hours: {
        ...alwaysOpen(timeZone),
        weekly: everyWeekday([]),
        specialDays: [{ date, ranges: [{ from: '00:00', to: '24:00' }] }],
      },
      capacity: uniformCapacity(1),
      slotMinutes: 30,
    });
    expect(thatDay.openIntervals(utc(from) - hours(48), utc(to) + hours(48))).toEqual([
      { startsAt: utc(from), endsAt: utc(to) },
    ]);
    expect(thatDay.openMillisBetween(utc(from), utc(to))).toBe(hours(lengthHours));
  });

  test('an opening in a gap begins when the gap ends; one in a fold opens twice', () => {
    expect(
      nightly('Europe/Berlin', '02:30', '04:00').openIntervals(utc('2026-03-29T00:00'), utc('2026-03-29T12:00')),
    ).toEqual([{ startsAt: utc('2026-03-29T01:00'), endsAt: utc('2026-03-29T02:00') }]);
    expect(
      nightly('Europe/Berlin', '02:10', '02:40').openIntervals(utc('2026-03-29T00:00'), utc('2026-03-29T12:00')),
    ).toEqual([]);
    expect(
      nightly('Europe/Berlin', '02:30', '03:00').openIntervals(utc('2026-10-25T00:00'), utc('2026-10-25T12:00')),
    ).toEqual([
      { startsAt: utc('2026-10-25T00:30'), endsAt: utc('2026-10-25T01:00') },
      { startsAt: utc('2026-10-25T01:30'), endsAt: utc('2026-10-25T02:00') },
    ]);
  });

  test('a date that the calendar skipped (Samoa, 30 December 2011) has no opening, its neighbours do', () => {
    expect(
      nightly('Pacific/Apia', '09:00', '10:00').openIntervals(utc('2011-12-29T12:00'), utc('2012-01-01T00:00')),
    ).toEqual(
      [
        { startsAt: utc('2011-12-29T19:00'), endsAt: utc('2011-12-29T20:00') },
        { startsAt: utc('2011-12-30T19:00'), endsAt: utc('2011-12-30T20:00') },
        { startsAt: utc('2011-12-31T19:00'), endsAt: utc('2011-12-31T20:00') },
      ].filter((one) => one.startsAt < utc('2012-01-01T00:00')),
    );
  });

  test('daylight saving is still known centuries ahead', () => {
    expect(office().isOpen(utc('2503-07-11T07:30'))).toBe(true);
    expect(office().isOpen(utc('2503-01-14T07:30'))).toBe(false);
  });

  test.each([NaN, Infinity, -Infinity, 8.64e15, -8.64e15, 0.5])('%f is never open and has no slot', (at) => {
    const calendar = open('UTC');
    expect([calendar.isOpen(at), calendar.nextOpening(at), calendar.slotAt(at), calendar.closesAt(at).kind]).toEqual([
      false,
      null,
      null,
      'closed',
    ]);
    expect([
      calendar.slots(at, at + 1),
      calendar.closestSlots({ wantedAt: at, earliestAt: -Infinity, isFree: () => true, limit: 3 }),
      calendar.openMillisBetween(0, at),
    ]).toEqual([[], [], 0]);
  });
});

describe('[R14] the next opening', () => {
  test('is now when open, tomorrow at night, Monday after the weekend, after the holidays', () => {
    const calendar = office({ holidays: [{ date: '2026-04-06', name: 'Easter Monday' }] });
    expect(calendar.nextOpening(utc('2026-03-25T10:00'))).toBe(utc('2026-03-25T10:00'));
    expect(calendar.nextOpening(utc('2026-03-25T20:00'))).toBe(utc('2026-03-26T08:00'));
    expect(calendar.nextOpening(utc('2026-03-27T16:00'))).toBe(utc('2026-03-30T07:00'));
    expect(calendar.nextOpening(utc('2026-04-03T15:00'))).toBe(utc('2026-04-07T07:00'));
  });

  test('is looked for 400 days and no further', () => {
    const once = (date: string): ServiceCalendar =>
      createServiceCalendar({
        hours: {
          ...weekdays9to17('UTC'),
          weekly: everyWeekday([]),
          specialDays: [{ date, ranges: [{ from: '09:00', to: '10:00' }] }],
        },
        capacity: uniformCapacity(1),
        slotMinutes: 60,
      });
    expect(once('2027-02-05').nextOpening(utc('2026-01-01T00:00'))).toBe(utc('2027-02-05T09:00'));
    expect(once('2027-02-06').nextOpening(utc('2026-01-01T00:00'))).toBeNull();
  });
});

describe('[R2] closing time', () => {
  test('is the end of the present opening', () => {
    expect(office().closesAt(utc('2026-03-25T10:00'))).toEqual({ kind: 'closes', at: utc('2026-03-25T16:00') });
    expect(office().closesAt(utc('2026-03-25T16:00'))).toEqual({ kind: 'closed' });
    expect(office().isOpenThrough(utc('2026-03-25T15:30'), utc('2026-03-25T16:00'))).toBe(true);
    expect(office().isOpenThrough(utc('2026-03-25T15:30'), utc('2026-03-25T16:01'))).toBe(false);
    expect(office().isOpenThrough(utc('2026-03-25T16:30'), utc('2026-03-25T16:31'))).toBe(false);
  });

  test('lies beyond midnight where the next day goes on, and never comes when always open', () => {
    const overnight = createServiceCalendar({
      hours: {
        ...weekdays9to17('Europe/Berlin'),
        weekly: {
          ...everyWeekday([]),
          friday: [{ from: '18:00', to: '24:00' }],
          saturday: [{ from: '00:00', to: '24:00' }],
          sunday: [{ from: '00:00', to: '06:00' }],
        },
      },
      capacity: uniformCapacity(1),
      slotMinutes: 30,
    });
    expect(overnight.closesAt(utc('2026-03-27T20:00'))).toEqual({ kind: 'closes', at: utc('2026-03-29T04:00') });
    expect(open('Europe/Berlin').closesAt(utc('2026-03-27T20:00'))).toEqual({ kind: 'never' });
    expect(open('Europe/Berlin').isOpenThrough(utc('2026-03-27T20:00'), utc('2026-04-27T20:00'))).toBe(true);
  });
});

describe('[S2] slots', () => {
  test('lie on the grid of the local wall clock, wholly within open time', () => {
    const calendar = office({ weekly: { ...everyWeekday([{ from: '09:10', to: '10:50' }]) } });
    expect(localStarts(calendar, utc('2026-03-25T00:00'), utc('2026-03-26T00:00'))).toEqual(['09:30', '10:00']);
    expect(calendar.slotAt(utc('2026-03-25T08:30'))).toEqual({
      startsAt: utc('2026-03-25T08:30'),
      endsAt: utc('2026-03-25T09:00'),
      capacity: 5,
    });
    for (const at of ['08:00', '08:10', '08:30:00.001', '09:30', '11:00'])
      expect([at, calendar.slotAt(utc(`2026-03-25T${at}`))]).toEqual([at, null]);
  });

  test('of Kathmandu (UTC+5:45) begin at a quarter to in UTC', () => {
    expect(
      open('Asia/Kathmandu', 60)
        .slots(utc('2026-06-10T00:00'), utc('2026-06-10T02:00'))
        .map((slot) => slot.startsAt),
    ).toEqual([utc('2026-06-10T00:15'), utc('2026-06-10T01:15')]);
  });

  test.each([
    [15, 92, 100],
    [30, 46, 50],
    [60, 23, 25],
  ] as const)('of %i minutes: %i in a day of 23 h, %i in one of 25 h', (slotMinutes, shortCount, longCount) => {
    const calendar = open('Europe/Berlin', slotMinutes);
    expect(calendar.slots(utc('2026-03-28T23:00'), utc('2026-03-29T22:00'))).toHaveLength(shortCount);
    expect(calendar.slots(utc('2026-10-24T22:00'), utc('2026-10-25T23:00'))).toHaveLength(longCount);
  });

  test('do not exist in a gap and exist twice in a fold', () => {
    const calendar = nightly('America/New_York', '00:30', '03:30');
    expect(localStarts(calendar, utc('2026-03-08T05:00'), utc('2026-03-08T12:00'))).toEqual([
      '00:30',
      '01:00',
      '01:30',
      '03:00',
    ]);
    expect(localStarts(calendar, utc('2026-11-01T04:00'), utc('2026-11-01T12:00'))).toEqual([
      '00:30',
      '01:00',
      '01:30',
      '01:00',
      '01:30',
      '02:00',
      '02:30',
      '03:00',
    ]);
    expect([utc('2026-11-01T05:00'), utc('2026-11-01T06:00')].map((at) => calendar.slotAt(at)?.startsAt)).toEqual([
      utc('2026-11-01T05:00'),
      utc('2026-11-01T06:00'),
    ]);
  });

  test('cross the half-hour shift of Lord Howe Island', () => {
    const halfHours = nightly('Australia/Lord_Howe', '01:00', '03:30');
    expect(localStarts(halfHours, utc('2026-04-04T13:00'), utc('2026-04-05T03:00'))).toEqual([
      '01:00',
      '01:30',
      '01:30',
      '02:00',
      '02:30',
      '03:00',
    ]);
    expect(localStarts(halfHours, utc('2026-10-03T13:30'), utc('2026-10-04T03:00'))).toEqual([
      '01:00',
      '01:30',
      '02:30',
      '03:00',
    ]);
    const wholeHours = nightly('Australia/Lord_Howe', '01:00', '04:00', 60);
    expect(localStarts(wholeHours, utc('2026-04-04T13:00'), utc('2026-04-05T03:00'))).toEqual([
      '01:00',
      '02:00',
      '03:00',
    ]);
    expect(localStarts(wholeHours, utc('2026-10-03T13:30'), utc('2026-10-04T03:00'))).toEqual(['01:00', '03:00']);
  });

  test('never overlap: the hour in which the clocks jump at half past does not exist (Pyongyang 2018, 23:30 to 00:00; Caracas 2016, 02:30 to 03:00)', () => {
    expect(
      open('Asia/Pyongyang', 60)
        .slots(utc('2018-05-04T13:00'), utc('2018-05-04T17:00'))
        .map((slot) => slot.startsAt),
    ).toEqual([utc('2018-05-04T13:30'), utc('2018-05-04T15:00'), utc('2018-05-04T16:00')]);
    expect(
      open('America/Caracas', 60)
        .slots(utc('2016-05-01T05:00'), utc('2016-05-01T09:00'))
        .map((slot) => slot.startsAt),
    ).toEqual([utc('2016-05-01T05:30'), utc('2016-05-01T07:00'), utc('2016-05-01T08:00')]);
    expect(
      open('Asia/Pyongyang', 30)
        .slots(utc('2018-05-04T14:30'), utc('2018-05-04T15:30'))
        .map((slot) => slot.startsAt),
    ).toEqual([utc('2018-05-04T14:30'), utc('2018-05-04T15:00')]);
  });

  test('take their capacity from the exception, then the week, then the default', () => {
    const calendar = office(
      {},
      {
        weekly: { ...everyWeekday([{ from: '10:00', to: '11:00', capacity: 2 }]) },
        exceptions: [
          { date: '2026-03-25', ranges: [{ from: '10:30', to: '11:30', capacity: 0 }] },
          { date: '2026-03-25', ranges: [{ from: '12:00', to: '12:30', capacity: 9 }] },
        ],
        defaultCapacity: 7,
      },
    );
    const capacities = (date: string): number[] =>
      calendar.slots(utc(`${date}T08:30`), utc(`${date}T12:00`)).map((slot) => slot.capacity);
    expect(capacities('2026-03-25')).toEqual([7, 2, 0, 0, 7, 9, 7]);
    expect(capacities('2026-03-26')).toEqual([7, 2, 2, 7, 7, 7, 7]);
  });

  test('can be asked for with a limit', () => {
    expect(office().slots(utc('2026-03-25T00:00'), utc('2026-04-25T00:00'), 3)).toHaveLength(3);
  });
});

describe('[S3] the closest free slots', () => {
  const starts = (slots: readonly { readonly startsAt: number }[]): string[] =>
    slots.map((slot) => new Date(slot.startsAt).toISOString().slice(0, 16));

  test('come nearest first, the earlier of two as near, the wanted one too if free', () => {
    const calendar = office();
    expect(
      starts(
        calendar.closestSlots({
          wantedAt: utc('2026-03-25T10:00'),
          earliestAt: -Infinity,
          isFree: () => true,
          limit: 4,
        }),
      ),
    ).toEqual(['2026-03-25T10:00', '2026-03-25T09:30', '2026-03-25T10:30', '2026-03-25T09:00']);
    expect(
      starts(
        calendar.closestSlots({
          wantedAt: utc('2026-03-25T10:00'),
          earliestAt: -Infinity,
          isFree: (slot) => slot.startsAt !== utc('2026-03-25T10:00'),
          limit: 2,
        }),
      ),
    ).toEqual(['2026-03-25T09:30', '2026-03-25T10:30']);
  });

  test('are never before the earliest time; over the weekend they are on Monday', () => {
    expect(
      starts(
        office().closestSlots({
          wantedAt: utc('2026-03-27T15:00'),
          earliestAt: utc('2026-03-27T14:40'),
          isFree: () => true,
          limit: 4,
        }),
      ),
    ).toEqual(['2026-03-27T15:00', '2026-03-27T15:30', '2026-03-30T07:00', '2026-03-30T07:30']);
    expect(
      starts(
        office().closestSlots({
          wantedAt: utc('2026-01-01T00:00'),
          earliestAt: utc('2026-03-28T12:00'),
          isFree: () => true,
          limit: 1,
        }),
      ),
    ).toEqual(['2026-03-30T07:00']);
  });

  test('are none when all are full, and slots of capacity 0 are full', () => {
    expect(
      office().closestSlots({
        wantedAt: utc('2026-03-25T10:00'),
        earliestAt: -Infinity,
        isFree: () => false,
        limit: 3,
      }),
    ).toEqual([]);
    expect(
      office({}, uniformCapacity(0)).closestSlots({
        wantedAt: utc('2026-03-25T10:00'),
        earliestAt: -Infinity,
        isFree: () => true,
        limit: 3,
      }),
    ).toEqual([]);
  });
});

describe('[S1] [S2] for any hours, in zones of every kind', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/Santiago',
    'Africa/Cairo',
    'Pacific/Chatham',
    'America/St_Johns',
    'America/Havana',
    'UTC',
  ];
  const quarter = (count: number): string =>
    `${String(Math.floor(count / 4)).padStart(2, '0')}:${String((count % 4) * 15).padStart(2, '0')}`;
  const someRange = fc
    .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
    .filter(([from, to]) => from < to);
  const changes2026 = [
    '2026-03-08',
    '2026-03-29',
    '2026-04-05',
    '2026-04-24',
    '2026-09-06',
    '2026-09-27',
    '2026-10-04',
    '2026-10-25',
    '2026-11-01',
    '2026-06-15',
    '2010-11-07',
  ];

  test('open means: the wall clock, as the platform shows it, stands in a range; slots are open, on the grid, and apart', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        someRange,
        fc.constantFrom(...changes2026),
        fc.constantFrom<SlotMinutes>(15, 30, 60),
        (timeZone, [from, to], date, slotMinutes) => {
          const calendar = nightly(timeZone, quarter(from), quarter(to), slotMinutes);
          const format = new Intl.DateTimeFormat('en-GB', {
            timeZone,
            hour: '2-digit',
            minute: '2-digit',
            hourCycle: 'h23',
          });
          const startAt = utc(`${date}T00:00`) - hours(12);
          const endAt = startAt + hours(36);
          const isOnWall = (at: number): boolean =>
            format.format(at) >= quarter(from) && format.format(at) < quarter(to);
          let openMs = 0;
          for (let at = startAt; at < endAt; at += minutes(5)) {
            expect([at, calendar.isOpen(at)]).toEqual([at, isOnWall(at)]);
          }
          for (const one of calendar.openIntervals(startAt, endAt)) openMs += one.endsAt - one.startsAt;
          expect(calendar.openMillisBetween(startAt, endAt)).toBe(openMs);
          let lastEnd = -Infinity;
          for (const slot of calendar.slots(startAt, endAt)) {
            expect(slot.startsAt).toBeGreaterThanOrEqual(lastEnd);
            lastEnd = slot.endsAt;
            expect(Number(format.format(slot.startsAt).slice(3)) % slotMinutes).toBe(0);
            expect(isOnWall(slot.startsAt) && isOnWall(slot.endsAt - 1)).toBe(true);
            expect(calendar.slotAt(slot.startsAt)).toBe(slot);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
