import type { Attempt } from '@ringback/core';
import { broken } from '../broken.ts';
import { ANSWER_LATE_MAX_MS } from '../store-link.ts';
import type { Ring } from '../switchboard.ts';
import type { Step, StoredWorld } from './stored-world.ts';

/** Where an attempt can be running: from the dial to the end of the conversation. */
const statesOfAttempts: ReadonlySet<string> = new Set(['dialing', 'confirming', 'holding', 'connected']);

/** [I2] Attempts of one callback never overlap, are known to it, and never exceed the maximum. */
export function checkAttempts(world: StoredWorld, step: Step): void {
  for (const { after } of step.callbacks) {
    if (after === null || after.closedAt !== null) continue;
    const running = [...(world.runningAttempts.get(after.id)?.values() ?? [])];
    if (running.length > 1) broken('I2', `${after.id} has ${running.length} attempts at once`);
    if ((running[0]?.id ?? null) !== after.attemptId) broken('I2', `${after.id} does not know its attempt`);
    if (after.attemptId !== null && !statesOfAttempts.has(after.state))
      broken('I2', `${after.id} has attempt ${after.attemptId} running in state ${after.state}`);
    const attemptsMax = world.services.get(after.serviceId)?.attemptsMax ?? 0;
    if (after.attemptsConsumed > attemptsMax)
      broken('I2', `${after.id} used ${after.attemptsConsumed} attempts of ${attemptsMax}`);
    if (after.attemptsConsumed > after.attemptsMade) broken('I2', `${after.id} used more attempts than it made`);
  }
  for (const { before, after } of step.attempts) {
    if (before !== null && before.endedAt !== null && JSON.stringify(before) !== JSON.stringify(after))
      broken('I2', `attempt ${before.id} was changed after its end`);
  }
}

/**
 * A dial can be about to be asked for while its attempt ends, by a cancellation or a takeover, also behind the commit of which it
 * is not known yet whether it was written; no longer than this, milliseconds.
 */
const ON_ITS_WAY_MS = 2_000 + ANSWER_LATE_MAX_MS;

/** [I2], [A1] The witness: the telephone rings once for an attempt, and only after the attempt is in the database. */
export class RingWitness {
  private readonly ringCounts = new Map<string, number>();
  private readonly attemptOfLeg = new Map<string, { attemptId: string; callbackId: string; number: number }>();
  private readonly agentLegs = new Set<string>();
  /** Attempts given up as unknown, by leg: the node that did so. */
  private readonly givenUpBy = new Map<string, string>();
  /** When the end of an attempt was stored, in true time, by leg. */
  private readonly overSinceAt = new Map<string, number>();

  /** Remembers which leg belongs to which attempt, as it was stored. */
  written(step: Step): void {
    for (const { after } of step.attempts)
      if (after !== null)
        this.attemptOfLeg.set(after.legId, { attemptId: after.id, callbackId: after.callbackId, number: after.number });
    for (const { after } of step.attempts)
      if (after !== null && after.endedAt !== null && !this.overSinceAt.has(after.legId)) this.ended(after, step);
    for (const { after } of step.legs) if (after !== null && after.role === 'agent') this.agentLegs.add(after.id);
  }

  private ended({ legId, outcome }: Attempt, { written: { at, nodeId }, legs }: Step): void {
    this.overSinceAt.set(legId, at);
    // A leg past its deadline is hung up and kept until that is done; one that was looked up in vain is forgotten.
    const isForgotten = legs.some(({ key, after }) => key === legId && after === null);
    if (outcome === 'unknown' && isForgotten) this.givenUpBy.set(legId, nodeId);
  }

  /** A telephone rings. */
  rang(ring: Ring): void {
    if (!ring.isCustomer) {
      if (!this.agentLegs.has(ring.legId))
        broken('I2', `an agent's phone rings for leg ${ring.legId}, which is not stored`);
      return;
    }
    const attempt = this.attemptOfLeg.get(ring.legId);
    if (attempt === undefined)
      broken('I2', `${ring.number} rings for leg ${ring.legId}, of which no attempt is stored`);
    if (ring.nodeId !== null && this.givenUpBy.get(ring.legId) === ring.nodeId)
      broken('I2', `${ring.number} rings for attempt ${attempt.attemptId}: ${ring.nodeId} had given up its own dial`);
    const overSinceAt = this.overSinceAt.get(ring.legId) ?? Infinity;
    if (ring.askedAt - overSinceAt > ON_ITS_WAY_MS)
      broken(
        'I2',
        `${ring.number} rings for attempt ${attempt.attemptId}, which was over ${ring.askedAt - overSinceAt} ms before`,
      );
    const count = (this.ringCounts.get(attempt.attemptId) ?? 0) + 1;
    this.ringCounts.set(attempt.attemptId, count);
    if (count > 1) broken('I2', `${ring.number} rang ${count} times for attempt ${attempt.attemptId}`);
  }
}
