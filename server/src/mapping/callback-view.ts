import type { callback as callbackSchema, estimatedWait } from '@ringback/contract';
import {
  allowedActions,
  attemptRow,
  type Recording,
  callbackRow,
  type Attempt,
  type Callback,
  type CallbackView,
  type WaitEstimate,
} from '@ringback/core';
import { z } from 'zod';
import type { SelfServiceLinks } from '../access/self-service-links.ts';
import { fromIso, toIso, toIsoOrNull } from './instants.ts';

/** A callback on the wire. */
export type WireCallback = z.input<typeof callbackSchema>;

/** Name, e-mail and context of a callback, as they are stored. */
export interface StoredDetails {
  readonly name: string | null;
  readonly email: string | null;
  readonly context: Readonly<Record<string, unknown>>;
  /** What was recorded; left out where nothing is. */
  readonly recordings?: readonly Recording[];
}

const detailsRow = z.object({
  callbackId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  context: z.record(z.string(), z.unknown()),
});

/** Nobody said anything about the customer. */
export const noDetails: StoredDetails = { name: null, email: null, context: {} };

/** Details by callback id. */
export function readDetails(rows: readonly unknown[]): Map<string, StoredDetails> {
  return new Map(rows.map((row) => detailsRow.parse(row)).map(({ callbackId, ...details }) => [callbackId, details]));
}

/** The view of a callback that is no longer live, from its rows. */
export function viewFromRows(row: unknown, attempts: readonly unknown[], attemptsMax: number): CallbackView {
  const callback = callbackRow.parse(row);
  const own = attempts
    .map((attempt) => attemptRow.parse(attempt))
    .filter((attempt) => attempt.callbackId === callback.id);
  return {
    callback,
    attempts: own,
    attemptsMax,
    position: null,
    estimatedWait: null,
    allowedActions: allowedActions(callback.state),
  };
}

/** The key of the context under which a subject in free text travels. */
export const FREE_SUBJECT = 'subject';

/** What a callback is about: a subject of its service, or what somebody wrote. */
export function subjectOf(callback: Pick<Callback, 'subjectId'>, details: StoredDetails): string | null {
  const free = details.context[FREE_SUBJECT];
  return callback.subjectId ?? (typeof free === 'string' ? free : null);
}

/** A callback as the wire has it. */
export function toWireCallback(view: CallbackView, details: StoredDetails, links: SelfServiceLinks): WireCallback {
  const { callback } = view;
  return {
    id: callback.id,
    state: callback.state,
    outcome: callback.outcome,
    serviceId: callback.serviceId,
    queueId: callback.queueId,
    phoneNumber: callback.phoneNumber,
    name: details.name,
    email: details.email,
    subject: subjectOf(callback, details),
    language: callback.language,
    timeZone: callback.timeZone,
    externalId: callback.externalId,
    preferredAgentId: callback.preferredAgentId,
    medium: callback.medium,
    channel: callback.channel,
    delivery: callback.delivery,
    requestedAt: toIso(callback.requestedAt),
    scheduledFor: toIsoOrNull(callback.scheduledFor),
    arrivedAt: toIso(callback.arrivalAt),
    position: view.position,
    estimatedWait: toWireEstimate(view.estimatedWait),
    promise: toWirePromise(callback.promise),
    attempts: view.attempts.map(toWireAttempt),
    attemptsMax: view.attemptsMax,
    recordings: (details.recordings ?? []).map(toWireRecording),
    agentId: callback.agentId,
    // Context is JSON: it came in as JSON and is kept as jsonb.
    context: details.context as WireCallback['context'],
    disposition: callback.disposition,
    note: callback.note,
    // The names of the actions in core are those of the contract; a test compares the two lists.
    allowedActions: [...view.allowedActions] as WireCallback['allowedActions'],
    selfServiceUrl: links.linkOf(callback).url,
    createdAt: toIso(callback.createdAt),
    closedAt: toIsoOrNull(callback.closedAt),
    version: Math.max(1, callback.version),
  };
}

function toWireRecording({ id, startedAt, endedAt, kind }: Recording): WireCallback['recordings'][number] {
  return {
    id,
    startedAt: toIso(startedAt),
    durationMs: endedAt === null ? null : Math.max(0, endedAt - startedAt),
    kind,
  };
}

/** A promise on the wire. */
export function toWirePromise(promise: Callback['promise']): WireCallback['promise'] {
  return promise === null ? null : { from: toIso(promise.fromAt), to: toIso(promise.toAt), kept: promise.isKept };
}

/** An attempt on the wire. */
export function toWireAttempt(attempt: Attempt): WireCallback['attempts'][number] {
  return {
    id: attempt.id,
    n: attempt.number,
    startedAt: toIso(attempt.startedAt),
    endedAt: toIsoOrNull(attempt.endedAt),
    outcome: attempt.outcome,
  };
}

/** An estimate on the wire: whole milliseconds, never below 0. */
export function toWireEstimate(estimate: WaitEstimate | null): z.input<typeof estimatedWait> | null {
  if (estimate === null) return null;
  const whole = (ms: number): number => Math.max(0, Math.round(ms));
  return {
    lowMs: whole(estimate.lowMs),
    likelyMs: whole(estimate.likelyMs),
    highMs: whole(estimate.highMs),
    confidenceRatio: estimate.confidenceRatio,
  };
}

/** Where a search ends and begins: an instant of the query, epoch milliseconds. */
export function boundOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromIso(text);
}
