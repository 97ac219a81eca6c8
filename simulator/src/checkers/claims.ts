import type { HistoryEntry } from '@ringback/core';
import { isEligibleAsWritten } from '@ringback/testkit';
import { broken } from '../broken.ts';
import { dialsUnderWay, isUnreserved } from './dials-ahead.ts';
import { skillsOf } from './routing.ts';
import type { Step, StoredWorld } from './stored-world.ts';

/**
 * [D4] An agent who becomes free counts for a customer who is being rung already: another one is rung for them only when there is
 * no such customer whom they may serve. Judged where the commit wrote no other agent, who may have counted for a while.
 */
export function checkClaim(world: StoredWorld, step: Step, { itemId, agentId, queueId }: HistoryEntry): void {
  const queue = world.queues.get(queueId ?? '');
  const change = step.callbacks.find(({ key }) => key === itemId);
  const profile = world.profiles.get(agentId ?? '');
  if (queue === undefined || profile === undefined || change?.before == null || change.after === null) return;
  if (change.before.state !== 'waiting' || !isUnreserved(change.before) || !isUnreserved(change.after)) return;
  if ((world.services.get(change.after.serviceId)?.dialAhead ?? null) === null) return;
  if (step.agents.some(({ key }) => key !== agentId)) return;
  const before = step.agents.find(({ key }) => key === agentId)?.before?.earmarkedItemId;
  for (const rung of dialsUnderWay({ world, step, queue })) {
    const isCounted = rung.id === before || [...world.agents.values()].some((one) => one.earmarkedItemId === rung.id);
    if (!isCounted && isEligibleAsWritten(profile, queue, skillsOf(world, rung), Infinity))
      broken('D4', `${itemId} is rung for ${agentId}, who is to count for ${rung.id}, whom nobody counts for`);
  }
}
