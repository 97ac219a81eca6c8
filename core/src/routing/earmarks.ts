import type { AgentState } from '../agents/agent-state.ts';
import type { Turn } from '../contact-center/turn.ts';

/**
 * Customer-first without reservation: an agent who is free lets one customer be dialled, and stays free for whoever
 * comes first (D1). The earmark only keeps a second customer from being dialled for the same agent.
 */
export function earmark(turn: Turn, agent: AgentState, itemId: string): void {
  agent.earmarkedItemId = itemId;
  turn.center.earmarks.set(itemId, agent.id);
  turn.saveAgent(agent);
}

/** The dial this agent was counted for is over, or the agent was taken: they count again. */
export function clearEarmark(turn: Turn, agent: AgentState): void {
  if (agent.earmarkedItemId === null) return;
  turn.center.earmarks.delete(agent.earmarkedItemId);
  agent.earmarkedItemId = null;
  turn.saveAgent(agent);
  turn.center.agentsToMatch.add(agent.id);
}

/** Frees whichever agent was earmarked for an item whose dial ended. */
export function clearEarmarkOf(turn: Turn, itemId: string): void {
  const agentId = turn.center.earmarks.get(itemId);
  const agent = agentId === undefined ? undefined : turn.center.agents.get(agentId);
  if (agent !== undefined) clearEarmark(turn, agent);
}
