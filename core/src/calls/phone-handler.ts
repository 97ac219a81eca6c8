import { agentConfirmed, isConfirming, mustConfirm } from './agent-confirmation.ts';
import { firstAgentGone } from './call-control.ts';
import { consultAnswered, consultLegLost, endConsult, isConsulted } from './consult.ts';
import { customerAnswered, announcementOver, customerGone, customerPressed } from './customer-first.ts';
import type { Callback } from '../callback/callback.ts';
import { missWork } from '../agents/presence.ts';
import { must } from '../contact-center/center.ts';
import { done, type Turn } from '../contact-center/turn.ts';
import type { Reply } from '../contact-center/commands.ts';
import type { WorkItem } from '../queue/line.ts';
import { agentReadyToDial } from './agent-first.ts';
import { agentPhoneFailed, connect, finishCall, releaseRungAgent } from './connecting.ts';
import { callCameIn, callerLeft, callerPressed, promptOver } from './in-queue.ts';
import { recordingTold } from './joining.ts';
import type { Leg } from './leg.ts';
import { endLeg, forgetLeg, keepEndedLeg } from './legs.ts';
import { heardWhileDetecting, machineAnswered } from './machine-detection.ts';
import { withdrawOffer } from '../routing/offers.ts';
import { menuHeard } from './menu-keys.ts';
import { agentLegLost, agentRejoined, agentStayedAway, mayRejoin } from './rejoin.ts';
import { notReached } from './not-reached.ts';
import { outcomeOfAnswered } from './outcome-of-end.ts';
import type { LegEnd, MachineKind, PhoneEvent } from './phone-events.ts';

/** How long after the customer's answer keys 2 and 9 still count when an agent is on the line already, milliseconds. */
const KEYS_WHILE_TALKING_MS = 15_000;

/**
 * Takes what the phone system reports. Events of legs nobody knows any more are ignored, repeats change nothing: a leg
 * moves only forward, and what it is for is asked of its work item.
 */
export function handlePhoneEvent(turn: Turn, event: PhoneEvent): Reply {
  if (event.kind === 'inbound') return callCameIn(turn, event);
  const leg = turn.center.legs.get(event.legId);
  if (leg === undefined) {
    // A dial that reached the network after its attempt had been given up: nobody may be left on a line that serves nothing.
    if (event.kind === 'ringing' || event.kind === 'answered') turn.phone({ kind: 'hang_up', legId: event.legId });
    return done();
  }
  if (event.kind === 'ended') legEnded(turn, leg, event.end);
  else if (!leg.hangUpAsked) legReported(turn, leg, event);
  return done(leg.itemId);
}

function legReported(turn: Turn, leg: Leg, event: Exclude<PhoneEvent, { kind: 'inbound' | 'ended' }>): void {
  if (leg.menu !== null && (event.kind === 'digit' || event.kind === 'play_finished')) {
    menuHeard(turn, leg, leg.menu, event);
    return;
  }
  if (event.kind === 'play_finished' && leg.isLeaving) {
    if (event.playId === leg.goodbyePlayId) endLeg(turn, leg.id);
    return;
  }
  if (event.kind === 'play_finished' && event.playId === leg.noticePlayId) {
    recordingTold(turn, leg);
    return;
  }
  const item = turn.center.item(leg.itemId);
  if (isConfirming(leg)) {
    if (agentConfirmed(turn, item, leg, event)) legTaken(turn, leg, item);
    return;
  }
  if (leg.isDetecting) {
    heardWhileDetecting(turn, leg, event);
    return;
  }
  if (event.kind === 'ringing') markRinging(turn, leg);
  else if (event.kind === 'answered') legAnswered(turn, leg, item);
  else if (event.kind !== 'human_heard' && item !== null && item.customerLegId === leg.id)
    customerReported(turn, item, leg, event);
}

function markRinging(turn: Turn, leg: Leg): void {
  if (leg.state !== 'asked') return;
  leg.state = 'ringing';
  turn.saveLeg(leg);
}

function legAnswered(turn: Turn, leg: Leg, item: WorkItem | null): void {
  if (leg.state === 'answered' || mustConfirm(turn, item, leg)) return;
  legTaken(turn, leg, item);
}

function legTaken(turn: Turn, leg: Leg, item: WorkItem | null): void {
  leg.state = 'answered';
  leg.answeredAt = turn.now;
  leg.deadlineAt = null;
  turn.saveLeg(leg);
  if (item === null) endLeg(turn, leg.id);
  else if (leg.role === 'agent') agentAnswered(turn, item, leg);
  else if (item.kind === 'callback' && item.customerLegId === leg.id && item.state === 'dialing')
    customerAnswered(turn, item);
  else endLeg(turn, leg.id);
}

function agentAnswered(turn: Turn, item: WorkItem, leg: Leg): void {
  if (isConsulted(item, leg.id)) consultAnswered(turn, item);
  else if (item.agentLegId !== leg.id) endLeg(turn, leg.id);
  else if (item.state === 'connected') agentRejoined(turn, item);
  else if (item.kind === 'callback' && item.state === 'dialing') agentReadyToDial(turn, item);
  else if (item.customerLegId !== null) connect(turn, item);
}

type CustomerReport = Extract<PhoneEvent, { kind: 'machine_heard' | 'digit' | 'play_finished' }>;

