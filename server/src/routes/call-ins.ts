import type { callIn } from '@ringback/contract';
import type { CallInDetails, Reply } from '@ringback/core';
import type { z } from 'zod';
import type { Handlers } from '../http/handlers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { toIso } from '../mapping/instants.ts';
import { readPhoneNumber } from '../mapping/phone-numbers.ts';
import type { Parts } from '../parts.ts';
import { readOne } from './callback-reader.ts';
import { submit } from './submitting.ts';

type WireCallIn = z.input<typeof callIn>;

/** Answers requests for a number to call in on (P3, P4). */
export function callInHandlers(parts: Parts): Pick<Handlers, 'createCallIn' | 'acceptPush'> {
  return {
    createCallIn: async (ask) => {
      const { serviceId, callbackId = null, context = {} } = ask.body;
      if (parts.configuration.service(serviceId) === null)
        throw new ProblemError('unknown_service', { detail: `There is no service ${serviceId}.` });
      const phoneNumber = readPhoneNumber(ask.body.phoneNumber, 'phoneNumber');
      const wish = { serviceId, phoneNumber, callbackId, context };
      const reply = await submit(parts, ask, { kind: 'request_call_in', wish });
      const body = toWireCallIn(detailsOf(reply), phoneNumber, callbackId);
      return { status: reply.isNew ? 201 : 200, body };
    },
    acceptPush: async (ask) => {
      const { view } = await readOne(parts, ask.params.id);
      const { phoneNumber, state, outcome } = view.callback;
      if (state === 'closed')
        throw new ProblemError('not_allowed_in_state', { detail: `This callback is closed: ${outcome ?? ''}.` });
      const reply = await submit(parts, ask, { kind: 'accept_push', callbackId: ask.params.id });
      return { status: 200, body: toWireCallIn(detailsOf(reply), phoneNumber, ask.params.id) };
    },
  };
}

function detailsOf(reply: Extract<Reply, { ok: true }>): CallInDetails {
  if (reply.callIn === undefined) throw new Error('call-ins: the reply has no number to call');
  return reply.callIn;
}

function toWireCallIn(details: CallInDetails, phoneNumber: string, callbackId: string | null): WireCallIn {
  const { id, serviceId, number, accessCode, expiresAt } = details;
  return { id, serviceId, callbackId, phoneNumber, number, accessCode, expiresAt: toIso(expiresAt) };
}
