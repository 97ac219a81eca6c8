import type { AgentStatus } from '../wire/types.ts';

/** How many agents are ready, at work, not ready, and offline. */
export interface AgentCounts {
  readonly readyCount: number;
  readonly atWorkCount: number;
  readonly notReadyCount: number;
  readonly offlineCount: number;
}

/** Counts agents by what they can do now; each is counted once. */
export function countAgents(agents: readonly Pick<AgentStatus, 'presence' | 'activity'>[]): AgentCounts {
  const atWork = agents.filter((agent) => agent.activity !== 'idle');
  const idle = agents.filter((agent) => agent.activity === 'idle');
  const readyCount = idle.filter((agent) => agent.presence === 'available').length;
  const offlineCount = idle.filter((agent) => agent.presence === 'offline').length;
  return {
    readyCount,
    atWorkCount: atWork.length,
    notReadyCount: idle.length - readyCount - offlineCount,
    offlineCount,
  };
}
