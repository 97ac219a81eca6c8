import { expect, test } from 'vitest';
import { firstFailure } from './related-tests.ts';
import { countLine, json, table } from './report.ts';
import type { Result } from './judge.ts';
import { readFailure } from './simulation.ts';
import { inWords, isCaught, numberIn, type Verdict } from './verdict.ts';

const bySimulator: Verdict = { kind: 'simulator', seed: 7, seedCount: 7, number: 'I5', message: '[I5] two items' };
const result = (name: string, verdict: Verdict): Result => ({
  mutation: { name, guard: `the guard ${name}`, breaks: ['I5'], edits: [] },
  verdict,
  tookMs: 1_234.5,
});

test('the number that a message cites first', () => {
  expect(numberIn('Error: [I10] +49... is rung while on the line (I4)')).toBe('I10');
  expect(numberIn('[fit-I2] x [I3]')).toBe('fit-I2');
  expect(numberIn('Property failed after 3 tests [1, 2]')).toBeNull();
});

test('the first failed test of a report, with its file and the invariant of its message', () => {
  const passed = { status: 'passed', title: 'one', failureMessages: [] };
  const failed = {
    status: 'failed',
    title: '[I5] two',
    failureMessages: ['Error: Property failed after 12 tests\nCaused by: Error: [I6] three\n at x'],
  };
  const report = {
    testResults: [
      { name: '/copy/core/a.test.ts', assertionResults: [passed] },
      { name: '/copy/core/b.test.ts', assertionResults: [passed, failed, failed] },
    ],
  };
  expect(firstFailure('/copy', report)).toEqual({
    kind: 'test',
    path: 'core/b.test.ts',
    title: '[I5] two',
    number: 'I6',
    seedCount: 12,
  });
  expect(firstFailure('/copy', { testResults: [{ name: '/copy/a', assertionResults: [passed] }] })).toBeNull();
  expect(firstFailure('/copy', null)).toBeNull();
});

test('the first failing seed of a simulation, and the checker that spoke; a stack is cut to its first line', () => {
  const place = '(seed 23, 2026-03-02T06:41:48.896Z, event 4468); repeat with: npm run sim -- --seeds 23';
  const reportOf = (failure: string): string =>
    `some words\n${JSON.stringify({ seedCount: 23, failures: [failure] })}\n`;
  expect(readFailure(reportOf(`[I3] slot counts 1, there are 0 ${place}`))).toEqual({
    kind: 'simulator',
    seed: 23,
    seedCount: 23,
    number: 'I3',
    message: '[I3] slot counts 1, there are 0',
  });
  expect(readFailure(reportOf(`TypeError: x is not a function\n    at y\n    at z ${place}`))).toMatchObject({
    seed: 23,
    number: null,
    message: 'TypeError: x is not a function',
  });
});

test('only what was noticed counts as caught', () => {
  expect(isCaught(bySimulator)).toBe(true);
  expect(isCaught({ kind: 'does_not_end', where: 'tests' })).toBe(true);
  expect(isCaught({ kind: 'survived' })).toBe(false);
  expect(isCaught({ kind: 'does_not_fit', problem: 'x' })).toBe(false);
});

test('words, table, last line and JSON', () => {
  const results = [result('a', bySimulator), result('b', { kind: 'survived' })];
  expect(inWords(bySimulator)).toBe('simulator, checker I5, after 7 seeds');
  expect(table(results).split('\n')[2]).toBe('| `a` | the guard a | I5 | simulator, checker I5, after 7 seeds |');
  expect(countLine(results)).toBe('1 of 2 noticed: 1 by the simulator, 0 by a test; SURVIVED: b');
  expect(JSON.parse(json(results))[1]).toMatchObject({ name: 'b', isCaught: false, tookMs: 1235 });
});
