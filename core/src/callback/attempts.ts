import { setFree } from '../agents/presence.ts';
import { endConsult } from '../calls/consult.ts';
import { endLeg, newLeg } from '../calls/legs.ts';
import { stopRecording } from '../calls/recording.ts';
import type { OutcomeRule } from '../contact-center/configuration.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { countDial, dialOver } from '../pacing/dials-under-way.ts';
import { clearEarmarkOf } from '../routing/earmarks.ts';
import type { Attempt } from './attempt.ts';
import type { Callback } from './callback.ts';
import { callableAt } from './callable.ts';
import { closeCallback } from './closing.ts';
import { noteDialForPromise } from './promise.ts';
import type { AttemptOutcome } from './vocabulary.ts';

/** Past the ring time the phone system gets this long to report the end, milliseconds. Then the outcome is unknown. */
const RING_GRACE_MS = 15_000;

/**
 * Rings the customer: the attempt and the leg are rows before the phone system is asked (A1, invariant I2). The callback
 * must be out of the line.
 */
export function ringCustomer(turn: Turn, callback: Callback, phoneNumber: string | null): void {
  const service = turn.center.service(callback.serviceId);
  const leg = newLeg(turn, callback, {
    role: 'customer',
    address: phoneNumber ?? callback.phoneNumber,
    agentId: null,
    attemptId: turn.nextId('att'),
    deadlineAt: turn.now + service.ringMs + RING_GRACE_MS,
  });
  callback.customerLegId = leg.id;
  countDial(turn.center, callback);
  const attempt = beginAttempt(turn, callback, leg.id, leg.attemptId);
  turn.move(callback, 'ring_customer', 'dialing', null);
  turn.phone({
    kind: 'dial',
    legId: leg.id,
    target: { kind: 'number', phoneNumber: leg.address },
    callerId: service.callerId,
    ringMs: service.ringMs,
  });
  noteDialForPromise(turn, callback);
  turn.note('callback.attempt_started', callback, {
    attemptId: attempt.id,
    number: attempt.number,
    attemptsMax: service.attemptsMax,
  });
}

function beginAttempt(turn: Turn, callback: Callback, legId: string, attemptId: string | null): Attempt {
  callback.attemptsMade += 1;
  const attempt: Attempt = {
    id: attemptId ?? turn.nextId('att'),
    callbackId: callback.id,
    number: callback.attemptsMade,
    legId,
    agentId: callback.agentId,
    startedAt: turn.now,
    answeredAt: null,
    endedAt: null,
    outcome: null,
  };
  callback.attemptId = attempt.id;
  const attempts = turn.center.attempts.get(callback.id);
  if (attempts === undefined) turn.center.attempts.set(callback.id, [attempt]);
  else attempts.push(attempt);
  turn.saveAttempt(attempt);
  return attempt;
}

/** The attempt that is running, or null. */
export function runningAttempt(turn: Turn, callback: Callback): Attempt | null {
  return turn.center.attempts.get(callback.id)?.find((attempt) => attempt.id === callback.attemptId) ?? null;
}

/** Writes down how the running attempt ended and what it used up (A2, A3). */
export function endAttempt(turn: Turn, callback: Callback, outcome: AttemptOutcome): void {
  const { consumes } = turn.center.service(callback.serviceId).outcomeRules[outcome];
  concludeAttempt(turn, callback, outcome, consumes);
}

/**
 * The customer answered and asked to be called at another time (D8). That uses an attempt up, but never the last one: who asks
 * for a call gets it.
 */
export function endAttemptForLater(turn: Turn, callback: Callback): void {
  const { outcomeRules, attemptsMax } = turn.center.service(callback.serviceId);
  const { consumes } = outcomeRules.answered_human;
  concludeAttempt(turn, callback, 'answered_human', consumes && callback.attemptsConsumed + 1 < attemptsMax);
}

/**
 * Ends an attempt that we ourselves cut short, by a cancellation or because the agent fell away: nobody had answered, and
 * as the customer had no full chance to answer it uses nothing up.
 */
export function cutAttempt(turn: Turn, callback: Callback): void {
  concludeAttempt(turn, callback, 'no_answer', false);
}

