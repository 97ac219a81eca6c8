import { problem, type Problem } from '@ringback/contract';
import type { FuzzCase } from './fuzz-case.ts';
import type { Path } from './schema-faults.ts';

/** An answer, as far as it is judged. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Codes that any address may answer with, whatever its operation lists. */
const everywhere: readonly string[] = ['not_found', 'method_not_allowed', 'rate_limited'];

/** What is wrong with an answer, in words; null when it is as the document says. */
export function complaintAbout(asked: FuzzCase, answer: Answer): string | null {
  if (answer.status >= 500) return `answered ${answer.status}: ${answer.text.slice(0, 300)}`;
  if (answer.status < 400)
    return asked.expectation.kind === 'refused'
      ? `was accepted with ${answer.status}`
      : undocumented(asked, answer.status);
  const read = readProblem(answer);
  if (typeof read === 'string') return read;
  return problemComplaint(asked, read);
}

function undocumented({ operation }: FuzzCase, status: number): string | null {
  return operation.codes.has(status) ? null : `answered ${status}, which the document does not list`;
}

function readProblem(answer: Answer): Problem | string {
  if (!answer.contentType.startsWith('application/problem+json'))
    return `answered ${answer.status} as ${answer.contentType || 'nothing'}`;
  try {
    const parsed = problem.safeParse(JSON.parse(answer.text));
    if (!parsed.success) return `answered a problem of another shape: ${answer.text.slice(0, 300)}`;
    return parsed.data.status === answer.status
      ? parsed.data
      : `answered ${answer.status} with a problem of ${parsed.data.status}`;
  } catch {
    return `answered a problem that is not JSON: ${answer.text.slice(0, 300)}`;
  }
}

function problemComplaint({ operation, expectation, method }: FuzzCase, given: Problem): string | null {
  const listed = operation.codes.get(given.status) ?? [];
  const isListed = listed.includes(given.code) || everywhere.includes(given.code) || method !== operation.method;
  if (!isListed) return `answered ${given.status} ${given.code}, which the document does not list`;
  if (expectation.kind === 'open') return openComplaint(given);
  const { fields, statuses } = expectation;
  if (statuses !== null && !statuses.includes(given.status))
    return `answered ${given.status} ${given.code} in place of ${statuses.join(' or ')}`;
  if (given.status !== 400 || fields.length === 0) return null;
  const named = given.errors.map((error) => error.path);
  return named.some((name) => fields.some((field) => isAbout(name, field)))
    ? null
    : `named ${JSON.stringify(named)}, not ${JSON.stringify(fields.slice(0, 3).map((field) => field.join('.')))}`;
}

/** A whole that cannot be taken as JSON is no complaint about a field the document allows. */
function openComplaint({ code, errors }: Problem): string | null {
  return code === 'invalid_request' && errors.length === 0 ? 'refused without a field' : null;
}

/** Names longer than this may be told by their beginning. */
const NAME_SHOWN_MIN = 64;

/** The named place is the field, something in it, or what it stands in. */
function isAbout(named: string, field: Path): boolean {
  const path = field.join('.');
  if (path === '' || named === path) return true;
  if (named.length >= NAME_SHOWN_MIN && path.startsWith(named)) return true;
  return named.startsWith(`${path}.`) || (named !== '' && path.startsWith(`${named}.`));
}
