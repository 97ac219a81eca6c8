import { setFree } from '../agents/presence.ts';
import { calendarOf } from '../callback/callable.ts';
import { planReview, takeItsPlace } from '../callback/entering.ts';
import { requestCallback } from '../callback/request.ts';
import type { ServicePolicy } from '../contact-center/configuration.ts';
import { done, refuse, type Turn } from '../contact-center/turn.ts';
import type { Reply } from '../contact-center/commands.ts';
import { must } from '../contact-center/center.ts';
import type { Prompt } from '../effects.ts';
import { withdrawOffer } from '../routing/offers.ts';
import { estimateForItem, observeLiveWait } from '../waiting/questions.ts';
import { decideInvitation, mayBeRungBack } from './invitation.ts';
import type { Leg } from './leg.ts';
import { countCustomerLeg, endLeg, sayGoodbye } from './legs.ts';
import type { LiveCall } from './live-call.ts';

/**
 * A caller in the queue (R1, R2), one row per step:
 *
 * | state   | event                        | next    | asked of the phone              |
 * |---------|------------------------------|---------|---------------------------------|
 * | -       | call comes in                | waiting | answer, greeting, hold music    |
 * | waiting | the rule says invite         | waiting | invitation                      |
 * | waiting | key 1 while invited          | closed  | confirmation, hang up           |
 * | waiting | offered, accepted, agent up  | connected | bridge                        |
 * | waiting | hangs up                     | closed  | -                               |
 */
export function callCameIn(turn: Turn, event: { legId: string; from: string; to: string }): Reply {
  if (turn.center.legs.has(event.legId)) return done(event.legId);
  const service = serviceOf(turn, event.to);
  if (service === null) {
    turn.phone({ kind: 'hang_up', legId: event.legId });
    return refuse('unknown_service', `No service has the number ${event.to}.`, 'to');
  }
  const call = newLiveCall(turn, service, event);
  addLeg(turn, call, event);
  turn.phone({ kind: 'answer', legId: event.legId });
  if (!calendarOf(turn.center, service.id).isOpen(turn.now)) {
    closeLiveCall(turn, call, 'refused');
    sayGoodbye(turn, event.legId, promptFor(turn, call, 'closed'));
    return done(call.id, true);
  }
  turn.place(call);
  turn.note('live_call.queued', call, { arrivalAt: call.arrivalAt });
  considerInvitation(turn, call);
  if (!call.isInvited) greet(turn, call, event.legId);
  return done(call.id, true);
}

/** Who is not invited at once hears where they are; the invitation says as much itself. */
function greet(turn: Turn, call: LiveCall, legId: string): void {
  turn.phone({ kind: 'play', legId, playId: turn.nextId('play'), prompt: promptFor(turn, call, 'queue_greeting') });
  turn.phone({ kind: 'hold_music', legId, isOn: true });
}

function serviceOf(turn: Turn, dialedNumber: string): ServicePolicy | null {
  for (const service of turn.center.services.values()) {
    if (service.inboundNumbers.includes(dialedNumber) || service.callerId === dialedNumber) return service;
  }
  return turn.center.services.get(dialedNumber) ?? null;
}

function newLiveCall(turn: Turn, service: ServicePolicy, event: { legId: string; from: string; to: string }): LiveCall {
  const call: LiveCall = {
    id: turn.nextId('live'),
    kind: 'live_call',
    state: 'waiting',
    serviceId: service.id,
    queueId: service.queueId,
    arrivalAt: turn.now,
    sequence: turn.center.nextLineSequence(),
    priority: service.priority.initial,
    subjectId: null,
    language: service.language,
    preferredAgentId: null,
    preferredUntilAt: null,
    excludedAgentIds: [],
    declinedAgentIds: [],
    agentId: null,
    offerId: null,
    customerLegId: event.legId,
    agentLegId: null,
    call: null,
    dueAt: null,
    reviewAt: null,
    closedAt: null,
    createdAt: turn.now,
    version: 0,
    fromNumber: event.from,
    toNumber: event.to,
    isInvited: false,
    invitationsMade: 0,
    ending: null,
    callbackId: null,
    note: null,
  };
  turn.center.liveCalls.set(call.id, call);
  turn.saveItem(call);
  turn.note('live_call.arrived', call);
  return call;
}

function addLeg(turn: Turn, call: LiveCall, event: { legId: string; from: string }): void {
  const leg: Leg = {
    id: event.legId,
    role: 'customer',
    direction: 'inbound',
    itemId: call.id,
    agentId: null,
    attemptId: null,
    address: event.from,
    state: 'answered',
    askedAt: turn.now,
    answeredAt: turn.now,
    deadlineAt: null,
    hangUpAsked: false,
    isLeaving: false,
    goodbyePlayId: null,
  };
  turn.center.legs.set(leg.id, leg);
  turn.saveLeg(leg);
  countCustomerLeg(turn, leg);
}

