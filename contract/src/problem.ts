import { z } from 'zod';
import { errorCatalogue, errorCodes, problemType, type ErrorCode } from './errors.ts';
import { slot } from './slot.ts';
import { count, instant } from './primitives.ts';

/** One field that is wrong. */
export const fieldError = z
  .object({
    path: z
      .string()
      .describe('Where: the names on the way, joined by dots, for example `context.case`. Empty for the whole.'),
    message: z.string().describe('What is wrong with it.'),
  })
  .describe('One field that is wrong.');
/** One field that is wrong. */
export type FieldError = z.infer<typeof fieldError>;

/** The body of every error answer: `application/problem+json` (RFC 9457) with the members of this contract. */
export const problem = z
  .object({
    type: z.string().describe('Address of the explanation of this error.'),
    title: z.string().describe('Short and the same for every occurrence.'),
    status: z.int().min(400).max(599).describe('The HTTP status.'),
    code: z.enum(errorCodes).describe('Stable code; programs decide on this.'),
    detail: z.string().nullable().describe('This occurrence in words; null when the title says all.'),
    retriable: z.boolean().describe('Whether the same request can succeed later without being changed.'),
    errors: z.array(fieldError).describe('The fields that are wrong; empty when it is not about fields.'),
    alternatives: z
      .array(slot)
      .optional()
      .describe('Free slots near the wanted time (`slot_full`, `slot_not_open`, `too_many_open`).'),
    opensAt: instant.nullable().optional().describe('When the service opens next (`service_closed`).'),
    retryAfterMs: count.optional().describe('How long to wait before trying again, in milliseconds.'),
  })
  .describe('An error, as application/problem+json (RFC 9457).');
/** An error, as application/problem+json (RFC 9457). */
export type Problem = z.infer<typeof problem>;

/** What can be added to a problem made from the catalogue. */
export type ProblemExtras = Partial<Pick<Problem, 'detail' | 'errors' | 'alternatives' | 'opensAt' | 'retryAfterMs'>>;

/** The problem document of a code, with what this occurrence adds. */
export function makeProblem(code: ErrorCode, extras: ProblemExtras = {}): Problem {
  const { status, title, retriable } = errorCatalogue[code];
  return { type: problemType(code), title, status, code, detail: null, retriable, errors: [], ...extras };
}

/** The wrong fields of a failed zod parse, at most 50, unknown fields each by name. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => issueErrors(issue, [])).slice(0, 50);
}

/** What zod says of a union that has no words of its own. */
const UNTOLD = 'Invalid input';

function issueErrors(issue: z.core.$ZodIssue, before: PropertyKey[]): FieldError[] {
  const path = [...before, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: joined([...path, key]), message: 'is not a known field' }));
  }
  const isUntold = issue.code === 'invalid_union' && issue.message === UNTOLD;
  const branch = isUntold ? deepestBranch(issue.errors) : null;
  if (branch !== null) return branch.flatMap((inner) => issueErrors(inner, path));
  return [{ path: joined(path), message: issue.message }];
}

/** Of the branches of a union, the one that failed furthest inside: the one the sender most likely meant. */
function deepestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | null {
  const depth = (branch: readonly z.core.$ZodIssue[]) => Math.max(0, ...branch.map((issue) => issue.path.length));
  const best = branches.toSorted((one, other) => depth(other) - depth(one))[0];
  return best === undefined || best.length === 0 ? null : best;
}

function joined(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
