import { makeProblem, type ErrorCode, type FieldError, type Problem, type ProblemExtras } from '@ringback/contract';

/** An answer of the error catalogue, thrown by whatever finds that a request cannot be done. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, extras: ProblemExtras = {}, headers: Readonly<Record<string, string>> = {}) {
    super(code);
    this.problem = makeProblem(code, extras);
    this.headers = headers;
  }
}

/** 400 `invalid_request` that names the fields. */
export function invalidRequest(errors: readonly FieldError[]): ProblemError {
  const [first] = errors;
  const detail = first === undefined ? null : first.path === '' ? first.message : `${first.path}: ${first.message}`;
  return new ProblemError('invalid_request', { detail, errors: [...errors] });
}
