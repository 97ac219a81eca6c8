import type { Callback, StoredCallback } from './callback.ts';

/** The fields that a callback does not use while it waits for its first attempt. */
export const seldomNames = [
  'outcome',
  'preferredAgentId',
  'preferredUntilAt',
  'excludedAgentIds',
  'declinedAgentIds',
  'transferredBy',
  'agentId',
  'offerId',
  'customerLegId',
  'agentLegId',
  'call',
  'closedAt',
  'phoneNumberDialed',
  'isRedialWindow',
  'isAtFront',
  'attemptsMade',
  'attemptsConsumed',
  'attemptId',
  'lastAttemptOutcome',
  'liveCallId',
  'disposition',
  'note',
] as const satisfies readonly (keyof Callback)[];
/** Name of a field that is seldom used. */
export type SeldomName = (typeof seldomNames)[number];

/** What the fields that are seldom used hold. */
export type Seldom = Pick<Callback, SeldomName>;

const nobody: string[] = [];

/** What they hold in a callback that just waits: one object for all of them, frozen. Whoever changes a field gets a copy. */
export const untouched: Seldom = {
  outcome: null,
  preferredAgentId: null,
  preferredUntilAt: null,
  excludedAgentIds: nobody,
  declinedAgentIds: nobody,
  transferredBy: null,
  agentId: null,
  offerId: null,
  customerLegId: null,
  agentLegId: null,
  call: null,
  closedAt: null,
  phoneNumberDialed: null,
  isRedialWindow: false,
  isAtFront: false,
  attemptsMade: 0,
  attemptsConsumed: 0,
  attemptId: null,
  lastAttemptOutcome: null,
  liveCallId: null,
  disposition: null,
  note: null,
};
Object.freeze(nobody);
Object.freeze(untouched);

/** The seldom used fields of a stored row: the shared ones when none is used. */
export function seldomOf(row: StoredCallback): Seldom {
  if (isUntouched(row)) return untouched;
  return {
    outcome: row.outcome ?? null,
    preferredAgentId: row.preferredAgentId ?? null,
    preferredUntilAt: row.preferredUntilAt ?? null,
    excludedAgentIds:
      row.excludedAgentIds === undefined || row.excludedAgentIds.length === 0 ? nobody : row.excludedAgentIds,
    declinedAgentIds:
      row.declinedAgentIds === undefined || row.declinedAgentIds.length === 0 ? nobody : row.declinedAgentIds,
    transferredBy: row.transferredBy ?? null,
    agentId: row.agentId ?? null,
    offerId: row.offerId ?? null,
    customerLegId: row.customerLegId ?? null,
    agentLegId: row.agentLegId ?? null,
    call: callOf(row.call ?? null),
    closedAt: row.closedAt ?? null,
    phoneNumberDialed: row.phoneNumberDialed ?? null,
    isRedialWindow: row.isRedialWindow ?? false,
    isAtFront: row.isAtFront ?? false,
    attemptsMade: row.attemptsMade ?? 0,
    attemptsConsumed: row.attemptsConsumed ?? 0,
    attemptId: row.attemptId ?? null,
    lastAttemptOutcome: row.lastAttemptOutcome ?? null,
    liveCallId: row.liveCallId ?? null,
    disposition: row.disposition ?? null,
    note: row.note ?? null,
  };
}

/** Spelt out, because it is asked of every row when a centre is loaded. */
function isUntouched(row: StoredCallback): boolean {
  return (
    (row.attemptsMade ?? 0) === 0 &&
    (row.outcome ?? null) === null &&
    (row.preferredAgentId ?? null) === null &&
    (row.preferredUntilAt ?? null) === null &&
    (row.excludedAgentIds === undefined || row.excludedAgentIds.length === 0) &&
    (row.declinedAgentIds === undefined || row.declinedAgentIds.length === 0) &&
    (row.transferredBy ?? null) === null &&
    (row.agentId ?? null) === null &&
    (row.offerId ?? null) === null &&
    (row.customerLegId ?? null) === null &&
    (row.agentLegId ?? null) === null &&
    (row.call ?? null) === null &&
    (row.closedAt ?? null) === null &&
    (row.phoneNumberDialed ?? null) === null &&
    row.isRedialWindow !== true &&
    row.isAtFront !== true &&
    (row.attemptsConsumed ?? 0) === 0 &&
    (row.attemptId ?? null) === null &&
    (row.lastAttemptOutcome ?? null) === null &&
    (row.liveCallId ?? null) === null &&
    (row.disposition ?? null) === null &&
    (row.note ?? null) === null
  );
}

/** A copy that belongs to one callback. */
export function copyOf(row: Seldom): Seldom {
  return { ...row };
}

/** A conversation that an earlier version stored knew neither recordings nor agents who are asked. */
function callOf(call: NonNullable<StoredCallback['call']> | null): Callback['call'] {
  return call === null ? null : { ...call, recordings: call.recordings ?? [], consult: call.consult ?? null };
}
