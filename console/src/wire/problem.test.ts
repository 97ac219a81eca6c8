import { expect, test } from 'vitest';
import { ProblemError, problemFrom, wordsForError } from './problem.ts';

test('[I1] a problem document keeps its code and detail', () => {
  const problem = problemFrom(409, {
    title: 'Slot full',
    code: 'slot_full',
    detail: 'That time has gone.',
    retriable: false,
  });
  expect(problem).toEqual({
    title: 'Slot full',
    status: 409,
    code: 'slot_full',
    detail: 'That time has gone.',
    retriable: false,
  });
  expect(wordsForError(new ProblemError(problem))).toBe('That time has gone.');
});

test('[I1] an answer that is no problem document still has words', () => {
  expect(problemFrom(502, '<html>')).toMatchObject({
    code: 'http_502',
    retriable: true,
    title: 'The server answered 502',
  });
  expect(problemFrom(404, null).retriable).toBe(false);
});

test('[W7] no answer at all says that the server cannot be reached', () => {
  expect(wordsForError(new ProblemError(problemFrom(0, null)))).toMatch(/cannot be reached/);
  expect(wordsForError(new TypeError('x'))).not.toContain('x is');
});
