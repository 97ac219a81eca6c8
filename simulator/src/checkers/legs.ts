import type { Leg } from '@ringback/core';
import { broken } from '../broken.ts';
import type { NetworkLog, PhoneSession, Told } from '../network-log.ts';
import { namesLeg, type Item, type RowChange, type Step, type StoredWorld } from './stored-world.ts';

/** A report must be in the rows after this long, also when a commit or two failed meanwhile, milliseconds. */
const STORED_AFTER_MS = 20_000;
/** The node that was told must have been itself for longer than that, milliseconds. */
const STEADY_MS = 22_000;
/** Reports that must leave a trace in the rows. */
const judgedKinds: ReadonlySet<Told['kind']> = new Set(['inbound', 'ringing', 'answered', 'ended']);
/** States of a callback in which its customer has picked up. */
const statesOnLine: ReadonlySet<string> = new Set(['confirming', 'holding', 'connected']);

/**
 * [X1], [X2], [I4] Stored legs and the network's legs, both ways: what a writer was told is stored, what is stored as
 * answered was answered, after a start nothing is left that only one side knows, and what was to be hung up is.
 * Exempt is whatever a fault of the world itself kept from arriving.
 */
export class LegWitness {
  private readonly log: NetworkLog;
  /** Reports not judged yet, oldest first. */
  private readonly pending: Told[] = [];
  /** When a leg was last stored as a new one, true time; of all legs ever. */
  private readonly storedAt = new Map<string, number>();
  private readonly hangUpStoredAt = new Map<string, number>();
  private failedAt = -Infinity;
  private readonly arrivals = new Map<string, Told & { readonly latestAt: number }>();

  constructor(log: NetworkLog, world: StoredWorld) {
    this.log = log;
    log.onTold((told) => {
      if (told.kind === 'inbound' && !this.arrivals.has(told.legId))
        this.arrivals.set(told.legId, { ...told, latestAt: world.latestAt });
      if (judgedKinds.has(told.kind)) this.pending.push(told);
    });
  }

  /** A node failed. */
  failed(at: number): void {
    this.failedAt = at;
  }

  /** After a commit. */
  written(world: StoredWorld, step: Step): void {
    const { at, nodeId } = step.written;
    for (const { key, before, after } of step.legs) {
      // Also of a leg that came and went within one commit, which leaves no row.
      if (before === null) this.storedAt.set(key, at);
      if (after === null) this.hangUpStoredAt.delete(key);
      else this.stored(before, after, at);
    }
    for (const { after } of step.callbacks) if (after !== null) this.checkPickedUp(world, after);
    for (const { after } of step.liveCalls) if (after !== null) this.checkPickedUp(world, after);
    for (const change of step.callbacks) checkLeftBehind(world, change);
    for (const change of step.liveCalls) checkLeftBehind(world, change);
    while (this.pending[0] !== undefined && at - this.pending[0].at >= STORED_AFTER_MS) {
      const told = this.pending.shift();
      if (told !== undefined && told.session.nodeId === nodeId) this.checkTold(world, told);
    }
  }

  /** Now and then, of a writer that has been steady for longer than anything takes. */
  steady(world: StoredWorld, nodeId: string, now: number): void {
    const session = this.log.sessions.get(nodeId);
    if (session === undefined || !session.isOpen) return;
    for (const leg of world.legs.values()) this.checkStored(leg, session);
    for (const { legId, beganAt, isDoubtful, direction } of this.log.upLegs.values()) {
      if (isDoubtful || now - beganAt < STORED_AFTER_MS) continue;
      // Of a caller nobody was told of, nothing can be known until the next start.
      const isKnowable = direction === 'outbound' || beganAt < session.lookedUpAt;
      if (isKnowable && !world.legs.has(legId)) broken('X2', `leg ${legId} is up in the network, and no row knows it`);
      const since = this.hangUpStoredAt.get(legId);
      if (since !== undefined && now - since > STORED_AFTER_MS)
        broken('I4', `leg ${legId} was to be hung up ${now - since} ms ago and is up`);
    }
  }

  private stored(before: Leg | null, after: Leg, at: number): void {
    if (after.hangUpAsked && !this.hangUpStoredAt.has(after.id)) this.hangUpStoredAt.set(after.id, at);
    if (after.direction === 'outbound' && after.state === 'answered') this.expectAnswered(after.id, 'X2');
    if (before === null && after.direction === 'inbound') this.checkArrival(after);
  }

