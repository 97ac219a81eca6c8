import { makeProblem, type ErrorCode, type ProblemExtras } from '@ringback/contract';
import { describe, expect, test } from 'vitest';
import type { Expectation, FuzzCase } from './fuzz-case.ts';
import { complaintAbout, type Answer } from './judge.ts';
import { readOperations } from './operations.ts';

const operation = readOperations().operations.find(({ id }) => id === 'createCallback');

function asked(expectation: Expectation): FuzzCase {
  if (operation === undefined) throw new Error('the document has createCallback');
  return { operation, what: 'test', method: 'POST', url: '/v1/callbacks', headers: {}, payload: '{}', expectation };
}

function answer(code: ErrorCode, extras: ProblemExtras = {}): Answer {
  const given = makeProblem(code, extras);
  return { status: given.status, contentType: 'application/problem+json; charset=utf-8', text: JSON.stringify(given) };
}

const refused = asked({ kind: 'refused', fields: [['name']], statuses: [400] });
const open = asked({ kind: 'open' });
const named = (path: string): ProblemExtras => ({ errors: [{ path, message: 'wrong' }] });

describe('[X4] the judge of the answers', () => {
  test.each([
    ['a problem that names the field', refused, answer('invalid_request', named('name'))],
    ['a place inside the field', refused, answer('invalid_request', named('name.0'))],
    ['success where it is allowed', open, { status: 201, contentType: 'application/json', text: '{}' }],
    ['a refusal that the document lists', open, answer('unknown_service')],
  ])('takes %s', (_what, request, given) => {
    expect(complaintAbout(request, given)).toBeNull();
  });

  test.each([
    ['a failure of the server', open, answer('internal')],
    ['success where it is forbidden', refused, { status: 201, contentType: 'application/json', text: '{}' }],
    ['another field', refused, answer('invalid_request', named('email'))],
    ['no field', refused, answer('invalid_request')],
    ['another status', refused, answer('unknown_service')],
    ['a refusal that is not listed', open, answer('unknown_offer')],
    ['a refusal that is no problem document', refused, { status: 400, contentType: 'text/html', text: '<html>' }],
    [
      'a problem of another shape',
      refused,
      { status: 400, contentType: 'application/problem+json', text: '{"status":400}' },
    ],
    ['a success that is not listed', open, { status: 204, contentType: '', text: '' }],
  ])('complains about %s', (_what, request, given) => {
    expect(complaintAbout(request, given)).not.toBeNull();
  });
});
