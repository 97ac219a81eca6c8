import type { CallbackRequest, CallbackView, CommandBody } from '@ringback/core';
import type { Handlers } from '../http/handlers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { toCallbackRequest } from '../mapping/callback-request.ts';
import { toWireCallback, type WireCallback } from '../mapping/callback-view.ts';
import { toWireDetail } from '../mapping/history-detail.ts';
import { fromIso, fromIsoOrNull, toIso } from '../mapping/instants.ts';
import { readAllowedNumber } from '../mapping/phone-numbers.ts';
import type { Parts } from '../parts.ts';
import { listCallbacks } from './callback-list.ts';
import { readOne, readWire } from './callback-reader.ts';
import { checkRequestLimits } from './request-limits.ts';
import { readReceipt } from './receipt.ts';
import { checkVersion, submit, type Sender } from './submitting.ts';

type Names =
  | 'createCallback'
  | 'getCallback'
  | 'listCallbacks'
  | 'getCallbackTimeline'
  | 'getCallbackReceipt'
  | 'rescheduleCallback'
  | 'cancelCallback'
  | 'requeueCallback'
  | 'retryCallback'
  | 'closeCallback'
  | 'dialCallback'
  | 'transferCallback'
  | 'delayCallback'
  | 'wrapUpCallback'
  | 'holdSlot';

type Act = Sender & { readonly params: { readonly id: string }; readonly ifMatch: number | null };

/** Longest timeline that is shown. */
const TIMELINE_MAX = 1_000;

/** Answers everything about callbacks and slot holds. */
export function callbackHandlers(parts: Parts): Pick<Handlers, Names> {
  const act = async (ask: Act, body: CommandBody): Promise<{ status: 200; body: WireCallback }> => {
    if (ask.ifMatch !== null) checkVersion(ask.ifMatch, (await readOne(parts, ask.params.id)).view.callback.version);
    await submitFor(parts, ask, body);
    return { status: 200, body: await readWire(parts, ask.params.id) };
  };
  return {
    createCallback: createCallback(parts),
    getCallback: async ({ params }) => ({ status: 200, body: await readWire(parts, params.id) }),
    listCallbacks: async ({ query }) => ({ status: 200, body: await listCallbacks(parts, query) }),
    getCallbackTimeline: async ({ params }) => {
      await readOne(parts, params.id);
      const entries = await parts.readModel.timeline(parts.tenantId, params.id, TIMELINE_MAX);
      const items = entries.map(({ sequence, at, type, actor, agentId, detail }) => ({
        sequence,
        at: toIso(at),
        type,
        actor,
        agentId,
        detail: toWireDetail(detail),
      }));
      return { status: 200, body: { items } };
    },
    getCallbackReceipt: async ({ params }) => ({ status: 200, body: await readReceipt(parts, params.id) }),
    rescheduleCallback: (ask) =>
      act(ask, {
        kind: 'reschedule_callback',
        callbackId: ask.params.id,
        scheduledFor: fromIso(ask.body.scheduledFor),
        slotHoldId: ask.body.slotHoldId ?? null,
      }),
    cancelCallback: (ask) =>
      act(ask, { kind: 'cancel_callback', callbackId: ask.params.id, by: 'staff', reason: ask.body.reason ?? null }),
    requeueCallback: (ask) => act(ask, { kind: 'requeue_callback', callbackId: ask.params.id }),
    retryCallback: (ask) =>
      act(ask, { kind: 'retry_callback', callbackId: ask.params.id, at: fromIsoOrNull(ask.body.after) }),
    closeCallback: (ask) =>
      act(ask, {
        kind: 'close_callback',
        callbackId: ask.params.id,
        disposition: ask.body.disposition,
        note: ask.body.note ?? null,
      }),
    dialCallback: async (ask) =>
      act(ask, {
        kind: 'dial_callback',
        callbackId: ask.params.id,
        phoneNumber: await numberToDial(parts, ask.params.id, ask.body.phoneNumber),
      }),
    transferCallback: (ask) =>
      act(ask, {
        kind: 'transfer_callback',
        callbackId: ask.params.id,
        queueId: ask.body.queueId ?? null,
        agentId: ask.body.agentId ?? null,
      }),
    delayCallback: async (ask) =>
      act(ask, {
        kind: 'delay_callback',
        callbackId: ask.params.id,
        forMs: ask.body.forMs ?? (await snoozeMs(parts, ask.params.id)),
      }),
    wrapUpCallback: async (ask) => {
      const isLiveCall = ask.params.id.startsWith('live_');
      if (isLiveCall) {
        await submit(parts, ask, {
          kind: 'wrap_up',
          itemId: ask.params.id,
          disposition: ask.body.disposition,
          note: ask.body.note ?? null,
        });
        return { status: 204, body: null };
      }
      return act(ask, {
        kind: 'wrap_up',
        itemId: ask.params.id,
        disposition: ask.body.disposition,
        note: ask.body.note ?? null,
      });
    },
    holdSlot: async (ask) => {
      const startsAt = fromIso(ask.body.startsAt);
      const { id, expiresAt } = await submit(parts, ask, {
        kind: 'hold_slot',
        serviceId: ask.body.serviceId,
        startsAt,
      });
      return {
        status: 201,
        body: {
          id: id ?? '',
          serviceId: ask.body.serviceId,
          startsAt: toIso(startsAt),
          expiresAt: toIso(expiresAt ?? parts.now()),
        },
      };
    },
  };
}

