import type { HistoryEntry } from '@ringback/core';
import type { StoredWorld } from './stored-world.ts';

/** How an agent stands: the presence they chose, and what they do. */
export interface Standing {
  readonly presence: unknown;
  readonly activity: unknown;
}

const OFFLINE: Standing = { presence: 'offline', activity: 'idle' };

/** The agents as the history tells of them, entry by entry: how each stood at any moment of a commit, whatever its row says after. */
export class AgentsTold {
  private readonly told = new Map<string, Readonly<Record<string, unknown>>>();

  /** Takes in an `agent.changed`. */
  take({ agentId, detail }: HistoryEntry): void {
    if (agentId !== null) this.told.set(agentId, detail);
  }

  /** How an agent stands now. Of whom nothing was told yet the row has never changed. */
  of(world: StoredWorld, agentId: string): Standing {
    const told = this.told.get(agentId);
    if (told !== undefined) return { presence: told['presence'], activity: told['activity'] };
    return world.agents.get(agentId) ?? OFFLINE;
  }
}
