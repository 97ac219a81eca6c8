/** One refused request as the server describes it (RFC 9457). */
export interface ProblemBody {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string | null;
  readonly retriable: boolean;
}

/** A refused or failed request. `code` is from the server's catalogue, or `unreachable` when no answer came. */
export class ProblemError extends Error {
  readonly problem: ProblemBody;
  constructor(problem: ProblemBody) {
    super(problem.detail ?? problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

const textOf = (value: unknown, fallback: string): string =>
  typeof value === 'string' && value !== '' ? value : fallback;

/** Reads a problem document; anything else becomes a problem made from the HTTP status alone. */
export function problemFrom(status: number, body: unknown): ProblemBody {
  const fields: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  return {
    title: textOf(fields['title'], status === 0 ? 'The server cannot be reached' : `The server answered ${status}`),
    status,
    code: textOf(fields['code'], status === 0 ? 'unreachable' : `http_${status}`),
    detail: typeof fields['detail'] === 'string' ? fields['detail'] : null,
    retriable: fields['retriable'] === true || status === 0 || status >= 500,
  };
}

/** Plain words for anything thrown by a request. */
export function wordsForError(error: unknown): string {
  if (error instanceof ProblemError) {
    return error.problem.code === 'unreachable' ? 'The server cannot be reached. Check the connection.' : error.message;
  }
  return 'Something went wrong on this page.';
}
