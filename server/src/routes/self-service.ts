import type { selfServiceView } from '@ringback/contract';
import type { CommandBody } from '@ringback/core';
import type { z } from 'zod';
import { anonymous } from '../access/caller.ts';
import type { Handlers } from '../http/handlers.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { RepeatKey } from '../http/repeat-key.ts';
import { toWireCallback } from '../mapping/callback-view.ts';
import { fromIso, toIso } from '../mapping/instants.ts';
import type { Parts } from '../parts.ts';
import { readOne } from './callback-reader.ts';
import { snoozeMs, submitFor } from './callbacks.ts';
import { readAvailability } from './services.ts';

type View = z.input<typeof selfServiceView>;
type Names =
  | 'getSelfService'
  | 'getSelfServiceAvailability'
  | 'rescheduleSelfService'
  | 'cancelSelfService'
  | 'delaySelfService';

/** What customers may do themselves. */
const customerActions: readonly string[] = ['reschedule', 'cancel', 'delay'];

/** Answers behind a customer's signed link (C2). */
export function selfServiceHandlers(parts: Parts): Pick<Handlers, Names> {
  const act = async (
    ask: { params: { token: string }; repeat: RepeatKey | null },
    bodyOf: (callbackId: string) => CommandBody | Promise<CommandBody>,
  ): Promise<{ status: 200; body: View }> => {
    const link = readLink(parts, ask.params.token);
    const caller = { ...anonymous, id: `link:${link.callbackId}` };
    await submitFor(
      parts,
      { caller, repeat: ask.repeat, params: { id: link.callbackId }, ifMatch: null },
      await bodyOf(link.callbackId),
    );
    return { status: 200, body: await readView(parts, link) };
  };
  return {
    getSelfService: async ({ params }) => ({ status: 200, body: await readView(parts, readLink(parts, params.token)) }),
    getSelfServiceAvailability: async ({ params, query }) => {
      const { view } = await readOne(parts, readLink(parts, params.token).callbackId);
      return { status: 200, body: await readAvailability(parts, view.callback.serviceId, query) };
    },
    rescheduleSelfService: (ask) =>
      act(ask, (callbackId) => ({
        kind: 'reschedule_callback',
        callbackId,
        scheduledFor: fromIso(ask.body.scheduledFor),
        slotHoldId: ask.body.slotHoldId ?? null,
      })),
    cancelSelfService: (ask) =>
      act(ask, (callbackId) => ({
        kind: 'cancel_callback',
        callbackId,
        by: 'customer',
        reason: ask.body.reason ?? null,
      })),
    delaySelfService: (ask) =>
      act(ask, async (callbackId) => ({
        kind: 'delay_callback',
        callbackId,
        forMs: ask.body.forMs ?? (await snoozeMs(parts, callbackId)),
      })),
  };
}

interface Link {
  readonly callbackId: string;
  readonly expiresAt: number;
}

function readLink(parts: Parts, token: string): Link {
  const link = parts.links.read(token, parts.now());
  if (link === null) throw new ProblemError('unknown_callback', { detail: 'This link is not valid or has expired.' });
  return link;
}

async function readView(parts: Parts, link: Link): Promise<View> {
  const { view, details } = await readOne(parts, link.callbackId);
  const wire = toWireCallback(view, details, parts.links);
  const service = parts.configuration.service(wire.serviceId);
  return {
    callbackId: wire.id,
    serviceId: wire.serviceId,
    serviceName: service?.name ?? wire.serviceId,
    state: wire.state,
    outcome: wire.outcome,
    name: wire.name,
    phoneNumber: wire.phoneNumber,
    callerId: service?.callerId ?? null,
    subject: wire.subject,
    language: wire.language,
    timeZone: wire.timeZone ?? (service === null ? 'UTC' : parts.configuration.calendar(service).timeZone),
    medium: wire.medium,
    delivery: wire.delivery,
    requestedAt: wire.requestedAt,
    scheduledFor: wire.scheduledFor,
    position: wire.position,
    estimatedWait: wire.estimatedWait,
    promise: wire.promise,
    attempts: wire.attempts,
    attemptsMax: wire.attemptsMax,
    allowedActions: wire.allowedActions.filter((action) => customerActions.includes(action)),
    meetingUrl: null,
    expiresAt: toIso(link.expiresAt),
  };
}
