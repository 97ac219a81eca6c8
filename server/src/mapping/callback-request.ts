import type { callbackRequest } from '@ringback/contract';
import type { CallbackRequest, ServicePolicy } from '@ringback/core';
import type { z } from 'zod';
import { FREE_SUBJECT } from './callback-view.ts';
import { fromIsoOrNull } from './instants.ts';

type Body = z.output<typeof callbackRequest>;

/** A request for a callback as core takes it. `phoneNumber` is E.164 already. */
export function toCallbackRequest(body: Body, phoneNumber: string, service: ServicePolicy): CallbackRequest {
  const { subjectId, context } = subjectAndContext(body, service);
  return {
    serviceId: body.serviceId,
    phoneNumber,
    scheduledFor: fromIsoOrNull(body.scheduledFor),
    medium: service.medium === 'video' ? 'video' : body.medium,
    channel: body.channel,
    delivery: body.delivery ?? null,
    preferredAgentId: body.preferredAgentId ?? null,
    externalId: body.externalId ?? null,
    slotHoldId: body.slotHoldId ?? null,
    subjectId,
    language: body.language ?? null,
    timeZone: body.timeZone ?? null,
    name: body.name ?? null,
    email: body.email ?? null,
    context,
  };
}

/** A subject of the service by its id; any other text travels in the context, where the agent reads it. */
function subjectAndContext(body: Body, service: ServicePolicy): Pick<CallbackRequest, 'subjectId' | 'context'> {
  const context = body.context ?? {};
  const subject = body.subject ?? null;
  if (subject === null || subject === '') return { subjectId: null, context };
  const known = service.subjects.find(({ id, name }) => id === subject || name === subject);
  if (known !== undefined) return { subjectId: known.id, context };
  return { subjectId: null, context: { [FREE_SUBJECT]: subject, ...context } };
}