function concludeAttempt(turn: Turn, callback: Callback, outcome: AttemptOutcome, consumes: boolean): void {
  const attempt = runningAttempt(turn, callback);
  if (attempt === null) return;
  dialOver(turn, callback);
  attempt.outcome = outcome;
  attempt.endedAt = turn.now;
  turn.saveAttempt(attempt);
  callback.attemptId = null;
  callback.lastAttemptOutcome = outcome;
  if (consumes) callback.attemptsConsumed += 1;
  turn.saveItem(callback);
  turn.note('callback.attempt_ended', callback, { attemptId: attempt.id, number: attempt.number, outcome, consumes });
  clearEarmarkOf(turn, callback.id);
}

/**
 * The customer was not reached. Ends the attempt and applies the rule of its outcome: stop, give up, let the agent who
 * has it in hand choose to redial, or keep the place and try again later (A3, D3).
 */
export function failAttempt(turn: Turn, callback: Callback, outcome: AttemptOutcome): void {
  const service = turn.center.service(callback.serviceId);
  const rule = service.outcomeRules[outcome];
  endAttempt(turn, callback, outcome);
  dropCustomerLeg(turn, callback);
  if (rule.stops) closeCallback(turn, callback, 'give_up', outcome === 'invalid_number' ? 'invalid_number' : 'failed');
  else if (callback.attemptsConsumed >= service.attemptsMax)
    closeCallback(turn, callback, 'give_up', 'attempts_exhausted');
  else if (isInAgentsHand(callback) && service.redialWindowMs > 0) {
    callback.isRedialWindow = true;
    forgetCall(turn, callback);
    turn.move(callback, 'attempt_failed', 'previewing', turn.now + service.redialWindowMs);
  } else {
    releaseAgent(turn, callback);
    if (rule.consumes) applyPlacePolicy(turn, callback);
    turn.move(
      callback,
      'attempt_failed',
      'retry_pending',
      retryAt(turn, callback, turn.now + pauseAfter(callback, rule)),
    );
  }
}

/**
 * The pause before the next try, milliseconds. An outcome that uses up no attempt could go on for ever, so its pause
 * doubles each time, up to 64 times the rule's: a congested network is not helped by being asked every minute (A3).
 */
function pauseAfter(callback: Callback, rule: OutcomeRule): number {
  if (rule.consumes) return rule.retryAfterMs;
  const freeCount = callback.attemptsMade - callback.attemptsConsumed;
  return rule.retryAfterMs * 2 ** Math.min(Math.max(0, freeCount - 1), PAUSE_DOUBLINGS_MAX);
}

const PAUSE_DOUBLINGS_MAX = 6;

function isInAgentsHand(callback: Callback): boolean {
  return callback.delivery === 'agent_first' && callback.agentId !== null;
}

/** The first allowed moment at or after `at`; when none is in sight, a day later it is looked at again (invariant I1). */
export function retryAt(turn: Turn, callback: Callback, at: number): number {
  return callableAt(turn.center, callback, at) ?? at + LOOK_AGAIN_MS;
}

/** How soon is looked again for a time when a customer may be rung, when there was none in sight, milliseconds. */
const LOOK_AGAIN_MS = 86_400_000;

/** What going back costs of the place, by the service's policy (Q2). The callback must be out of the line. */
export function applyPlacePolicy(turn: Turn, callback: Callback): void {
  const { place } = turn.center.service(callback.serviceId);
  if (place.kind === 'back_of_line') callback.arrivalAt = turn.now;
  else if (place.kind === 'decay') callback.arrivalAt = Math.min(turn.now, callback.arrivalAt + place.decayMs);
}

/** Hangs up the customer's leg, if there is one. */
export function dropCustomerLeg(turn: Turn, callback: Callback): void {
  if (callback.customerLegId === null) return;
  endLeg(turn, callback.customerLegId);
  callback.customerLegId = null;
}

/** The conversation is over and nobody may ask for it by its id any more. */
export function forgetCall(turn: Turn, item: WorkItem): void {
  stopRecording(turn, item);
  endConsult(turn, item, 'call_over');
  if (item.call !== null) turn.center.itemByCallId.delete(item.call.id);
  item.call = null;
}

/** Lets the agent go who was reserved for, or had, this callback; they keep their turn among the idle. */
export function releaseAgent(turn: Turn, callback: Callback): void {
  if (callback.agentLegId !== null) endLeg(turn, callback.agentLegId);
  callback.agentLegId = null;
  forgetCall(turn, callback);
  if (callback.agentId === null) return;
  const agent = turn.center.agents.get(callback.agentId);
  callback.agentId = null;
  if (agent !== undefined && agent.itemId === callback.id) setFree(turn, agent, true);
}