function createCallback(parts: Parts): Handlers['createCallback'] {
  return async (ask) => {
    const service = parts.configuration.service(ask.body.serviceId);
    if (service === null) {
      const detail = `There is no service ${ask.body.serviceId}.`;
      throw new ProblemError('unknown_service', { detail, errors: [{ path: 'serviceId', message: detail }] });
    }
    const phoneNumber = readAllowedNumber(
      ask.body.phoneNumber,
      'phoneNumber',
      parts.configuration.numberRules(service),
    );
    await checkRequestLimits(parts, service, { phoneNumber, address: ask.address });
    const request = toCallbackRequest(ask.body, phoneNumber, service);
    const { id, isNew, live } = await submitAndSee(parts, ask, request);
    // A new one needs no look into the database: its details are those that came with it.
    if (live !== null) return { status: 201, body: toWireCallback(live, request, parts.links) };
    const wire = await readWire(parts, id);
    return { status: isNew ? 201 : 200, body: ask.caller.isPublishable && !isNew ? withoutPerson(wire) : wire };
  };
}

/**
 * Has a request decided and sees what became of it. Core names a new callback after its command, so where the command's id is
 * known and the decision falls here, the question goes with the command and is answered after the same commit. A callback that
 * got another name is asked for once its name is known.
 */
async function submitAndSee(
  parts: Parts,
  ask: Sender,
  request: CallbackRequest,
): Promise<{ id: string; isNew: boolean; live: CallbackView | null }> {
  const submitted = submit(parts, ask, { kind: 'request_callback', request });
  const early =
    ask.repeat === null || parts.engine.role() !== 'writer'
      ? null
      : parts.engine.ask({ kind: 'callback', callbackId: `cb_${ask.repeat.id}` }).catch(() => null);
  const { id, isNew } = await submitted;
  const callbackId = id ?? '';
  if (!isNew) return { id: callbackId, isNew, live: null };
  const seen = await early;
  const live = seen?.callback.id === callbackId ? seen : await parts.engine.ask({ kind: 'callback', callbackId });
  return { id: callbackId, isNew, live };
}

/**
 * Anybody can send a stranger's number with a publishable key. They learn that a callback is open, and nothing about the
 * person; the link that could cancel it stays with whoever was given it.
 */
function withoutPerson(wire: WireCallback): WireCallback {
  return {
    ...wire,
    name: null,
    email: null,
    subject: null,
    externalId: null,
    context: {},
    note: null,
    selfServiceUrl: null,
  };
}

/** Submits an action; a callback that is closed is told from one that never was. */
export async function submitFor(parts: Parts, ask: Act, body: CommandBody): Promise<void> {
  try {
    await submit(parts, ask, body);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'unknown_callback')
      await refuseClosed(parts, ask.params.id);
    throw error;
  }
}

async function refuseClosed(parts: Parts, id: string): Promise<void> {
  const { view } = await readOne(parts, id);
  throw new ProblemError('not_allowed_in_state', {
    detail: `This callback is ${view.callback.state}: ${view.callback.outcome ?? ''}.`,
    errors: [],
  });
}

async function numberToDial(parts: Parts, id: string, text: string | null | undefined): Promise<string | null> {
  if (text === null || text === undefined) return null;
  const { view } = await readOne(parts, id);
  const service = parts.configuration.service(view.callback.serviceId);
  return service === null ? null : readAllowedNumber(text, 'phoneNumber', parts.configuration.numberRules(service));
}

/** "Call me later" of the callback's service, milliseconds. */
export async function snoozeMs(parts: Parts, id: string): Promise<number> {
  const { view } = await readOne(parts, id);
  return parts.configuration.service(view.callback.serviceId)?.snoozeMs ?? 0;
}
