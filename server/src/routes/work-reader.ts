import type { activeItem, contextCard, offer, work, wrapUp } from '@ringback/contract';
import type { Callback, CallbackView, ItemView, LiveCall, ServicePolicy, WorkView } from '@ringback/core';
import type { z } from 'zod';
import { ProblemError } from '../http/problem-error.ts';
import { toAgentStatus } from '../mapping/agents.ts';
import { noDetails, readDetails, subjectOf, toWireCallback, type StoredDetails } from '../mapping/callback-view.ts';
import { toIso, toIsoOrNull } from '../mapping/instants.ts';
import type { Parts } from '../parts.ts';
import { toWireCall } from '../mapping/calls.ts';
import { readRecordings } from './callback-reader.ts';
import { telephoneOf } from './telephones.ts';

type Reading = Pick<
  Parts,
  'engine' | 'readModel' | 'tenantId' | 'configuration' | 'links' | 'now' | 'softphones' | 'simulation'
>;
type WireWork = z.input<typeof work>;
type WireOffer = z.input<typeof offer>;
type Card = z.input<typeof contextCard>;
type Item = Callback | LiveCall;

/** Everything an agent's workspace shows. Throws ProblemError `unknown_agent`. */
export async function readWork(parts: Reading, agentId: string): Promise<WireWork> {
  const view = await askWork(parts, agentId);
  if (view === null) throw new ProblemError('unknown_agent', { detail: `There is no agent ${agentId}.` });
  const details = await detailsOf(parts, view);
  const inHand = view.active ?? view.wrapUp?.item ?? view.offers[0]?.item ?? null;
  const states = new Map(inHand?.kind === 'callback' ? [[inHand.view.callback.id, inHand.view.callback.state]] : []);
  return {
    agent: toAgentStatus(view, states),
    telephone: telephoneOf(endpointOf(parts, agentId), {
      isSimulated: parts.simulation !== null,
      isPage: parts.softphones?.isPage(agentId) === true,
    }),
    offers: view.offers.map((one) => toWireOffer(parts, one, details)),
    active: view.active === null ? null : toActive(parts, view, view.active, details),
    wrapUp: view.wrapUp === null ? null : toWrapUp(parts, view, view.wrapUp, details),
    at: toIso(parts.now()),
  };
}

/** What is offered to an agent now; null when nothing is. */
export async function readOffer(parts: Reading, agentId: string): Promise<WireOffer | null> {
  const view = await askWork(parts, agentId);
  const [first] = view?.offers ?? [];
  if (view === null || first === undefined) return null;
  return toWireOffer(parts, first, await detailsOf(parts, view));
}

function askWork(parts: Reading, agentId: string): Promise<WorkView | null> {
  return parts.engine.ask({ kind: 'work', agentId });
}

type Details = ReadonlyMap<string, StoredDetails>;

async function detailsOf({ readModel, tenantId }: Reading, view: WorkView): Promise<Details> {
  const items = [view.active, view.wrapUp?.item ?? null, ...view.offers.map((one) => one.item)];
  const views = items.flatMap((item) => (item?.kind === 'callback' ? [item.view] : []));
  if (views.length === 0) return new Map();
  const ids = views.map(({ callback }) => callback.id);
  const details = readDetails(await readModel.details(tenantId, ids));
  for (const [id, recordings] of await readRecordings({ readModel, tenantId }, views))
    details.set(id, { ...(details.get(id) ?? noDetails), recordings });
  return details;
}

function itemOf(item: ItemView): Item {
  return item.kind === 'callback' ? item.view.callback : item.call;
}

function serviceOf(parts: Reading, item: ItemView): ServicePolicy | null {
  return parts.configuration.service(itemOf(item).serviceId);
}

function toWireOffer(parts: Reading, { offer: made, item }: WorkView['offers'][number], details: Details): WireOffer {
  const subject = itemOf(item);
  return {
    id: made.id,
    agentId: made.agentId,
    callbackId: item.kind === 'callback' ? subject.id : null,
    callId: subject.call?.id ?? null,
    kind: item.kind,
    customer: toCard(parts, item, details),
    askedBy: made.isConsult ? subject.agentId : null,
    transferredBy: subject.transferredBy,
    offeredAt: toIso(made.offeredAt),
    expiresAt: toIso(made.expiresAt),
    autoAccept: isAutoAccept(parts, made.agentId),
    declineReasons: (serviceOf(parts, item)?.declineReasons ?? []).map(({ id, name }) => ({ id, name })),
  };
}

