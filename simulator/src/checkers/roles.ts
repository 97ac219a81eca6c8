import { broken } from '../broken.ts';

/** What a node takes itself for. */
export interface Role {
  readonly nodeId: string;
  readonly role: string;
}

/** [X3] One decides, the others stand by: asked again and again, in quiet times. */
export class RoleWitness {
  private fence: number | null = null;
  private suspectIds: ReadonlySet<string> = new Set();

  /** `holderId` and `fence` are of the lease at this moment. */
  steady(roles: readonly Role[], holderId: string, fence: number): void {
    const others = roles.filter(({ nodeId, role }) => nodeId !== holderId && role !== 'standby');
    // Under one lease since the last look: whoever does not hold it has asked for it many times meanwhile.
    if (fence === this.fence)
      for (const { nodeId, role } of others)
        if (this.suspectIds.has(nodeId))
          broken('X3', `${nodeId} is ${role}, and ${holderId} has held the lease for long`);
    this.fence = fence;
    this.suspectIds = new Set(others.map(({ nodeId }) => nodeId));
  }
}
