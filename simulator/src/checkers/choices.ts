import type { HistoryEntry } from '@ringback/core';
import { isEligibleAsWritten } from '@ringback/testkit';
import { broken } from '../broken.ts';
import { skillsOf } from './routing.ts';
import { policiesDuring, type Item, type RowChange, type Step, type StoredWorld } from './stored-world.ts';

/** From this line priority on the customer is on the line already. */
const HOLDING_PRIORITY = 20_000_000;

interface Known {
  readonly presence: string;
  readonly activity: string;
}

/**
 * [W1], [Q8], [Q4], [Q13], [D1] Who got what: an agent who is there and free, has not refused it, is not in the way of the
 * preferred one, for a service that is not paused, and counts for one customer who is dialled ahead. The history tells every
 * change in its order, so each decision is held against the moment it was made at.
 */
export class ChoiceWitness {
  /** As the history last said. */
  private readonly agents = new Map<string, Known>();
  /** Agent -> the callback that is dialled because this agent is free, without holding them. */
  private readonly aheadByAgent = new Map<string, string>();
  private readonly agentByAhead = new Map<string, string>();

  written(world: StoredWorld, step: Step): void {
    for (const entry of step.written.batch.history) {
      if (entry.type === 'agent.changed') this.agentChanged(entry);
      else if (entry.type === 'callback.attempt_ended' || entry.type === 'offer.made')
        this.dialOver(entry.itemId ?? '');
      else if (entry.type === 'routing.decided') this.decided(world, step, entry);
    }
  }

  private agentChanged({ agentId, detail }: HistoryEntry): void {
    if (agentId === null) return;
    const known = { presence: String(detail['presence']), activity: String(detail['activity']) };
    this.agents.set(agentId, known);
    // Taken or gone: from now on they count anew.
    if (known.presence === 'available' && known.activity === 'idle') return;
    const itemId = this.aheadByAgent.get(agentId);
    if (itemId !== undefined) this.dialOver(itemId);
  }

  private dialOver(itemId: string): void {
    const agentId = this.agentByAhead.get(itemId);
    if (agentId === undefined) return;
    this.agentByAhead.delete(itemId);
    this.aheadByAgent.delete(agentId);
  }

  private decided(world: StoredWorld, step: Step, entry: HistoryEntry): void {
    const { agentId } = entry;
    if (agentId === null) return;
    const known = this.agents.get(agentId);
    if (known !== undefined && (known.presence !== 'available' || known.activity !== 'idle'))
      broken('W1', `${entry.itemId} went to ${agentId}, who is ${known.presence} and ${known.activity}`);
    const change = [...step.callbacks, ...step.liveCalls].find(({ key }) => key === entry.itemId);
    const item = change?.after ?? null;
    if (change === undefined || item === null) return;
    checkDeclined(step, change, agentId);
    this.checkPreferred(world, entry, change, item);
    const isOnLine = item.kind === 'live_call' || Number(entry.detail['linePriority']) >= HOLDING_PRIORITY;
    if (isOnLine) return;
    if (policiesDuring(world, step, item.serviceId).every(({ isPaused }) => isPaused))
      broken('Q13', `${item.id} of ${item.serviceId} was chosen although the service is paused`);
    if (
      item.kind === 'callback' &&
      item.delivery === 'customer_first' &&
      !item.isAgentReserved &&
      isAlone(step, item.id)
    )
      this.dialledAhead(agentId, item);
  }

  /** Who held the line in vain is dialled with a reserved agent (D5). */
  private dialledAhead(agentId: string, item: Item & { readonly kind: 'callback' }): void {
    if (item.isAtFront) return;
    const other = this.aheadByAgent.get(agentId);
    if (other !== undefined) broken('D1', `${agentId} counts for ${other}, and ${item.id} is dialled ahead as well`);
    this.aheadByAgent.set(agentId, item.id);
    this.agentByAhead.set(item.id, agentId);
  }

  private checkPreferred(world: StoredWorld, entry: HistoryEntry, { before }: RowChange<Item>, item: Item): void {
    const { preferredAgentId, preferredUntilAt } = item;
    if (preferredAgentId === null || preferredAgentId === entry.agentId || preferredUntilAt === null) return;
    if (preferredUntilAt <= entry.at || item.queueId !== entry.queueId) return;
    if (
      before !== null &&
      (before.preferredAgentId !== preferredAgentId || before.preferredUntilAt !== preferredUntilAt)
    )
      return;
    const presence = this.agents.get(preferredAgentId)?.presence;
    const profile = world.profiles.get(preferredAgentId);
    const queue = world.queues.get(item.queueId);
    if (presence === undefined || presence === 'offline' || profile === undefined || queue === undefined) return;
    const refused = [item, before ?? item].flatMap((row) => [...row.declinedAgentIds, ...row.excludedAgentIds]);
    if (!refused.includes(preferredAgentId) && isEligibleAsWritten(profile, queue, skillsOf(world, item), Infinity))
      broken('Q4', `${item.id} is kept for ${preferredAgentId} and went to ${entry.agentId}`);
  }
}

/** [Q8] Refused for good, or for now and not looked at again since. */
function checkDeclined(step: Step, { before, after }: RowChange<Item>, agentId: string): void {
  if (before === null || after === null) return;
  if (before.excludedAgentIds.includes(agentId))
    broken('Q8', `${after.id} went to ${agentId}, who refused it for good`);
  const isAgain = before.declinedAgentIds.includes(agentId) && after.declinedAgentIds.includes(agentId);
  if (isAgain && isAlone(step, after.id)) broken('Q8', `${after.id} went to ${agentId}, who had just declined it`);
}

/** Was it decided about once in this commit, so that its row afterwards tells of that decision? */
function isAlone(step: Step, itemId: string): boolean {
  const count = step.written.batch.history.filter(
    ({ type, itemId: about }) => about === itemId && (type === 'routing.decided' || type === 'offer.ended'),
  ).length;
  return count === 1;
}
