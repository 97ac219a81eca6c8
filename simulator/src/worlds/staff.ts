/** An agent of a kind whose number changes during the day. */
interface StaffMember {
  readonly agentId: string;
  isIn: boolean;
  isBusy: boolean;
}

/**
 * How many agents of one kind are in, as the published programs change it: when there are to be fewer, the idle leave at
 * once, and then whoever finishes a conversation first, until no more are in than should be. Nobody takes a new call before.
 */
export class Staff {
  private readonly members: readonly StaffMember[];
  private readonly setPresence: (agentId: string, presence: 'available' | 'offline') => void;
  private wantedCount = 0;

  constructor(agentIds: readonly string[], setPresence: (agentId: string, presence: 'available' | 'offline') => void) {
    this.members = agentIds.map((agentId) => ({ agentId, isIn: false, isBusy: false }));
    this.setPresence = setPresence;
  }

  /** From now on `count` agents should be in. */
  resize(count: number): void {
    this.wantedCount = count;
    for (const member of this.members) {
      if (!member.isIn && this.presentCount < count) this.move(member, true);
      else if (member.isIn && !member.isBusy && this.presentCount > count) this.move(member, false);
    }
  }

  /** An agent has a caller. */
  begins(agentId: string): void {
    const member = this.members.find((one) => one.agentId === agentId);
    if (member !== undefined) member.isBusy = true;
  }

  /** An agent's conversation is over, and core does not know it yet: whoever is too many goes now. */
  finishes(agentId: string): void {
    const member = this.members.find((one) => one.agentId === agentId);
    if (member === undefined) return;
    member.isBusy = false;
    if (this.presentCount > this.wantedCount) this.move(member, false);
  }

  private move(member: StaffMember, isIn: boolean): void {
    member.isIn = isIn;
    this.setPresence(member.agentId, isIn ? 'available' : 'offline');
  }

  get busyCount(): number {
    return this.members.reduce((sum, member) => sum + (member.isBusy ? 1 : 0), 0);
  }

  /** Agents in, those too many included who still talk. */
  get presentCount(): number {
    return this.members.reduce((sum, member) => sum + (member.isIn ? 1 : 0), 0);
  }
}