function customerReported(turn: Turn, item: WorkItem, leg: Leg, event: CustomerReport): void {
  if (item.kind === 'live_call') {
    if (event.kind === 'digit') callerPressed(turn, item, leg, event.digit);
    else if (event.kind === 'play_finished') promptOver(turn, item);
  } else if (event.kind === 'digit') callbackDigit(turn, item, leg, event.digit);
  else if (event.kind === 'machine_heard') machineHeard(turn, item, leg, event.machine);
  else if (item.state === 'confirming') announcementOver(turn, item);
}

function callbackDigit(turn: Turn, callback: Callback, leg: Leg, digit: string): void {
  const isWaiting = callback.state === 'confirming' || callback.state === 'holding';
  if (isWaiting || isFreshTalk(turn, callback, leg)) customerPressed(turn, callback, digit);
}

/** In agent-first no announcement asks for keys, but who presses 9 or 2 at once means it (D8). */
function isFreshTalk(turn: Turn, callback: Callback, leg: Leg): boolean {
  return (
    callback.state === 'connected' &&
    callback.delivery === 'agent_first' &&
    turn.now - (leg.answeredAt ?? 0) <= KEYS_WHILE_TALKING_MS
  );
}

/** A beep or a tone of the line: nobody is there. In customer-first that ends the attempt unless a key was pressed before. */
function machineHeard(turn: Turn, callback: Callback, leg: Leg, machine: MachineKind): void {
  if (callback.state === 'confirming' || callback.state === 'holding') {
    turn.unplace(callback);
    if (callback.offerId !== null) withdrawOffer(turn, callback.offerId, 'item_gone');
    machineAnswered(turn, callback, machine);
  } else if (isFreshTalk(turn, callback, leg)) machineAnswered(turn, callback, machine);
}

function legEnded(turn: Turn, leg: Leg, end: LegEnd): void {
  const isForNothing = leg.hangUpAsked || leg.isLeaving;
  if (leg.direction === 'inbound') keepEndedLeg(turn, leg);
  else forgetLeg(turn, leg);
  if (isForNothing) return;
  const item = turn.center.item(leg.itemId);
  if (item === null) return;
  if (item.customerLegId === leg.id) customerLegEnded(turn, item, leg, end);
  else if (item.agentLegId === leg.id) agentLegEnded(turn, item, leg, end);
  else if (isConsulted(item, leg.id) && isLostWhileRinging(leg, end)) consultLegLost(turn, item);
  else if (isConsulted(item, leg.id)) consultLegEnded(turn, item);
}

function customerLegEnded(turn: Turn, item: WorkItem, leg: Leg, end: LegEnd): void {
  item.customerLegId = null;
  if (item.kind === 'live_call') {
    if (item.state === 'connected') finishCall(turn, item, endedByOf(end));
    else callerLeft(turn, item);
  } else if (item.state === 'connected') finishCall(turn, item, endedByOf(end));
  else if (leg.isDetecting) customerGone(turn, item, outcomeOfAnswered(end, 'not_confirmed'));
  else if (item.state === 'dialing') notReached(turn, item, end, leg.state === 'ringing');
  else if (item.state === 'confirming') customerGone(turn, item, outcomeOfAnswered(end, 'not_confirmed'));
  else if (item.state === 'holding') customerGone(turn, item, outcomeOfAnswered(end, 'hung_up_waiting'));
}

function endedByOf(end: LegEnd): 'network' | 'customer' {
  return end.endedBy === 'network' ? 'network' : 'customer';
}

/** The agent who was asked is off the line: their phone was not answered, or they hung up. */
export function consultLegEnded(turn: Turn, item: WorkItem): void {
  const asked = must(item.call?.consult, 'agent who is asked');
  consultLegLost(turn, item);
  if (asked.state === 'talking') return;
  const { offerTimeoutPresence } = turn.center.service(item.serviceId);
  missWork(turn, turn.center.agent(asked.agentId), offerTimeoutPresence, 'phone_not_answered');
}

/** The phone engine went away with it, or nobody saw how it ended: the agent did nothing wrong, and their presence stays. */
function isLostWhileRinging(leg: Leg, end: LegEnd): boolean {
  return leg.state === 'ringing' && end.endedBy === 'network' && end.sipStatus === null && end.q850Cause === null;
}

function agentLegEnded(turn: Turn, item: WorkItem, leg: Leg, end: LegEnd): void {
  if (item.call?.consult != null && (!mayRejoin(turn, item) || item.call.consult.state === 'talking')) {
    item.agentLegId = null;
    firstAgentGone(turn, item);
    return;
  }
  endConsult(turn, item, 'first_agent_left');
  if (item.state === 'connected' && mayRejoin(turn, item)) {
    if (leg.state === 'answered') agentLegLost(turn, item);
    else agentStayedAway(turn, item);
  } else if (item.state === 'connected') {
    item.agentLegId = null;
    finishCall(turn, item, 'agent');
  } else if (item.kind === 'callback' && item.state === 'previewing') {
    item.agentLegId = null;
    turn.saveItem(item);
  } else if (item.agentId !== null && isLostWhileRinging(leg, end)) releaseRungAgent(turn, item);
  else if (item.agentId !== null) agentPhoneFailed(turn, item);
}
