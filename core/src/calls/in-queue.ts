import { setFree } from '../agents/presence.ts';
import { calendarOf } from '../callback/callable.ts';
import { planReview } from '../callback/entering.ts';
import type { ServicePolicy } from '../contact-center/configuration.ts';
import { done, refuse, type Turn } from '../contact-center/turn.ts';
import type { Reply } from '../contact-center/commands.ts';
import { must } from '../contact-center/center.ts';
import { withdrawOffer } from '../routing/offers.ts';
import { estimateForItem, observeLiveWait } from '../waiting/questions.ts';
import { callInCame, callInGroupOf } from './call-in-menu.ts';
import { decideInvitation } from './invitation.ts';
import { itemPrompt } from './item-prompt.ts';
import type { Leg } from './leg.ts';
import { addLeg, endLeg, sayGoodbye } from './legs.ts';
import type { LiveCall } from './live-call.ts';
import { greetRecognised, greetWhenClosed, pendingCallbackOf } from './recognised.ts';
import { beginTaking } from './taking-callback.ts';

/**
 * A caller in the queue (R1, R2), one row per step. While a menu runs (`taking-callback.ts`, `recognised.ts`) the caller
 * stands in the line all the same: whoever is first, agent or callback, has them.
 *
 * | state   | event                              | next    | asked of the phone                      |
 * |---------|------------------------------------|---------|-----------------------------------------|
 * | -       | call comes in, service open        | waiting | answer, greeting, hold music            |
 * | -       | call comes in, service closed      | closed  | answer, "closed", hang up               |
 * | -       | the number has an open callback    | waiting | answer, menu of `recognised.ts`         |
 * | -       | the same, service closed           | identifying | answer, menu of `recognised.ts`     |
 * | -       | to a number of a call-in group     | identifying | answer, see `call-in-menu.ts`       |
 * | waiting | the rule says invite, no menu open | waiting | invitation                              |
 * | waiting | key 1 while invited                | waiting | menu of `taking-callback.ts`            |
 * | waiting | callback taken                     | closed  | confirmation, hang up                   |
 * | waiting | offered, declined or timed out     | waiting | -                                       |
 * | waiting | offered, accepted                  | offered | menu over: "connecting"; agent's phone rung; keys count no more |
 * | offered | agent's phone up                   | connected | bridge                                |
 * | offered | agent's phone fails                | waiting | -                                       |
 * | any     | hangs up                           | closed  | agent's phone hung up                   |
 */
export function callCameIn(turn: Turn, event: InboundCall): Reply {
  if (turn.center.legs.has(event.legId)) return done(event.legId);
  const service = serviceOf(turn, event.to);
  const group = callInGroupOf(turn, event.to);
  if (group !== null) {
    const answered = callInCame(turn, event, group, service);
    if (answered !== null) return answered;
  }
  if (service === null) {
    turn.phone({ kind: 'hang_up', legId: event.legId });
    return refuse('unknown_service', `No service has the number ${event.to}.`, 'to');
  }
  const call = newLiveCall(turn, service, event);
  const leg = addCallersLeg(turn, call, event);
  turn.phone({ kind: 'answer', legId: event.legId });
  joinLine(turn, leg, call);
  return done(call.id, true);
}

/** Lets a caller into the line of the service they called, or tells them that it is closed. */
export function joinLine(turn: Turn, leg: Leg, call: LiveCall): void {
  const calendar = calendarOf(turn.center, call.serviceId);
  const pending = pendingCallbackOf(turn, call.serviceId, call.fromNumber);
  if (!calendar.isOpen(turn.now)) {
    if (pending !== null) return greetWhenClosed(turn, leg, call, pending);
    const opening = { opensAt: calendar.nextOpening(turn.now), timeZone: calendar.timeZone };
    const prompt = itemPrompt(turn, call, 'closed', opening);
    closeLiveCall(turn, call, 'refused');
    sayGoodbye(turn, leg.id, prompt);
    return;
  }
  call.state = 'waiting';
  if (pending !== null) return greetRecognised(turn, leg, call, pending);
  turn.place(call);
  turn.note('live_call.queued', call, { arrivalAt: call.arrivalAt });
  considerInvitation(turn, call);
  if (!call.isInvited) greet(turn, call, leg.id);
}

/** Who is not invited at once hears where they are; the invitation says as much itself. */
function greet(turn: Turn, call: LiveCall, legId: string): void {
  const position = turn.center.line(call.queueId).rank(call) + 1;
  const prompt = itemPrompt(turn, call, 'queue_greeting', { position });
  turn.phone({ kind: 'play', legId, playId: turn.nextId('play'), prompt });
  turn.phone({ kind: 'hold_music', legId, isOn: true });
}

/** The service reached on a number: the one whose number it is, else one that rings customers with it, or its id. */
function serviceOf({ center }: Turn, dialedNumber: string): ServicePolicy | null {
  let ringing: ServicePolicy | null = null;
  for (const service of center.services.values()) {
    if (service.inboundNumbers.includes(dialedNumber)) return service;
    if (service.callerId === dialedNumber) ringing ??= service;
  }
  return ringing ?? center.services.get(dialedNumber) ?? null;
}

/** A call that was just made to us. */
export interface InboundCall {
  readonly legId: string;
  readonly from: string;
  readonly to: string;
}

/** A caller of whom nothing is decided yet. */
export function newLiveCall(turn: Turn, service: ServicePolicy, event: InboundCall): LiveCall {
  const call: LiveCall = {
    id: turn.nextId('live'),
    kind: 'live_call',
    state: 'identifying',
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
    transferredBy: null,
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

/** The leg of a caller; it is theirs from now on. */
export function addCallersLeg(turn: Turn, call: LiveCall, event: InboundCall): Leg {
  return addLeg(turn, {
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
  });
}

/** Invites the caller now if the rule says so, and plans the next look (R2). */
export function considerInvitation(turn: Turn, call: LiveCall): void {
  const service = turn.center.service(call.serviceId);
  const decision = decideInvitation(turn.center, service, estimateForItem(turn.center, call, turn.now), turn.now);
  if (decision.invite && mayBeInvited(turn, call)) invite(turn, call);
  planInvitation(turn, call);
}

/** Plans when inviting the caller is thought of again. */
export function planInvitation(turn: Turn, call: LiveCall): void {
  const { isEnabled, repeatAfterMs } = turn.center.service(call.serviceId).invitation;
  turn.setDue(call, isEnabled && repeatAfterMs !== null ? turn.now + repeatAfterMs : null);
  planReview(turn, call);
}

/** A place can be kept only for somebody who waits, is not being asked something else, and may be rung back. */
function mayBeInvited(turn: Turn, call: LiveCall): boolean {
  const leg = call.customerLegId === null ? undefined : turn.center.legs.get(call.customerLegId);
  return call.state === 'waiting' && leg?.menu === null && !turn.center.suppressions.has(call.fromNumber);
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
    prompt: itemPrompt(turn, call, 'queue_invitation'),
  });
  turn.note('live_call.invited', call, { number: call.invitationsMade });
}

/** A key while the invitation is open: 1 takes it (R1). Anything else goes on waiting, and an agent who accepted comes first. */
export function callerPressed(turn: Turn, call: LiveCall, leg: Leg, digit: string): void {
  const isWaiting = call.state === 'waiting' || call.state === 'offered';
  if (call.isInvited && digit === '1' && isWaiting && call.agentLegId === null) beginTaking(turn, call, leg);
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
  if (ending !== 'refused' && call.state !== 'identifying')
    observeLiveWait(turn, call, ending === 'hung_up' ? 'abandonedInQueue' : 'tookCallback');
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
