import type { call as callSchema } from '@ringback/contract';
import type { Attempt, ItemView } from '@ringback/core';
import type { z } from 'zod';
import { toIso, toIsoOrNull } from './instants.ts';

/** A call on the wire. */
export type WireCall = z.input<typeof callSchema>;

const isE164 = (text: string): boolean => /^\+[1-9]\d{1,14}$/.test(text);

/** The conversation of an item: there is one once both are on it. */
export function toWireCall(item: ItemView): WireCall | null {
  const subject = item.kind === 'callback' ? item.view.callback : item.call;
  const { call } = subject;
  if (call === null) return null;
  const attempt = item.kind === 'callback' ? (item.view.attempts.at(-1) ?? null) : null;
  const startedAt = attempt?.startedAt ?? subject.createdAt;
  return {
    id: call.id,
    callbackId: item.kind === 'callback' ? subject.id : null,
    direction: item.kind === 'callback' ? 'outbound' : 'inbound',
    state: 'connected',
    startedAt: toIso(startedAt),
    connectedAt: toIso(call.startedAt),
    endedAt: null,
    onHold: call.isOnHold,
    muted: call.isMuted,
    consult: call.consult === null ? null : { agentId: call.consult.agentId, state: call.consult.state },
    legs: legsOf(item, attempt),
  };
}

function legsOf(item: ItemView, attempt: Attempt | null): WireCall['legs'] {
  const subject = item.kind === 'callback' ? item.view.callback : item.call;
  const number =
    item.kind === 'callback'
      ? (item.view.callback.phoneNumberDialed ?? item.view.callback.phoneNumber)
      : item.call.fromNumber;
  const connectedAt = subject.call?.startedAt ?? subject.createdAt;
  const state = subject.call?.isOnHold === true ? 'answered' : 'bridged';
  const shared = { state, endedAt: null, outcome: null } as const;
  const customer =
    subject.customerLegId === null
      ? []
      : [
          {
            ...shared,
            id: subject.customerLegId,
            party: 'customer' as const,
            agentId: null,
            phoneNumber: isE164(number) ? number : null,
            startedAt: toIso(attempt?.startedAt ?? subject.createdAt),
            answeredAt: toIsoOrNull(attempt?.answeredAt ?? connectedAt),
          },
        ];
  const agent =
    subject.agentLegId === null
      ? []
      : [
          {
            ...shared,
            id: subject.agentLegId,
            party: 'agent' as const,
            agentId: subject.agentId,
            phoneNumber: null,
            startedAt: toIso(connectedAt),
            answeredAt: toIso(connectedAt),
          },
        ];
  return [...customer, ...agent];
}

/** A call that has just ended, `at` epoch milliseconds. */
export function endedCall(call: WireCall, at: number): WireCall {
  const endedAt = toIso(at);
  return { ...call, state: 'ended', endedAt, legs: call.legs.map((leg) => ({ ...leg, state: 'ended', endedAt })) };
}
