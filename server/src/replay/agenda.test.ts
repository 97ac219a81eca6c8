import { expect, test } from 'vitest';
import { agendaOf, weeksShiftMs } from './agenda.ts';
import { parseCallLog } from './call-log.ts';
import { callersOf } from './callers.ts';
import { chooseDates } from './run-replay.ts';
import { sampleLog, sampleRow } from './sample-log.ts';
import { parseStaffing } from './staffing.ts';

test('[M6] a day begins with the staffing of its first hour, and staffing changes come before callers', () => {
  const { calls } = parseCallLog(
    sampleLog(sampleRow({ id: '1', vruExit: '9:30:00' }), sampleRow({ id: '2', vruExit: '10:00:00' })),
  );
  const agenda = agendaOf(
    '1999-02-01',
    callersOf(calls, { seed: 1, acceptRatio: 0 }),
    parseStaffing('monday 9 2\nmonday 10 3'),
  );
  const text = agenda
    .slice(0, 5)
    .map(
      (item) =>
        `${new Date(item.at).toISOString().slice(11, 16)} ${item.kind === 'staff' ? item.agentsCount : item.kind}`,
    );
  expect(text).toEqual(['09:00 2', '09:30 caller', '10:00 3', '10:00 caller', '11:00 0']);
});

test('[M6] the calendar moves by whole weeks to days that are still to come', () => {
  const now = Date.parse('2026-11-21T03:00:00Z');
  const shifted = new Date(Date.parse('1999-02-01T00:00:00Z') + weeksShiftMs('1999-02-01', now));
  expect(shifted.toISOString()).toBe('2026-11-23T00:00:00.000Z');
});

test('[M6] days can be all, weekdays, named, or the first', () => {
  const dates = ['1999-02-04', '1999-02-05', '1999-02-06', '1999-02-07'];
  expect(chooseDates(dates, null)).toEqual(['1999-02-04']);
  expect(chooseDates(dates, 'all')).toEqual(dates);
  expect(chooseDates(dates, 'weekdays')).toEqual(['1999-02-04', '1999-02-07']);
  expect(chooseDates(dates, '1999-02-06,1999-02-05')).toEqual(['1999-02-05', '1999-02-06']);
  expect(() => chooseDates(dates, '1999-03-01')).toThrow(
    'the log has no calls on 1999-03-01; it has 1999-02-04 to 1999-02-07',
  );
  expect(() => chooseDates([], null)).toThrow('no calls');
});
