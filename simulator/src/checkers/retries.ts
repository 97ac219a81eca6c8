import type { Callback, HistoryEntry, OutcomeRule, ServicePolicy } from '@ringback/core';
import { broken } from '../broken.ts';
import type { Step, StoredWorld } from './stored-world.ts';

/** The pause after failures that use nothing up doubles each time, up to 64 times the rule's. */
const DOUBLINGS_MAX = 6;

/** [A3], [I2], [D5] What an attempt used up, how long the next one waits, and who stands at the front afterwards. */
export class RetryWitness {
  /** Attempts used up, counted from the story of each open callback. */
  private readonly consumed = new Map<string, number>();

  written(world: StoredWorld, step: Step): void {
    const ends = new Map<string, HistoryEntry>();
    for (const entry of step.written.batch.history)
      if (entry.type === 'callback.attempt_ended' && entry.itemId !== null) {
        ends.set(entry.itemId, entry);
        this.count(world, entry.itemId, entry);
      }
    for (const { before, after } of step.callbacks) {
      if (after === null) continue;
      this.checkCount(after);
      checkTimers(step, before, after);
      if (after.closedAt !== null) continue;
      const end = ends.get(after.id);
      const service = world.services.get(after.serviceId);
      if (end !== undefined && service !== undefined) checkPause(step, service, after, end);
      checkFront(step, after);
    }
  }

  private count(world: StoredWorld, callbackId: string, entry: HistoryEntry): void {
    const service = world.services.get(entry.serviceId ?? '');
    const rule = ruleOf(service, entry);
    const consumes = entry.detail['consumes'] === true;
    // What we cut short ourselves uses nothing up, whatever the rule of its outcome is.
    const isCut = entry.detail['outcome'] === 'no_answer' && !consumes;
    // Who answers and asks for another time keeps the last one (D8).
    const usedCount = (this.consumed.get(callbackId) ?? 0) + 1;
    const isLastKept = entry.detail['outcome'] === 'answered_human' && usedCount >= (service?.attemptsMax ?? 0);
    if (rule !== null && rule.consumes !== consumes && !isCut && !(isLastKept && !consumes))
      broken('A3', `${callbackId}: ${String(entry.detail['outcome'])} uses up ${consumes ? 'an attempt' : 'nothing'}`);
    if (consumes) this.consumed.set(callbackId, (this.consumed.get(callbackId) ?? 0) + 1);
  }

  private checkCount({ id, attemptsConsumed, closedAt }: Callback): void {
    const counted = this.consumed.get(id) ?? 0;
    if (closedAt !== null) this.consumed.delete(id);
    if (attemptsConsumed < counted)
      broken('A3', `${id} has used up ${counted} attempts and counts ${attemptsConsumed}`);
  }
}

function ruleOf(service: ServicePolicy | undefined, { detail }: HistoryEntry): OutcomeRule | null {
  // Core writes an outcome of its own vocabulary into its history.
  return service?.outcomeRules[detail['outcome'] as keyof ServicePolicy['outcomeRules']] ?? null;
}

/** [A3] The next try waits for the pause of the outcome. */
function checkPause(step: Step, service: ServicePolicy, callback: Callback, end: HistoryEntry): void {
  const last = step.movesOf(callback.id).at(-1);
  const rule = ruleOf(service, end);
  if (last?.event !== 'attempt_failed' || callback.state !== 'retry_pending' || rule === null) return;
  const freeCount = callback.attemptsMade - callback.attemptsConsumed;
  const factor = rule.consumes ? 1 : 2 ** Math.min(Math.max(0, freeCount - 1), DOUBLINGS_MAX);
  const earliestAt = end.at + rule.retryAfterMs * factor;
  if (callback.dueAt === null || callback.dueAt < earliestAt)
    broken(
      'A3',
      `${callback.id} is tried again at ${callback.dueAt}, ${String(end.detail['outcome'])} asks for ${earliestAt}`,
    );
}

/** [I1], [A3] A timer acts at the time its row names, not before. */
function checkTimers(step: Step, before: Callback | null, after: Callback): void {
  const [first] = step.movesOf(after.id);
  if (before === null || first === undefined || before.dueAt === null || before.dueAt <= step.at) return;
  const isRest = before.state === 'retry_pending' || before.state === 'scheduled';
  if (first.event === 'enter_line' && isRest)
    broken('A3', `${after.id} came back to the line at ${step.at}, before its time ${before.dueAt}`);
  if (first.event === 'hold_cap')
    broken('I9', `${after.id} was sent away at ${step.at}, before the hold cap at ${before.dueAt}`);
}

/** [D5] Whoever held the line in vain stands at the front. */
function checkFront(step: Step, after: Callback): void {
  const moves = step.movesOf(after.id);
  const since = moves.findLastIndex(({ event }) => event === 'hold_cap');
  if (since < 0 || moves.slice(since).some(({ event }) => event === 'reschedule')) return;
  if (!after.isAtFront) broken('D5', `${after.id} held the line in vain and does not stand at the front`);
}