function isAutoAccept(parts: Reading, agentId: string): boolean {
  return Object(endpointOf(parts, agentId))['autoAccept'] === true;
}

function endpointOf({ configuration }: Reading, agentId: string): unknown {
  return configuration.document('agents', agentId)?.document['endpoint'];
}

function toActive(parts: Reading, view: WorkView, item: ItemView, details: Details): z.input<typeof activeItem> {
  return {
    kind: item.kind,
    callback:
      item.kind === 'callback'
        ? toWireCallback(item.view, details.get(item.view.callback.id) ?? noDetails, parts.links)
        : null,
    customer: toCard(parts, item, details),
    call: toWireCall(item),
    previewing: item.kind === 'callback' ? previewOf(parts, view, item.view) : null,
    meetingUrl: null,
  };
}

function previewOf(
  parts: Reading,
  view: WorkView,
  { callback }: CallbackView,
): z.input<typeof activeItem>['previewing'] {
  if (callback.state !== 'previewing') return null;
  const isCountdown =
    !callback.isRedialWindow && parts.configuration.service(callback.serviceId)?.dialCountdownMs != null;
  return { since: toIso(view.agent.activitySinceAt), dialAt: isCountdown ? toIsoOrNull(callback.dueAt) : null };
}

function toWrapUp(
  parts: Reading,
  view: WorkView,
  { item, expiresAt }: NonNullable<WorkView['wrapUp']>,
  details: Details,
): z.input<typeof wrapUp> {
  return {
    callbackId: itemOf(item).id,
    customer: toCard(parts, item, details),
    startedAt: toIso(view.agent.activitySinceAt),
    expiresAt: toIso(expiresAt),
    dispositions: (serviceOf(parts, item)?.dispositions ?? []).map(({ id, name }) => ({ id, name })),
  };
}

/** The context card: what an agent sees about the customer (D6, W2). */
function toCard(parts: Reading, item: ItemView, details: Details): Card {
  const subject = itemOf(item);
  const service = serviceOf(parts, item);
  const shared = {
    serviceId: subject.serviceId,
    serviceName: service?.name ?? null,
    queueId: subject.queueId,
    queueName: parts.configuration.queueName(subject.queueId),
    reason: reasonOf(subject),
    language: subject.language,
    waitedMs: Math.max(0, parts.now() - subject.arrivalAt),
  };
  return item.kind === 'callback'
    ? { ...shared, ...callbackCard(item.view, details.get(subject.id) ?? noDetails) }
    : { ...shared, ...callerCard(item.call) };
}

function reasonOf(item: Item): string {
  if (item.transferredBy !== null) return 'transfer';
  return item.preferredAgentId !== null && item.preferredAgentId === item.agentId ? 'preferred agent' : 'skills';
}

type OwnPart = Omit<Card, 'serviceId' | 'serviceName' | 'queueId' | 'queueName' | 'reason' | 'language' | 'waitedMs'>;

function callbackCard({ callback, attemptsMax }: CallbackView, details: StoredDetails): OwnPart {
  const isRunning = callback.attemptId !== null;
  return {
    callbackId: callback.id,
    name: details.name,
    phoneNumber: callback.phoneNumber,
    subject: subjectOf(callback, details),
    timeZone: callback.timeZone,
    channel: callback.channel,
    medium: callback.medium,
    delivery: callback.delivery,
    requestedAt: toIso(callback.requestedAt),
    attemptNumber: Math.max(
      1,
      callback.attemptsMade + (isRunning || callback.state === 'connected' || callback.state === 'wrapping_up' ? 0 : 1),
    ),
    attemptsMax,
    dueFrom: toIsoOrNull(callback.promise?.fromAt ?? null),
    dueTo: toIsoOrNull(callback.promise?.toAt ?? null),
    // Context is JSON: it came in as JSON and is kept as jsonb.
    context: details.context as Card['context'],
  };
}

function callerCard(call: LiveCall): OwnPart {
  return {
    callbackId: null,
    name: null,
    phoneNumber: /^\+[1-9]\d{1,14}$/.test(call.fromNumber) ? call.fromNumber : null,
    subject: null,
    timeZone: null,
    channel: null,
    medium: 'phone',
    delivery: null,
    requestedAt: toIso(call.createdAt),
    attemptNumber: null,
    attemptsMax: null,
    dueFrom: null,
    dueTo: null,
    context: {},
  };
}
