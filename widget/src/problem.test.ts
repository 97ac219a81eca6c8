import { errorCodes } from '@ringback/contract';
import { expect, test } from 'vitest';
import { english } from './locale.ts';
import { Problem, checkForm, fieldErrors, normaliseNumber, problemText, toProblem } from './problem.ts';

const { text } = english;
const filled = { name: 'Ada', phoneNumber: '+12025550110', subject: '', email: '' };

test('[R3] a refused number is said at the number field', () => {
  expect(fieldErrors(new Problem(422, { code: 'number_not_allowed' }), text)).toEqual({
    phoneNumber: 'We cannot ring this kind of number. Please give another one.',
  });
});

test('[R3] errors by path land at their fields; unknown paths at none', () => {
  const problem = new Problem(400, {
    code: 'invalid_request',
    errors: [
      { path: 'email', message: 'x' },
      { path: 'context.case', message: 'y' },
    ],
  });
  expect(fieldErrors(problem, text)).toEqual({ email: 'This does not look like an e-mail address.' });
});

test('[S5] a full slot brings the start times of its alternatives', () => {
  const problem = new Problem(409, {
    code: 'slot_full',
    alternatives: [{ startsAt: '2026-11-24T10:00:00Z', capacity: 5, free: 1 }, { wrong: true }],
  });
  expect(problem.alternatives).toEqual(['2026-11-24T10:00:00Z']);
});

test('[X4] any answer becomes a problem: HTML, nothing, odd shapes', () => {
  for (const body of [null, 'oops', 7, [], { errors: 'none', code: 5 }, { errors: [null, 3] }]) {
    expect(problemText(new Problem(502, body), text)).toBe('Something went wrong. Please try again.');
  }
  expect(toProblem(new TypeError('fetch failed')).code).toBe('network');
});

test.each(
  errorCodes
    .filter((code) => !['internal', 'try_again'].includes(code))
    .filter(
      (code) =>
        /service|slot|number|rate|key|callback|origin|scheduled|too_many|time_in/.test(code) &&
        !code.includes('idempotency'),
    ),
)('[R3] the customer is told more than "something went wrong" for %s', (code) => {
  expect(problemText(new Problem(422, { code }), text)).not.toBe(text('errorOther'));
});

test.each([
  ['+1 (202) 555-0110', '+12025550110'],
  ['00420 601 123 456', '+420601123456'],
  ['+44\u00a020\u20117946\u20110018', '+442079460018'],
  ['+81 3 1234 5678', '+81312345678'],
])('[R3] %s is sent as %s', (written, sent) => {
  expect(normaliseNumber(written)).toBe(sent);
});

test('[R3] the form asks for a name, a number with country code, a subject where there are some, and a plausible e-mail', () => {
  expect(checkForm(filled, false, text)).toEqual({});
  expect(Object.keys(checkForm({ name: ' ', phoneNumber: '', subject: '', email: 'a@b' }, true, text))).toEqual([
    'name',
    'phoneNumber',
    'subject',
    'email',
  ]);
  expect(checkForm({ ...filled, phoneNumber: '601 123 456' }, false, text).phoneNumber).toBe(
    'Please start with the country code, for example +44.',
  );
  expect(checkForm({ ...filled, phoneNumber: '+12' }, false, text).phoneNumber).toBe(
    'This does not look like a phone number we can ring.',
  );
});
