import type { StringKey, Text } from './text.ts';

/** The fields of the request form. */
export const fields = ['name', 'phoneNumber', 'subject', 'email'] as const;

/** One field of the request form. */
export type Field = (typeof fields)[number];

/** Messages by field; a field without a message is fine. */
export type FieldErrors = Partial<Record<Field, string>>;

/** A refusal of the server (RFC 9457 problem+json), or no answer at all (`code` "network"). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly { path: string; message: string }[];
  /** Start instants offered in place of a full slot. */
  readonly alternatives: readonly string[];
  /** When the service opens next (`service_closed`). */
  readonly opensAt: string | null;

  constructor(status: number, body: unknown) {
    const read = reader(body);
    super(read('detail') ?? read('title') ?? `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = read('code') ?? (status === 0 ? 'network' : `http_${status}`);
    this.opensAt = read('opensAt') ?? null;
    this.errors = list(body, 'errors').map((e) => ({
      path: reader(e)('path') ?? '',
      message: reader(e)('message') ?? '',
    }));
    this.alternatives = list(body, 'alternatives').flatMap((a) =>
      typeof a === 'string' ? [a] : (reader(a)('startsAt') ?? []),
    );
  }
}

/** Any thrown value as a Problem; what is not a refusal counts as no connection. */
export function toProblem(thrown: unknown): Problem {
  return thrown instanceof Problem ? thrown : new Problem(0, { code: 'network', detail: String(thrown) });
}

const codeKeys: Readonly<Record<string, StringKey>> = {
  network: 'errorNetwork',
  service_closed: 'errorClosed',
  service_paused: 'errorPaused',
  too_many_open: 'errorTooMany',
  no_call_in_number: 'errorTooMany',
  rate_limited: 'errorRate',
  unknown_service: 'errorUnknownService',
  slot_full: 'slotTakenNone',
  slot_not_open: 'slotTakenNone',
  time_in_past: 'slotTakenNone',
  scheduled_only: 'errorScheduledOnly',
  not_allowed_in_state: 'errorNotAllowedNow',
  suppressed_number: 'outcomeSuppressed',
  invalid_phone_number: 'phoneInvalid',
  number_not_allowed: 'phoneNotAllowed',
  unauthorized: 'errorKey',
  forbidden: 'errorKey',
  origin_not_allowed: 'errorKey',
  not_found: 'errorNotFound',
  try_again: 'errorOther',
  unknown_callback: 'errorNotFound',
};

const statusKeys: Readonly<Record<number, StringKey>> = {
  401: 'errorKey',
  403: 'errorKey',
  404: 'errorNotFound',
  429: 'errorRate',
};

/** True when the problem is about the chosen time, so that the customer should choose again. */
export function isAboutSlot(problem: Problem): boolean {
  return ['slot_full', 'slot_not_open', 'time_in_past', 'invalid_time'].includes(problem.code);
}

/** One sentence for the customer, in their language. */
export function problemText(problem: Problem, text: Text): string {
  return text(codeKeys[problem.code] ?? statusKeys[problem.status] ?? 'errorOther');
}

const fieldCodes: Readonly<Record<string, Field>> = {
  invalid_phone_number: 'phoneNumber',
  number_not_allowed: 'phoneNumber',
  suppressed_number: 'phoneNumber',
};

const fieldKeys: Readonly<Record<Field, StringKey>> = {
  name: 'nameMissing',
  phoneNumber: 'phoneInvalid',
  subject: 'subjectMissing',
  email: 'emailInvalid',
};

/** The messages that belong to a field of the form; empty when the problem is about something else. */
export function fieldErrors(problem: Problem, text: Text): FieldErrors {
  const byCode = fieldCodes[problem.code];
  if (byCode !== undefined) return { [byCode]: problemText(problem, text) };
  const found: FieldErrors = {};
  for (const { path } of problem.errors) {
    const field = fields.find((f) => path.split(/[./]/).includes(f));
    if (field !== undefined) found[field] ??= text(fieldKeys[field]);
  }
  return found;
}

/** Checks what the browser can know; the server has the last word. */
export function checkForm(form: Readonly<Record<Field, string>>, subjectWanted: boolean, text: Text): FieldErrors {
  const found: FieldErrors = {};
  const number = normaliseNumber(form.phoneNumber);
  if (form.name.trim() === '') found.name = text('nameMissing');
  if (number === '') found.phoneNumber = text('phoneMissing');
  else if (!number.startsWith('+')) found.phoneNumber = text('phoneCountry');
  else if (!/^\+[1-9]\d{6,14}$/.test(number)) found.phoneNumber = text('phoneInvalid');
  if (subjectWanted && form.subject === '') found.subject = text('subjectMissing');
  if (form.email.trim() !== '' && !/^\S+@\S+\.\S+$/.test(form.email.trim())) found.email = text('emailInvalid');
  return found;
}

/** Takes away what people write between digits; "00" in front becomes "+". Length limit: E.164, 15 digits. */
export function normaliseNumber(written: string): string {
  const digits = written.normalize('NFKC').replace(/[\s().\-/\u2010-\u2015\u00a0]/g, '');
  return digits.replace(/^00/, '+');
}

function reader(body: unknown): (key: string) => string | undefined {
  return (key) => {
    if (typeof body !== 'object' || body === null || !(key in body)) return undefined;
    const value: unknown = Reflect.get(body, key);
    return typeof value === 'string' ? value : undefined;
  };
}

function list(body: unknown, key: string): readonly unknown[] {
  if (typeof body !== 'object' || body === null) return [];
  const value: unknown = Reflect.get(body, key);
  return Array.isArray(value) ? value : [];
}
