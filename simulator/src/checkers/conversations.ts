import type { Leg } from '@ringback/core';
import { broken } from '../broken.ts';
import type { Item, RowChange, Step, StoredWorld } from './stored-world.ts';

type Talking = Item & { readonly call: NonNullable<Item['call']> };

/** How long a customer may hear music while the softphone of their agent comes back, milliseconds (D11). */
const REJOIN_MAX_MS = 20_000;

/**
 * [I9], [I5], [D11] Every conversation that a commit wrote: the customer is on the line with an agent who has them, or waits for
 * a softphone no longer than the rule says; who is asked by the agent is shown an offer, rung or on the line; nobody's phone is
 * rung twice.
 */
export function checkConversations(world: StoredWorld, step: Step): void {
  for (const { after } of [...step.callbacks, ...step.liveCalls]) {
    if (after === null || after.closedAt !== null) continue;
    if (after.state === 'connected' && after.call === null) broken('I9', `${after.id} is connected in no conversation`);
    if (isTalking(after)) checkTalking(world, after, step.at);
    else if (after.call?.consult != null && after.state !== 'wrapping_up')
      broken('I5', `${after.call.consult.agentId} is asked about ${after.id}, whose conversation is over`);
  }
  for (const change of step.legs) {
    if (change.after !== null) checkRungOnce(world, change.after);
    checkRungAgain(world, change);
  }
}

/** Is it a conversation that goes on? */
export function isTalking(item: Item): item is Talking {
  return item.state === 'connected' && item.call !== null;
}

/** Is the agent's phone away from a conversation that goes on? */
export function isAway(world: StoredWorld, item: Item): boolean {
  return item.agentLegId === null || world.legs.get(item.agentLegId)?.state !== 'answered';
}

function checkTalking(world: StoredWorld, item: Talking, at: number): void {
  if (item.agentId === null) broken('I9', `${item.id} is connected, and no agent has it`);
  const customerLeg = item.customerLegId === null ? undefined : world.legs.get(item.customerLegId);
  if (customerLeg === undefined || customerLeg.hangUpAsked)
    broken('I9', `${item.id} is connected, and its customer has no leg`);
  if (isAway(world, item)) checkAway(world, item, at);
  checkConsult(world, item);
}

function checkAway(world: StoredWorld, item: Talking, at: number): void {
  const endpoint = world.profiles.get(item.agentId ?? '')?.endpoint.type;
  if (endpoint !== 'softphone')
    broken('I9', `${item.id} is connected, and the phone of ${item.agentId} is gone for good`);
  if (item.dueAt === null || item.dueAt > at + REJOIN_MAX_MS)
    broken('I9', `${item.id} hears music while the phone of ${item.agentId} is away, until ${item.dueAt}, it is ${at}`);
}

function checkConsult(world: StoredWorld, item: Talking): void {
  const { consult } = item.call;
  // A row of an earlier form has none.
  if (consult === null || consult === undefined) return;
  const { agentId, state } = consult;
  if (!item.call.isOnHold) broken('D11', `${agentId} is asked about ${item.id}, whose customer hears it`);
  if (agentId === item.agentId) broken('I5', `${agentId} is asked about ${item.id}, which they have`);
  if (state === 'offered') {
    const offer = consult.offerId === null ? undefined : world.offers.get(consult.offerId);
    if (offer?.agentId !== agentId) broken('I5', `${agentId} is asked about ${item.id} without an offer`);
    return;
  }
  const leg = consult.legId === null ? undefined : world.legs.get(consult.legId);
  if (leg === undefined || leg.hangUpAsked) broken('I5', `${agentId} is asked about ${item.id}, and has no leg`);
  if (state === 'ringing' && leg.deadlineAt === null)
    broken('I5', `${agentId} is rung about ${item.id}, and nothing ends that`);
  if (state === 'talking' && leg.state !== 'answered')
    broken('I5', `${agentId} counts as on the line about ${item.id}, and did not answer`);
}

function checkRungOnce(world: StoredWorld, leg: Leg): void {
  if (leg.role !== 'agent' || leg.agentId === null || leg.hangUpAsked) return;
  for (const other of world.agentLegs.get(leg.agentId)?.values() ?? [])
    if (other.id !== leg.id && !other.hangUpAsked && !other.isLeaving)
      broken('D11', `the phone of ${leg.agentId} is rung for leg ${leg.id} beside leg ${other.id}`);
}

/** Whose phone rings already is not rung anew: the first ring would be cut off, and seem to be for nothing. */
function checkRungAgain(world: StoredWorld, { before, after }: RowChange<Leg>): void {
  if (before === null || before.hangUpAsked || after?.hangUpAsked !== true) return;
  if (after.role !== 'agent' || after.state === 'answered') return;
  const item = world.item(after.itemId);
  if (item?.state !== 'connected' || item.agentId !== after.agentId || item.agentLegId === null) return;
  if (item.agentLegId !== after.id)
    broken(
      'D11',
      `the phone of ${after.agentId} rings for leg ${item.agentLegId}, and rang for leg ${after.id} already`,
    );
}
