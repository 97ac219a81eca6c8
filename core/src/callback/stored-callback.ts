import type { Callback, StoredCallback } from './callback.ts';

/** A plain copy of a callback with all its fields, that later changes cannot reach. */
export function plainCallback(callback: Callback): Callback {
  return {
    id: callback.id,
    kind: callback.kind,
    state: callback.state,
    serviceId: callback.serviceId,
    queueId: callback.queueId,
    arrivalAt: callback.arrivalAt,
    sequence: callback.sequence,
    priority: callback.priority,
    subjectId: callback.subjectId,
    language: callback.language,
    dueAt: callback.dueAt,
    reviewAt: callback.reviewAt,
    createdAt: callback.createdAt,
    version: callback.version,
    phoneNumber: callback.phoneNumber,
    externalId: callback.externalId,
    medium: callback.medium,
    channel: callback.channel,
    delivery: callback.delivery,
    isAgentReserved: callback.isAgentReserved,
    requestedAt: callback.requestedAt,
    scheduledFor: callback.scheduledFor,
    timeZone: callback.timeZone,
    promise: callback.promise === null ? null : { ...callback.promise },
    expiresAt: callback.expiresAt,
    outcome: callback.outcome,
    preferredAgentId: callback.preferredAgentId,
    preferredUntilAt: callback.preferredUntilAt,
    excludedAgentIds: [...callback.excludedAgentIds],
    declinedAgentIds: [...callback.declinedAgentIds],
    transferredBy: callback.transferredBy,
    agentId: callback.agentId,
    offerId: callback.offerId,
    customerLegId: callback.customerLegId,
    agentLegId: callback.agentLegId,
    call: callback.call === null ? null : { ...callback.call },
    closedAt: callback.closedAt,
    phoneNumberDialed: callback.phoneNumberDialed,
    isRedialWindow: callback.isRedialWindow,
    isAtFront: callback.isAtFront,
    attemptsMade: callback.attemptsMade,
    attemptsConsumed: callback.attemptsConsumed,
    attemptId: callback.attemptId,
    lastAttemptOutcome: callback.lastAttemptOutcome,
    liveCallId: callback.liveCallId,
    disposition: callback.disposition,
    note: callback.note,
  };
}

/**
 * A callback as it is stored: a field with the value that it has in every callback at first is left out, which makes a row
 * of one who waits less than half as long. `callbackRow` fills them in again.
 */
export function storedCallback(callback: Callback): StoredCallback {
  const row: StoredCallback = {
    id: callback.id,
    state: callback.state,
    serviceId: callback.serviceId,
    queueId: callback.queueId,
    arrivalAt: callback.arrivalAt,
    sequence: callback.sequence,
    priority: callback.priority,
    language: callback.language,
    createdAt: callback.createdAt,
    version: callback.version,
    phoneNumber: callback.phoneNumber,
    medium: callback.medium,
    channel: callback.channel,
    delivery: callback.delivery,
    isAgentReserved: callback.isAgentReserved,
    requestedAt: callback.requestedAt,
    attemptsMade: callback.attemptsMade,
  };
  if (callback.subjectId !== null) row.subjectId = callback.subjectId;
  if (callback.dueAt !== null) row.dueAt = callback.dueAt;
  if (callback.reviewAt !== null) row.reviewAt = callback.reviewAt;
  if (callback.externalId !== null) row.externalId = callback.externalId;
  if (callback.scheduledFor !== null) row.scheduledFor = callback.scheduledFor;
  if (callback.timeZone !== null) row.timeZone = callback.timeZone;
  if (callback.promise !== null) row.promise = callback.promise;
  if (callback.expiresAt !== null) row.expiresAt = callback.expiresAt;
  addSeldom(row, callback);
  return row;
}

function addSeldom(row: StoredCallback, callback: Callback): void {
  if (callback.outcome !== null) row.outcome = callback.outcome;
  if (callback.preferredAgentId !== null) row.preferredAgentId = callback.preferredAgentId;
  if (callback.preferredUntilAt !== null) row.preferredUntilAt = callback.preferredUntilAt;
  if (callback.excludedAgentIds.length > 0) row.excludedAgentIds = callback.excludedAgentIds;
  if (callback.declinedAgentIds.length > 0) row.declinedAgentIds = callback.declinedAgentIds;
  if (callback.transferredBy !== null) row.transferredBy = callback.transferredBy;
  if (callback.agentId !== null) row.agentId = callback.agentId;
  if (callback.offerId !== null) row.offerId = callback.offerId;
  if (callback.customerLegId !== null) row.customerLegId = callback.customerLegId;
  if (callback.agentLegId !== null) row.agentLegId = callback.agentLegId;
  if (callback.call !== null) row.call = callback.call;
  if (callback.closedAt !== null) row.closedAt = callback.closedAt;
  if (callback.phoneNumberDialed !== null) row.phoneNumberDialed = callback.phoneNumberDialed;
  if (callback.isRedialWindow) row.isRedialWindow = true;
  if (callback.isAtFront) row.isAtFront = true;
  if (callback.attemptsConsumed > 0) row.attemptsConsumed = callback.attemptsConsumed;
  if (callback.attemptId !== null) row.attemptId = callback.attemptId;
  if (callback.lastAttemptOutcome !== null) row.lastAttemptOutcome = callback.lastAttemptOutcome;
  if (callback.liveCallId !== null) row.liveCallId = callback.liveCallId;
  if (callback.disposition !== null) row.disposition = callback.disposition;
  if (callback.note !== null) row.note = callback.note;
}
