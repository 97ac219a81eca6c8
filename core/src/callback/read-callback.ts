import { parseRow } from '../contact-center/parse-row.ts';
import { callbackRow, type Callback, type StoredCallback } from './callback.ts';
import { CompactCallback } from './compact-callback.ts';
import { attemptOutcomes, callbackStates, channels, deliveries, outcomes } from './vocabulary.ts';

/**
 * Makes the live callback of a stored row. Rows that are right are told by a check written out by hand, thirty times as fast
 * as the schema; what it does not know to be right is the schema's to judge.
 * @throws Error naming the table, the row and the field that is wrong.
 */
export function readCallback(row: unknown): Callback {
  return new CompactCallback(isStoredCallback(row) ? row : parseRow('callback', callbackRow, row));
}

const states: ReadonlySet<unknown> = new Set(callbackStates);
const knownOutcomes: ReadonlySet<unknown> = new Set(outcomes);
const knownAttemptOutcomes: ReadonlySet<unknown> = new Set(attemptOutcomes);
const knownChannels: ReadonlySet<unknown> = new Set(channels);
const knownDeliveries: ReadonlySet<unknown> = new Set(deliveries);

/** Is every field what `callbackRow` takes? Written out by hand for speed; a property test holds it against the schema. */
export function isStoredCallback(row: unknown): row is StoredCallback {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return false;
  // Every field that is read below is checked below.
  const fields: Partial<Record<keyof Callback, unknown>> = row;
  return isRightAlways(fields) && isRightWhereThere(fields) && isRightWhenServed(fields);
}

type Fields = Readonly<Partial<Record<keyof Callback, unknown>>>;

/** The fields of every row. */
function isRightAlways(row: Fields): boolean {
  return (
    typeof row.id === 'string' &&
    typeof row.serviceId === 'string' &&
    typeof row.queueId === 'string' &&
    isNumber(row.arrivalAt) &&
    isNumber(row.sequence) &&
    isNumber(row.priority) &&
    typeof row.language === 'string' &&
    isNumber(row.createdAt) &&
    isNumber(row.version) &&
    states.has(row.state) &&
    typeof row.phoneNumber === 'string' &&
    (row.medium === 'phone' || row.medium === 'video') &&
    knownChannels.has(row.channel) &&
    knownDeliveries.has(row.delivery) &&
    typeof row.isAgentReserved === 'boolean' &&
    isNumber(row.requestedAt) &&
    (row.kind === undefined || row.kind === 'callback')
  );
}

/** The fields that one who waits may have. */
function isRightWhereThere(row: Fields): boolean {
  return (
    isTextOrNone(row.subjectId) &&
    isNumberOrNone(row.dueAt) &&
    isNumberOrNone(row.reviewAt) &&
    isNumberOrNone(row.scheduledFor) &&
    isNumberOrNone(row.expiresAt) &&
    isTextOrNone(row.externalId) &&
    isTextOrNone(row.timeZone) &&
    isTextOrNone(row.preferredAgentId) &&
    isNumberOrNone(row.preferredUntilAt) &&
    isPromiseOrNone(row.promise) &&
    (row.attemptsMade === undefined || isNumber(row.attemptsMade)) &&
    (row.attemptsConsumed === undefined || isNumber(row.attemptsConsumed)) &&
    isFlagOrMissing(row.isRedialWindow) &&
    isFlagOrMissing(row.isAtFront)
  );
}

/** The fields that serving it fills in. */
function isRightWhenServed(row: Fields): boolean {
  return (
    isOneOrNone(knownOutcomes, row.outcome) &&
    isOneOrNone(knownAttemptOutcomes, row.lastAttemptOutcome) &&
    areTexts(row.excludedAgentIds) &&
    areTexts(row.declinedAgentIds) &&
    isTextOrNone(row.transferredBy) &&
    isTextOrNone(row.agentId) &&
    isTextOrNone(row.offerId) &&
    isTextOrNone(row.customerLegId) &&
    isTextOrNone(row.agentLegId) &&
    isCallOrNone(row.call) &&
    isNumberOrNone(row.closedAt) &&
    isTextOrNone(row.phoneNumberDialed) &&
    isTextOrNone(row.attemptId) &&
    isTextOrNone(row.liveCallId) &&
    isTextOrNone(row.disposition) &&
    isTextOrNone(row.note)
  );
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

function isNumberOrNone(value: unknown): boolean {
  return value === undefined || value === null || isNumber(value);
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

function isFlagOrMissing(value: unknown): boolean {
  return value === undefined || typeof value === 'boolean';
}

function isOneOrNone(known: ReadonlySet<unknown>, value: unknown): boolean {
  return value === undefined || value === null || known.has(value);
}

function areTexts(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}

function isPromiseOrNone(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  if (!('fromAt' in value && 'toAt' in value && 'isKept' in value && 'isRiskTold' in value)) return false;
  const { fromAt, toAt, isKept, isRiskTold } = value;
  return (
    isNumber(fromAt) &&
    isNumber(toAt) &&
    (isKept === null || typeof isKept === 'boolean') &&
    typeof isRiskTold === 'boolean'
  );
}

/** Conversations are few: the schema looks at them. */
function isCallOrNone(value: unknown): boolean {
  return value === undefined || value === null;
}
