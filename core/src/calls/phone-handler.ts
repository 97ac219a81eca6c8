import { customerAnswered, announcementOver, customerGone, customerPressed } from './customer-first.ts';
import { failAttempt } from '../callback/attempts.ts';
import type { Callback } from '../callback/callback.ts';
import { done, type Turn } from '../contact-center/turn.ts';
import type { Reply } from '../contact-center/commands.ts';
import type { WorkItem } from '../queue/line.ts';
import { agentReadyToDial } from './agent-first.ts';
import { agentPhoneFailed, connect, finishCall } from './connecting.ts';
import { callCameIn, callerLeft, callerPressed, promptOver } from './in-queue.ts';
import type { Leg } from './leg.ts';
import { endLeg, forgetLeg } from './legs.ts';
import { outcomeOfUnanswered } from './outcome-of-end.ts';
import type { LegEnd, PhoneEvent } from './phone-events.ts';

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
  if (event.kind === 'play_finished' && leg.isLeaving) {
    if (event.playId === leg.goodbyePlayId) endLeg(turn, leg.id);
    return;
  }
  const item = turn.center.item(leg.itemId);
  if (event.kind === 'ringing') markRinging(turn, leg);
  else if (event.kind === 'answered') legAnswered(turn, leg, item);
  else if (item !== null && item.customerLegId === leg.id) customerReported(turn, item, leg, event);
}

function markRinging(turn: Turn, leg: Leg): void {
  if (leg.state !== 'asked') return;
  leg.state = 'ringing';
  turn.saveLeg(leg);
}

function legAnswered(turn: Turn, leg: Leg, item: WorkItem | null): void {
  if (leg.state === 'answered') return;
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
  if (item.agentLegId !== leg.id) endLeg(turn, leg.id);
  else if (item.kind === 'callback' && item.state === 'dialing') agentReadyToDial(turn, item);
  else if (item.customerLegId !== null) connect(turn, item);
}

type CustomerReport = Extract<PhoneEvent, { kind: 'machine_heard' | 'digit' | 'play_finished' }>;

function customerReported(turn: Turn, item: WorkItem, leg: Leg, event: CustomerReport): void {
  if (item.kind === 'live_call') {
    if (event.kind === 'digit') callerPressed(turn, item, event.digit);
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

/** A beep or a fax tone: nobody is there. In customer-first that ends the attempt unless a key was pressed before. */
function machineHeard(turn: Turn, callback: Callback, leg: Leg, machine: 'voicemail' | 'fax'): void {
  const outcome = machine === 'fax' ? 'fax' : 'answered_machine';
  if (callback.state === 'confirming' || callback.state === 'holding') customerGone(turn, callback, outcome);
  else if (isFreshTalk(turn, callback, leg)) failAttempt(turn, callback, outcome);
}

function legEnded(turn: Turn, leg: Leg, end: LegEnd): void {
  forgetLeg(turn, leg);
  if (leg.hangUpAsked || leg.isLeaving) return;
  const item = turn.center.item(leg.itemId);
  if (item === null) return;
  if (item.customerLegId === leg.id) customerLegEnded(turn, item, end);
  else if (item.agentLegId === leg.id) agentLegEnded(turn, item);
}

function customerLegEnded(turn: Turn, item: WorkItem, end: LegEnd): void {
  item.customerLegId = null;
  if (item.kind === 'live_call') {
    if (item.state === 'connected') finishCall(turn, item, 'customer');
    else callerLeft(turn, item);
  } else if (item.state === 'connected') finishCall(turn, item, 'customer');
  else if (item.state === 'dialing') failAttempt(turn, item, outcomeOfUnanswered(end));
  else if (item.state === 'confirming') customerGone(turn, item, 'not_confirmed');
  else if (item.state === 'holding') customerGone(turn, item, 'hung_up_waiting');
}

function agentLegEnded(turn: Turn, item: WorkItem): void {
  if (item.state === 'connected') {
    item.agentLegId = null;
    finishCall(turn, item, 'agent');
  } else if (item.kind === 'callback' && item.state === 'previewing') {
    item.agentLegId = null;
    turn.saveItem(item);
  } else if (item.agentId !== null) agentPhoneFailed(turn, item);
}