  /** [X1] A command is decided at the time it came: a caller arrived when the node was told of the call. */
  private checkArrival(leg: Leg): void {
    const told = this.arrivals.get(leg.id);
    if (told === undefined) return;
    this.arrivals.delete(leg.id);
    // After a failed commit it is handled again, at the time of the new writer.
    if (!told.wasDeciding || this.failedAt >= told.at || !told.session.isSteady(STEADY_MS)) return;
    if (leg.askedAt > Math.max(told.clockAt, told.latestAt))
      broken('X1', `the caller of leg ${leg.id} came at ${told.clockAt} and is stored as of ${leg.askedAt}`);
  }

  private checkPickedUp(world: StoredWorld, item: Item): void {
    if (item.kind === 'callback' && statesOnLine.has(item.state) && item.customerLegId !== null)
      this.expectAnswered(item.customerLegId, 'I9');
    if (item.state !== 'connected' || item.agentLegId === null) return;
    // A softphone that was away is rung anew while its customer hears music; how long is judged with the conversations.
    const isRungAgain = world.legs.get(item.agentLegId)?.state !== 'answered' && item.call !== null;
    if (!isRungAgain) this.expectAnswered(item.agentLegId, 'I9');
  }

  private expectAnswered(legId: string, number: string): void {
    const record = this.log.legs.get(legId);
    if (record?.direction === 'outbound' && record.answeredAt === null)
      broken(number, `leg ${legId} counts as answered, and nobody picked up`);
    if (record === undefined) broken(number, `leg ${legId} counts as answered, and the network never had it`);
  }

  private checkTold(world: StoredWorld, { kind, legId, session, at }: Told): void {
    if (!session.isOpen || !session.isSteady(STEADY_MS)) return;
    const row = world.legs.get(legId);
    if (kind === 'inbound') {
      if (!this.storedAt.has(legId))
        broken('X1', `${session.nodeId} was told of the caller of ${legId}: nothing is stored`);
    } else if (kind === 'ended') {
      // Out of order: the end of a call may be told of before the call.
      const wasKnown = (this.storedAt.get(legId) ?? Infinity) < at;
      if (row !== undefined && !isKeptAfterEnd(row) && wasKnown)
        broken('X1', `${session.nodeId} was told that leg ${legId} ended, its row still stands`);
    } else if (row !== undefined) {
      if (kind === 'answered' && !saysAnswered(row))
        broken('X1', `${session.nodeId} was told that leg ${legId} was answered, its row does not say so`);
    } else this.checkStray(legId);
  }

  private checkStray(legId: string): void {
    const record = this.log.legs.get(legId);
    if (record !== undefined && record.endedAt === null && !record.isDoubtful)
      broken('X2', `leg ${legId} rings or is up, serves nothing that is stored, and is not hung up`);
  }

  private checkStored(leg: Leg, session: PhoneSession): void {
    const isOlder = (this.storedAt.get(leg.id) ?? Infinity) < session.lookedUpAt;
    if (!isOlder) return;
    if (isKeptAfterEnd(leg)) return;
    const record = this.log.legs.get(leg.id);
    if (record === undefined) broken('X1', `leg ${leg.id} was never in the network when its row was looked up`);
    if (record.endedAt !== null && record.endedAt < session.lookedUpAt)
      broken('X1', `leg ${leg.id} was over when its row was looked up, and the row still stands`);
    if (
      leg.direction === 'outbound' &&
      record.answeredAt !== null &&
      record.answeredAt < session.lookedUpAt &&
      !saysAnswered(leg)
    )
      broken('X1', `leg ${leg.id} was picked up when its row was looked up, and the row does not say so`);
  }
}

/** Does the row show that somebody picked up? Who answers the number of an agent is asked first whether they take the call. */
function saysAnswered(leg: Leg): boolean {
  return leg.state === 'answered' || leg.hangUpAsked || leg.isLeaving || leg.confirmPlayId != null;
}

/** [I4], [I1] A leg that its item no longer names is hung up, or says goodbye. */
function checkLeftBehind(world: StoredWorld, { before }: RowChange<Item>): void {
  if (before === null) return;
  for (const legId of [before.customerLegId, before.agentLegId, before.call?.consult?.legId ?? null]) {
    const leg = legId === null ? undefined : world.legs.get(legId);
    if (leg === undefined || leg.hangUpAsked || leg.isLeaving) continue;
    const item = world.item(leg.itemId);
    const isOwned = item !== null && namesLeg(item, leg.id);
    if (!isOwned) broken('I4', `${before.id} let go of leg ${leg.id}, and nobody hangs it up`);
  }
}

/** A call that came in is kept for a while after its end, so that a repeated report of it makes no second caller. */
function isKeptAfterEnd(leg: Leg): boolean {
  return leg.direction === 'inbound' && leg.hangUpAsked;
}
