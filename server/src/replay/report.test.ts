import { expect, test } from 'vitest';
import type { CallbackRecord } from './callback-records.ts';
import { ticksTo } from './charts/chart-frame.ts';
import { callbackFigures, logFigures, type ReplayReport } from './figures.ts';
import { reportPage } from './report-page.ts';
import { summarize } from './statistics.ts';
import { summaryTable } from './summary-rows.ts';

const record: CallbackRecord = {
  id: 'cb_1',
  requestedAt: 0,
  arrivedAt: -20_000,
  firstRingAt: 100_000,
  connectedAt: 115_000,
  state: 'closed',
  outcome: 'completed',
  isPromiseKept: true,
  attemptOutcomes: ['answered_human'],
  overtakeReasons: [],
  overtakesBeforeRingCount: 0,
  told: { lowMs: 30_000, likelyMs: 90_000, highMs: 150_000 },
};
const retried: CallbackRecord = {
  ...record,
  id: 'cb_2',
  firstRingAt: 200_000,
  connectedAt: 820_000,
  isPromiseKept: false,
  attemptOutcomes: ['no_answer', 'answered_human'],
  overtakeReasons: ['not_answered', 'not_answered'],
  overtakesBeforeRingCount: 1,
};
const open: CallbackRecord = {
  ...record,
  id: 'cb_3',
  firstRingAt: null,
  connectedAt: null,
  state: 'waiting',
  outcome: null,
  isPromiseKept: null,
  attemptOutcomes: [],
};

test('[M4] what became of the callbacks, by hand', () => {
  const figures = callbackFigures([record, retried, open]);
  expect(figures).toMatchObject({
    askedCount: 3,
    madeCount: 2,
    connectedCount: 2,
    outcomeCounts: { completed: 2, 'open: waiting': 1 },
    promiseKeptRatio: 0.5,
    overtakenCount: 1,
    overtakesCount: 2,
    overtakenBeforeRingCount: 1,
    attemptsPerCallbackCounts: { '0': 1, '1': 1, '2': 1 },
    attemptOutcomeCounts: { answered_human: 2, no_answer: 1 },
    openIds: ['cb_3'],
  });
  expect(figures.delayToConnect.meanMs).toBe(467_500);
  // Told 90 s, rung after 100 s and 200 s: bias -60 s; the second is outside 30 to 150 s.
  expect(figures.estimateOfRing).toMatchObject({ count: 2, biasMs: -60_000, coverageRatio: 0.5 });
  expect(figures.estimateOfConnect).toMatchObject({ count: 1, biasMs: -25_000 });
});

function sampleReport(file: string): ReplayReport {
  const line = logFigures([
    { id: 'a/1', date: '1999-02-01', arrivalMs: 0, waitMs: 70_000, ending: 'served', talkMs: 1000, isPriority: false },
  ]);
  return {
    file,
    dates: ['1999-02-01'],
    settings: { Seed: 1 },
    droppedCounts: { phantom: 1, internetTeam: 2, hungUpAtOnce: 3, outsideHours: 4 },
    log: line,
    replay: {
      ...line,
      tookCallbackCount: 3,
      invitationsCount: 9,
      refusedCount: 0,
      restaffedCount: 0,
      waitOfTookCallback: summarize([]),
      lag: summarize([900]),
    },
    callbacks: callbackFigures([record, retried, open]),
    hours: [{ date: '1999-02-01', hour: 7, callsCount: 5, agentsCount: 2, callbacksAskedCount: 3 }],
    callbackRecords: [record, retried, open],
  };
}

test('[M4] every figure stands beside its definition, and every plot has its numbers as a table', () => {
  const page = reportPage(sampleReport('log.tsv'));
  expect(page.match(/<figure>/g)).toHaveLength(6);
  expect(page.match(/<summary>Show the numbers as a table/g)).toHaveLength(6);
  expect(page.match(/role="img" aria-label="[^"]+"/g)).toHaveLength(6);
  expect(page).toContain('Root of the mean squared error');
  expect(page).toMatch(
    /<th scope="row">Mean wait of the served<\/th><td class="number">1 min 10 s<\/td><td class="number">1 min 10 s/,
  );
});

test('[M4] the report needs nothing from elsewhere and takes names as text', () => {
  const page = reportPage(sampleReport('<script>alert(1)</script>.tsv'));
  expect(page).not.toMatch(/<script|src=|<link|url\(|NaN|undefined|Infinity/);
  expect(page).toContain('&#60;script&#62;');
});

test('[M4] a replay without callbacks is reported, too', () => {
  const report = { ...sampleReport('log.tsv'), callbacks: callbackFigures([]), callbackRecords: [] };
  expect(reportPage(report)).not.toMatch(/NaN|undefined|Infinity/);
  expect(summaryTable(report)).toMatch(/Promises kept +–$/m);
});

test('[M4] the terminal table has the log beside the replay', () => {
  expect(summaryTable(sampleReport('log.tsv'))).toMatch(/^Served on the line +1 +1$/m);
});

test('[M4] axes end at round numbers at or above the largest value', () => {
  expect(ticksTo(134)).toEqual([0, 50, 100, 150]);
  expect(ticksTo(4)).toEqual([0, 1, 2, 3, 4]);
  expect(ticksTo(0.7)).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
  expect(ticksTo(0)).toEqual([0, 1]);
});
