import { expect, test } from 'vitest';
import { alwaysOpen, everyWeekday } from './business-hours.ts';
import { uniformCapacity } from './capacity-plan.ts';
import { validateCapacity, validateHours } from './validation.ts';

test('[S1] hours that can be used have no problems', () => {
  expect(validateHours(alwaysOpen('Europe/Berlin'))).toEqual([]);
  expect(
    validateHours({
      ...alwaysOpen('UTC'),
      holidays: [{ date: '2028-02-29', name: 'Leap day' }],
      specialDays: [{ date: '2028-02-29', ranges: [] }],
    }),
  ).toEqual([]);
});

test('[S1] every problem of hours is named with its place', () => {
  const problems = validateHours({
    timeZone: 'Europe/Atlantis',
    weekly: {
      ...everyWeekday([]),
      monday: [{ from: '22:00', to: '06:00' }],
      tuesday: [{ from: '9:00', to: '25:00' }],
      wednesday: [
        { from: '13:00', to: '17:00' },
        { from: '09:00', to: '13:01' },
      ],
      thursday: [{ from: '24:00', to: '24:00' }],
      friday: [
        { from: '09:00', to: '12:00' },
        { from: '12:00', to: '24:00' },
      ],
    },
    holidays: [
      { date: '2026-02-29', name: 'None' },
      { date: '2026-01-01', name: 'New Year' },
      { date: '2026-01-01', name: 'Again' },
    ],
    specialDays: [{ date: '2026-1-1', ranges: [{ from: '10:00', to: '10:00' }] }],
  });
  expect(problems.map((problem) => problem.path)).toEqual([
    'timeZone',
    'weekly.monday[0].to',
    'weekly.tuesday[0].from',
    'weekly.tuesday[0].to',
    'weekly.wednesday[0]',
    'weekly.thursday[0].from',
    'holidays[0].date',
    'holidays[2].date',
    'specialDays[0].date',
    'specialDays[0].ranges[0].to',
  ]);
});

test('[S2] every problem of a capacity plan is named with its place', () => {
  expect(validateCapacity(uniformCapacity(0))).toEqual([]);
  const problems = validateCapacity({
    weekly: {
      ...everyWeekday([]),
      sunday: [
        { from: '09:00', to: '10:00', capacity: -1 },
        { from: '09:30', to: '11:00', capacity: 1.5 },
      ],
    },
    exceptions: [{ date: 'tomorrow', ranges: [{ from: '10:00', to: '09:00', capacity: 1 }] }],
    defaultCapacity: Infinity,
  });
  expect(problems.map((problem) => problem.path)).toEqual([
    'weekly.sunday[1]',
    'weekly.sunday[0].capacity',
    'weekly.sunday[1].capacity',
    'exceptions[0].date',
    'exceptions[0].ranges[0].to',
    'defaultCapacity',
  ]);
});
