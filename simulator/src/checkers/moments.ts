import type { HistoryEntry } from '@ringback/core';
import { AgentsTold } from './agents-told.ts';
import { checkClaim } from './claims.ts';
import { checkForecast, checkShare, dialAheadOf } from './dials-ahead.ts';
import type { Hours } from './hours-of.ts';
import { checkInvitation } from './invitations.ts';
import { LateShares } from './late-shares.ts';
import type { Step, StoredWorld } from './stored-world.ts';

/** [R2], [D4] Follows the history entry by entry and has each decision judged by how things stood when it was made. */
export class MomentWitness {
  private readonly world: StoredWorld;
  private readonly hours: Hours;
  private readonly agents = new AgentsTold();
  private readonly lateShares = new LateShares();

  constructor(world: StoredWorld, hours: Hours) {
    this.world = world;
    this.hours = hours;
  }

  /** After a commit. */
  written(step: Step): void {
    for (const entry of step.written.batch.history) this.take(step, entry);
    this.lateShares.follow(this.world, step);
  }

  private take(step: Step, entry: HistoryEntry): void {
    const { world, hours, agents } = this;
    switch (entry.type) {
      case 'agent.changed':
        return agents.take(entry);
      case 'live_call.invited':
        return checkInvitation({ world, hours, agents, step }, entry);
      case 'callback.confirmed':
      case 'callback.connected':
      case 'callback.attempt_ended':
        return this.lateShares.take(world, entry);
      case 'routing.decided':
        return entry.agentId === null ? this.dialledAhead(step, entry) : checkClaim(world, step, entry);
      default:
    }
  }

  private dialledAhead(step: Step, entry: HistoryEntry): void {
    const ahead = dialAheadOf(this.world, this.agents, step, entry);
    if (ahead === null) return;
    checkShare(ahead, this.lateShares.shareOf(entry));
    checkForecast(ahead);
  }
}
