import { broken } from '../broken.ts';
import type { Step, StoredWorld } from './stored-world.ts';

/** [I5] An agent has at most one item, both know of it, and what the agent does fits. */
export function checkAgents(world: StoredWorld, step: Step): void {
  const agentIds = new Set(step.agents.map(({ key }) => key));
  for (const { before, after } of [...step.callbacks, ...step.liveCalls]) {
    if (before !== null && before.agentId !== null) agentIds.add(before.agentId);
    if (after !== null && after.agentId !== null) agentIds.add(after.agentId);
  }
  for (const agentId of agentIds) checkAgent(world, agentId);
}

function checkAgent(world: StoredWorld, agentId: string): void {
  const agent = world.agents.get(agentId);
  const items = [...(world.itemsByAgent.get(agentId) ?? [])];
  if (agent === undefined) {
    if (items.length > 0) broken('I5', `${items[0]} is with ${agentId}, who is not there`);
    return;
  }
  if (items.length > 1) broken('I5', `${agentId} has ${items.join(' and ')}`);
  if (agent.itemId !== (items[0] ?? null)) broken('I5', `${agentId} knows ${agent.itemId}, but has ${items[0]}`);
  if ((agent.activity === 'idle') !== (agent.itemId === null))
    broken('I5', `${agentId} is ${agent.activity} with ${agent.itemId}`);
  if ((agent.activity === 'offered') !== (agent.offerId !== null))
    broken('I5', `${agentId} is ${agent.activity} with offer ${agent.offerId}`);
  const offer = agent.offerId === null ? undefined : world.offers.get(agent.offerId);
  if (agent.offerId !== null && offer?.agentId !== agentId)
    broken('I5', `${agentId} has offer ${agent.offerId}, which is not stored`);
  const earmarked = agent.earmarkedItemId;
  const onTheWay = earmarked === null ? undefined : world.callbacks.get(earmarked);
  const isAskedToCall = onTheWay?.state === 'notified' || onTheWay?.state === 'awaiting_call';
  if (earmarked !== null && !isAskedToCall && onTheWay?.attemptId == null)
    broken('I5', `${agentId} is earmarked for ${earmarked}, who is not being dialled`);
}
