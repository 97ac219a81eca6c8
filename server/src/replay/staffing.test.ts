import { expect, test } from 'vitest';
import { parseStaffing, staffingFromLog, weekdayOf } from './staffing.ts';

const minute = 60_000;
const hour = 60 * minute;
const service = (agentName: string, startMs: number, endMs: number) => ({
  date: '1999-02-01',
  agentName,
  startMs,
  endMs,
});

test('[M6] short pauses between conversations count as presence, long ones do not', () => {
  // Ann is there for the hour. Bob from 9:00 to 9:31 with a pause of 5 min in it: 91 min of presence, two agents;
  // without the pause it were 86 min, one agent.
  const short = staffingFromLog([
    service('BOB', 9 * hour + 18 * minute, 9 * hour + 31 * minute),
    service('ANN', 9 * hour, 10 * hour),
    service('BOB', 9 * hour, 9 * hour + 13 * minute),
  ]);
  expect(short.agentsAt('1999-02-01', 9)).toBe(2);
  // Bob is away from 9:10 to 9:50: 80 min of presence, one agent; with the pause it were 120 min.
  const long = staffingFromLog([
    service('ANN', 9 * hour, 10 * hour),
    service('BOB', 9 * hour, 9 * hour + 10 * minute),
    service('BOB', 9 * hour + 50 * minute, 10 * hour),
  ]);
  expect(long.agentsAt('1999-02-01', 9)).toBe(1);
  expect([long.agentsAt('1999-02-01', 10), long.agentsAt('1999-02-02', 9)]).toEqual([0, 0]);
});

test('[M6] presence is shared out over the hours and rounded; anybody at all is one', () => {
  const staffing = staffingFromLog([
    service('ANN', 9 * hour, 11 * hour),
    service('BOB', 9 * hour, 9 * hour + 40 * minute),
    service('CEM', 12 * hour, 12 * hour + minute),
  ]);
  expect([9, 10, 11, 12].map((at) => staffing.agentsAt('1999-02-01', at))).toEqual([2, 1, 0, 1]);
  expect(staffing.agentsMax).toBe(2);
});

test('[M6] a table names weekdays, hours and agents', () => {
  const staffing = parseStaffing('weekday,hour,agents\r\n# early\r\nmonday,8,7\r\nMonday 9 8\r\n');
  expect(weekdayOf('1999-02-01')).toBe('monday');
  expect([7, 8, 9].map((at) => staffing.agentsAt('1999-02-08', at))).toEqual([0, 7, 8]);
  expect(staffing.agentsMax).toBe(8);
});

test('[X4] a wrong table is refused with its line', () => {
  expect(() => parseStaffing('monday 8 7\nmoonday 9 7')).toThrow(/line 2/);
  expect(() => parseStaffing('monday 24 7')).toThrow(/line 1/);
});
