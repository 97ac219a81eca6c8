import { expect, test } from 'vitest';
import type { CrashReport } from './crash-run.ts';
import { summaryTable } from './report.ts';

const report: CrashReport = {
  kills: [
    { plan: 'during-migration:1', isAsPlanned: true, while: 'starting' },
    { plan: 'before-reply:3', isAsPlanned: true, while: 'under load' },
    { plan: 'before-reply:9', isAsPlanned: false, while: 'under load' },
    { plan: 'moment, 340 ms', isAsPlanned: true, while: 'under load' },
  ],
  acknowledgedCount: 70,
  attemptCount: 120,
  retriedCount: 30,
  ringCount: 118,
  outcomes: { completed: 70 },
  attemptOutcomes: { answered_human: 118, unknown: 2 },
  bootMsMedian: 900,
  bootMsMax: 1_500,
  drainMs: 4_000,
  durationMs: 61_400,
  broken: [],
};

test('the table has a column for each store and tells kills by how they came', () => {
  const lines = summaryTable([
    { ...report, store: 'pglite' },
    { ...report, store: 'postgres', broken: ['[I2] rang twice'] },
  ]).split('\n');
  const row = (title: string) =>
    lines
      .find((line) => line.startsWith(title))
      ?.slice(title.length)
      .trim()
      .split(/\s+/u);
  expect(lines[0]?.trim().split(/\s+/u)).toEqual(['pglite', 'postgres']);
  expect(row('kills')).toEqual(['4', '4']);
  expect(row('... at a moment from outside')).toEqual(['1', '1']);
  expect(row('... at a named point')).toEqual(['2', '2']);
  expect(row('... point not reached, killed from outside')).toEqual(['1', '1']);
  expect(row('rings by the witness')).toEqual(['118', '118']);
  expect(row('broken promises')).toEqual(['0', '1']);
  expect(row('died before-reply')).toEqual(['1', '1']);
  expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
});
