import type { Problem } from '@ringback/contract';

/** Thrown when the server answers with an error; decide on `code`. */
export class ProblemError extends Error {
  /** The answer of the server. */
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }

  /** The code of the catalogue. */
  get code(): Problem['code'] {
    return this.problem.code;
  }

  /** The HTTP status. */
  get status(): number {
    return this.problem.status;
  }
}

/** Reads the problem of an error answer; an answer that is none (a proxy's page) becomes `internal` or `try_again`. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return body;
  const retriable = [429, 502, 503, 504].includes(response.status);
  return {
    type: 'about:blank',
    title: response.statusText || 'Unexpected answer',
    status: response.status,
    code: retriable ? 'try_again' : 'internal',
    detail: 'The answer is not from Ringback.',
    retriable,
    errors: [],
  };
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'status' in value &&
    typeof value.status === 'number' &&
    'title' in value &&
    typeof value.title === 'string'
  );
}
