import { broken } from '../broken.ts';
import { agentsOf, type Item, type RowChange, type Step, type StoredWorld } from './stored-world.ts';

/** [I5] An agent has at most one item, both know of it, and what the agent does fits. */
export function checkAgents(world: StoredWorld, step: Step): void {
  const agentIds = new Set(step.agents.map(({ key }) => key));
  for (const change of step.callbacks) addAgentsOf(agentIds, change);
  for (const change of step.liveCalls) addAgentsOf(agentIds, change);
  for (const agentId of agentIds) checkAgent(world, agentId);
}

function addAgentsOf(agentIds: Set<string>, { before, after }: RowChange<Item>): void {
  if (before !== null) for (const agentId of agentsOf(before)) agentIds.add(agentId);
  if (after !== null) for (const agentId of agentsOf(after)) agentIds.add(agentId);
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
