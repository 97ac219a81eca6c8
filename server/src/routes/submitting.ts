import type { Slot } from '@ringback/contract';
import type { CommandBody, Rejection, Reply } from '@ringback/core';
import type { Caller } from '../access/caller.ts';
import type { RepeatKey } from '../http/repeat-key.ts';
import { ProblemError } from '../http/problem-error.ts';
import { rejectionProblem } from '../mapping/rejections.ts';
import { toWireSlot } from '../mapping/slots.ts';
import type { Parts } from '../parts.ts';

type Submitting = Pick<Parts, 'engine' | 'metrics'>;

/** Who sends a command, and how a repeat of it is known. */
export interface Sender {
  readonly caller: Caller;
  readonly repeat: RepeatKey | null;
}

/** Has a command decided. Throws ProblemError for a refusal, TryAgainError and IdReusedError as the engine does. */
export async function submit(
  parts: Submitting,
  { caller, repeat }: Sender,
  body: CommandBody,
): Promise<Extract<Reply, { ok: true }>> {
  const reply = await parts.engine.submit(body, { actor: caller.actor, ...repeat });
  parts.metrics.count('ringback_commands_total', { kind: body.kind, result: reply.ok ? 'done' : 'refused' });
  if (reply.ok) return reply;
  throw rejectionProblem(reply.rejection, await alternativesOf(parts, reply.rejection, serviceIdOf(body)));
}

/** Alternatives are looked up this far after the latest that core names, milliseconds. */
const SLOT_MS_MAX = 3_600_000;

async function alternativesOf(
  { engine }: Submitting,
  { code, alternatives = [] }: Rejection,
  serviceId: string | null,
): Promise<Slot[]> {
  if (serviceId === null || alternatives.length === 0 || code === 'service_closed') return [];
  const fromAt = Math.min(...alternatives);
  const toAt = Math.max(...alternatives) + SLOT_MS_MAX;
  const answer = await engine.ask({
    kind: 'availability',
    serviceId,
    fromAt,
    toAt,
    isFullIncluded: false,
    countMax: 2_000,
  });
  if (answer === null) return [];
  const byStart = new Map(answer.slots.map((slot) => [slot.startsAt, slot]));
  return alternatives.flatMap((at) => {
    const slot = byStart.get(at);
    return slot === undefined ? [] : [toWireSlot(slot, answer.timeZone)];
  });
}

function serviceIdOf(body: CommandBody): string | null {
  if (body.kind === 'request_callback') return body.request.serviceId;
  return body.kind === 'hold_slot' ? body.serviceId : null;
}

/** Refuses a change that was meant for another version. */
export function checkVersion(ifMatch: number | null, version: number): void {
  if (ifMatch === null || ifMatch === version) return;
  throw new ProblemError('version_conflict', {
    detail: `The present version is ${version}.`,
    errors: [{ path: 'If-Match', message: `is ${ifMatch}; the present version is ${version}` }],
  });
}

/** Lets an agent of the demo act for themselves only. */
export function checkAgent(caller: Caller, agentId: string): void {
  if (caller.isBoundToAgent && caller.agentId !== agentId)
    throw new ProblemError('forbidden', { detail: `You are signed in as ${caller.agentId ?? 'nobody'}.` });
}
