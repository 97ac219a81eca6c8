import { availability, freePlaces } from '../calendar/bookings.ts';
import { calendarOf } from '../callback/callable.ts';
import { allowedActions } from '../callback/lifecycle.ts';
import type { Callback } from '../callback/callback.ts';
import { plainCallback } from '../callback/stored-callback.ts';
import type { LiveCall } from '../calls/live-call.ts';
import { decideInvitation } from '../calls/invitation.ts';
import { isInLine } from '../routing/matching.ts';
import { readyCountOf } from '../routing/item-classes.ts';
import type { WorkItem } from '../queue/line.ts';
import { estimateForItem, estimateForNew } from '../waiting/questions.ts';
import type { Center } from './center.ts';
import { stateCountsOf } from './state-counts.ts';
import type { AnswerTo, Answers, CallbackView, ItemView, Question, QueueView } from './questions.ts';

type Answerers = {
  [K in Question['kind']]: (center: Center, question: Extract<Question, { kind: K }>, now: number) => Answers[K];
};

const answerers: Answerers = {
  callback: (center, { callbackId }, now) => {
    const callback = center.callbacks.get(callbackId);
    return callback === undefined ? null : viewCallback(center, callback, now);
  },
  callbacks: (center, { callbackIds }, now) =>
    callbackIds.flatMap((id) => {
      const callback = center.callbacks.get(id);
      return callback === undefined ? [] : [viewCallback(center, callback, now)];
    }),
  availability: (center, question, now) => {
    if (!center.services.has(question.serviceId)) return null;
    const { timeZone, slotMinutes } = calendarOf(center, question.serviceId);
    return { timeZone, slotMinutes, slots: availability(center, question, now) };
  },
  closest_slot: (center, { serviceId, at }, now) => {
    if (!center.services.has(serviceId)) return null;
    const calendar = calendarOf(center, serviceId);
    const isFree = (slot: { startsAt: number; capacity: number }): boolean => freePlaces(center, serviceId, slot) > 0;
    const [slot] = calendar.closestSlots({ wantedAt: at, earliestAt: Math.max(at, now + 1), isFree, limit: 1 });
    return {
      timeZone: calendar.timeZone,
      slot: slot === undefined ? null : { ...slot, free: freePlaces(center, serviceId, slot) },
    };
  },
  wait: (center, { serviceId }, now) => viewWait(center, serviceId, now),
  work: (center, { agentId }, now) => viewWork(center, agentId, now),
  agents: (center) => viewAgents(center),
  board: (center, _question, now) => ({
    queues: [...center.queues.keys()].map((queueId) => viewQueue(center, queueId, now)),
    agents: viewAgents(center),
  }),
};

/** Answers a question from the live state. Changes nothing. */
export function answer<Q extends Question>(center: Center, question: Q, now: number): AnswerTo<Q>;
export function answer(center: Center, question: Question, now: number): Answers[Question['kind']] {
  switch (question.kind) {
    case 'callback':
      return answerers.callback(center, question, now);
    case 'callbacks':
      return answerers.callbacks(center, question, now);
    case 'availability':
      return answerers.availability(center, question, now);
    case 'closest_slot':
      return answerers.closest_slot(center, question, now);
    case 'wait':
      return answerers.wait(center, question, now);
    case 'work':
      return answerers.work(center, question, now);
    case 'agents':
      return answerers.agents(center, question, now);
    case 'board':
      return answerers.board(center, question, now);
  }
}

/** An open callback with its position, estimate and allowed actions. Rows are copied: the answer may outlive this moment. */
export function viewCallback(center: Center, callback: Callback, now: number): CallbackView {
  const inLine = callback.state === 'waiting' && isInLine(callback);
  return {
    callback: plainCallback(callback),
    attempts: (center.attempts.get(callback.id) ?? []).map((attempt) => ({ ...attempt })),
    attemptsMax: center.service(callback.serviceId).attemptsMax,
    position: inLine ? center.line(callback.queueId).rank(callback) + 1 : null,
    estimatedWait: inLine ? estimateForItem(center, callback, now) : null,
    allowedActions: allowedActions(callback.state),
  };
}

/** A copy of a row that later changes cannot reach. */
function copyLiveCall(item: LiveCall): LiveCall {
  const call = item.call === null ? null : { ...item.call };
  return { ...item, call, excludedAgentIds: [...item.excludedAgentIds], declinedAgentIds: [...item.declinedAgentIds] };
}

function viewItem(center: Center, item: WorkItem, now: number): ItemView {
  return item.kind === 'callback'
    ? { kind: 'callback', view: viewCallback(center, item, now) }
    : { kind: 'live_call', call: copyLiveCall(item) };
}

function viewWait(center: Center, serviceId: string, now: number): Answers['wait'] {
  const service = center.services.get(serviceId);
  if (service === undefined) return null;
  const estimatedWait = estimateForNew(center, serviceId, now);
  const { invite, reason } = decideInvitation(center, service, estimatedWait, now);
  return {
    estimatedWait,
    waitingCount: center.line(service.queueId).size,
    agentsReadyCount: readyCountOf(center, { serviceId, queueId: service.queueId, subjectId: null }),
    invite,
    reason,
  };
}

function viewAgents(center: Center): Answers['agents'] {
  return [...center.agents.values()].map((agent) => ({
    agent: { ...agent },
    name: center.profiles.get(agent.id)?.name ?? agent.id,
  }));
}

function viewWork(center: Center, agentId: string, now: number): Answers['work'] {
  const agent = center.agents.get(agentId);
  if (agent === undefined) return null;
  const item = agent.itemId === null ? null : center.item(agent.itemId);
  const view = item === null ? null : viewItem(center, item, now);
  const offer = agent.offerId === null ? undefined : center.offers.get(agent.offerId);
  const isWrapUp = agent.activity === 'wrap_up';
  return {
    agent: { ...agent },
    name: center.profiles.get(agentId)?.name ?? agentId,
    offers: offer === undefined || view === null ? [] : [{ offer: { ...offer }, item: view }],
    active: view !== null && (agent.activity === 'on_item' || agent.activity === 'reserved') ? view : null,
    wrapUp: isWrapUp && view !== null ? { item: view, expiresAt: agent.wrapUpUntilAt ?? now } : null,
  };
}

function viewQueue(center: Center, queueId: string, now: number): QueueView {
  const line = center.line(queueId);
  const service = [...center.services.values()].find((one) => one.queueId === queueId);
  return {
    queueId,
    name: center.queue(queueId).name,
    waitingLiveCount: line.liveCount,
    waitingCallbackCount: line.callbackCount,
    oldestArrivalAt: line.oldestArrivalAt(),
    estimatedWait: service === undefined ? null : estimateForNew(center, service.id, now),
    agentsReadyCount:
      service === undefined ? 0 : readyCountOf(center, { serviceId: service.id, queueId, subjectId: null }),
    agentsStaffedCount: center.staffedByQueue.get(queueId) ?? 0,
    states: stateCountsOf(center).of(queueId),
  };
}
