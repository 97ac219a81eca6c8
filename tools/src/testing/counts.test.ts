import { expect, test } from 'vitest';
import { addCounts, countLine, countsOfReport, secondTries } from './counts.ts';

const file = (status: string, ...statuses: string[]): object => ({
  status,
  assertionResults: statuses.map((each) => ({ status: each })),
});

test('passed, failed, skipped and todo are summed over files', () => {
  const report = {
    testResults: [file('failed', 'passed', 'failed', 'pending'), file('passed', 'passed', 'todo', 'skipped')],
  };
  expect(countsOfReport(report, 1)).toEqual({ passedCount: 2, failedCount: 1, skippedCount: 3 });
});

test('a file that broke before its tests counts as a failure', () => {
  expect(countsOfReport({ testResults: [file('failed'), file('passed', 'passed')] }, 1)).toEqual({
    passedCount: 1,
    failedCount: 1,
    skippedCount: 0,
  });
});

test('a run that ended badly counts as a failure though every test passed, and so does a missing report', () => {
  expect(countsOfReport({ testResults: [file('passed', 'passed')] }, 1).failedCount).toBe(1);
  expect(countsOfReport(null, 1).failedCount).toBe(1);
});

test('the last line names skipped tests only when there are some', () => {
  const counts = addCounts({ passedCount: 10, failedCount: 0, skippedCount: 0 }, { passedCount: 2 });
  expect(countLine(counts)).toBe('12 passed, 0 failed');
  expect(countLine(addCounts(counts, { failedCount: 1, skippedCount: 3 }))).toBe('12 passed, 1 failed, 3 skipped');
});

test('who passed on a second try is named, with what went wrong', () => {
  const passed = {
    status: 'passed',
    fullName: 'page opens',
    failureMessages: ['Error: Timeout 1ms exceeded.\n  at x'],
  };
  const calm = { status: 'passed', fullName: 'page closes', failureMessages: [] };
  const failed = { ...passed, status: 'failed' };
  expect(secondTries({ testResults: [{ assertionResults: [passed, calm, failed] }] })).toEqual([
    'page opens: Error: Timeout 1ms exceeded.',
  ]);
});
