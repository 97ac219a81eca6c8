import type { ErrorCode, FieldError, ProblemExtras, Slot } from '@ringback/contract';
import type { Rejection } from '@ringback/core';
import { ProblemError } from '../http/problem-error.ts';
import { toIso } from './instants.ts';

/** Refusals of core that the catalogue knows as a wrong field. */
const asInvalidRequest = {
  unknown_subject: 'invalid_request',
  unknown_decline_reason: 'invalid_request',
  unknown_disposition: 'invalid_request',
  number_has_open_callback: 'not_allowed_in_state',
} as const satisfies Partial<Record<Rejection['code'], ErrorCode>>;

function codeOf(code: Rejection['code']): ErrorCode {
  switch (code) {
    case 'unknown_subject':
    case 'unknown_decline_reason':
    case 'unknown_disposition':
    case 'number_has_open_callback':
      return asInvalidRequest[code];
    default:
      return code;
  }
}

/** The problem of a refusal. `alternatives` are the slots at the instants the refusal names. */
export function rejectionProblem(rejection: Rejection, alternatives: readonly Slot[]): ProblemError {
  const extras: ProblemExtras = { detail: rejection.detail, errors: errorsOf(rejection) };
  if (rejection.code === 'service_closed') {
    const [opensAt] = rejection.alternatives ?? [];
    return new ProblemError('service_closed', { ...extras, opensAt: opensAt === undefined ? null : toIso(opensAt) });
  }
  const isAboutSlots =
    rejection.code === 'slot_full' || rejection.code === 'slot_not_open' || rejection.code === 'too_many_open';
  return new ProblemError(
    codeOf(rejection.code),
    isAboutSlots ? { ...extras, alternatives: [...alternatives] } : extras,
  );
}

function errorsOf(rejection: Rejection): FieldError[] {
  if (rejection.errors !== undefined) return [...rejection.errors];
  return rejection.path === null ? [] : [{ path: rejection.path, message: rejection.detail }];
}