/** Invites the caller now if the rule says so, and plans the next look (R2). */
export function considerInvitation(turn: Turn, call: LiveCall): void {
  const service = turn.center.service(call.serviceId);
  const decision = decideInvitation(turn.center, service, estimateForItem(turn.center, call, turn.now), turn.now);
  if (decision.invite && mayBeInvited(turn, call)) invite(turn, call);
  const { isEnabled, repeatAfterMs } = service.invitation;
  turn.setDue(call, isEnabled && repeatAfterMs !== null ? turn.now + repeatAfterMs : null);
  planReview(turn, call);
}

/** A place can be kept only for somebody who waits and whose number can be rung. */
function mayBeInvited(turn: Turn, call: LiveCall): boolean {
  return call.state === 'waiting' && mayBeRungBack(turn.center, turn.center.service(call.serviceId), call.fromNumber);
}

/** The service closes: whoever still waits is invited once more, where the service says so (R2). */
export function inviteAtClosing(turn: Turn, call: LiveCall): void {
  const { isPaused, invitation } = turn.center.service(call.serviceId);
  if (invitation.isEnabled && invitation.atClosing && !isPaused && mayBeInvited(turn, call)) invite(turn, call);
}

function invite(turn: Turn, call: LiveCall): void {
  call.isInvited = true;
  call.invitationsMade += 1;
  turn.saveItem(call);
  turn.phone({
    kind: 'play',
    legId: must(call.customerLegId, 'leg'),
    playId: turn.nextId('play'),
    prompt: promptFor(turn, call, 'queue_invitation'),
  });
  turn.note('live_call.invited', call, { number: call.invitationsMade });
}

/** A key while the invitation is open: 1 takes it, at the place the caller has (R1). Anything else goes on waiting. */
export function callerPressed(turn: Turn, call: LiveCall, digit: string): void {
  if (!call.isInvited || digit !== '1' || call.state === 'connected') return;
  const wasInLine = turn.unplace(call);
  const reply = requestCallback(
    turn,
    {
      serviceId: call.serviceId,
      phoneNumber: call.fromNumber,
      scheduledFor: null,
      medium: null,
      channel: 'ivr',
      delivery: null,
      preferredAgentId: null,
      externalId: null,
      slotHoldId: null,
      subjectId: call.subjectId,
      language: call.language,
      timeZone: null,
      name: null,
      email: null,
      context: {},
    },
    { arrivalAt: call.arrivalAt, sequence: call.sequence, priority: call.priority, liveCallId: call.id },
  );
  // Refused (paused, too many open): the caller keeps the line and the place, and hears nothing untrue.
  if (reply.ok) leaveForCallback(turn, call, reply.id);
  else if (wasInLine) takeItsPlace(turn, call);
}

function leaveForCallback(turn: Turn, call: LiveCall, callbackId: string | null): void {
  call.callbackId = callbackId;
  const legId = must(call.customerLegId, 'leg');
  const prompt = promptFor(turn, call, 'invitation_confirmed');
  closeLiveCall(turn, call, 'took_callback');
  sayGoodbye(turn, legId, prompt);
}

/** The invitation was spoken to its end: the key counts for a while yet; music meanwhile. */
export function promptOver(turn: Turn, call: LiveCall): void {
  if (call.customerLegId !== null && call.state === 'waiting')
    turn.phone({ kind: 'hold_music', legId: call.customerLegId, isOn: true });
}

/** The caller hung up while waiting, or while an agent's phone rang for them. */
export function callerLeft(turn: Turn, call: LiveCall): void {
  closeLiveCall(turn, call, 'hung_up');
}

/** Takes a live call out of the line and out of memory. */
export function closeLiveCall(turn: Turn, call: LiveCall, ending: NonNullable<LiveCall['ending']>): void {
  turn.unplace(call);
  if (call.offerId !== null) withdrawOffer(turn, call.offerId, 'item_gone');
  letAgentGo(turn, call);
  if (ending !== 'refused')
    observeLiveWait(turn, call, ending === 'took_callback' ? 'tookCallback' : 'abandonedInQueue');
  call.state = 'closed';
  call.ending = ending;
  call.closedAt = turn.now;
  call.reviewAt = null;
  turn.setDue(call, null);
  turn.note('live_call.closed', call, { ending, waitedMs: turn.now - call.arrivalAt, callbackId: call.callbackId });
  turn.center.liveCalls.delete(call.id);
  if (call.call !== null) turn.center.itemByCallId.delete(call.call.id);
}

/** The agent who accepted, and whose phone may be ringing, is free again. */
function letAgentGo(turn: Turn, call: LiveCall): void {
  if (call.agentLegId !== null) endLeg(turn, call.agentLegId);
  call.agentLegId = null;
  const agent = call.agentId === null ? undefined : turn.center.agents.get(call.agentId);
  call.agentId = null;
  if (agent !== undefined && agent.itemId === call.id) setFree(turn, agent, true);
}

function promptFor(turn: Turn, call: LiveCall, name: Prompt['name']): Prompt {
  const estimate = estimateForItem(turn.center, call, turn.now);
  return {
    name,
    language: call.language,
    values: {
      serviceName: turn.center.service(call.serviceId).name,
      lowMs: estimate?.lowMs ?? null,
      highMs: estimate?.highMs ?? null,
      phoneNumber: call.fromNumber,
    },
  };
}
