import { broken } from '../broken.ts';
import type { NetworkLog, PhoneSession } from '../network-log.ts';
import { isAway, isTalking } from './conversations.ts';
import type { Item, Step, StoredWorld } from './stored-world.ts';

/** Who is to hear whom must be so in the network after this long, milliseconds. */
const SETTLED_MS = 20_000;

/** Requests of a node that died arrive no later than this, milliseconds. */
const ON_ITS_WAY_MS = 8_000;

/**
 * [I9], [D11] Who hears whom, in the network beside the rows: customer and agent while they are connected, the two agents while
 * one asks the other, and nobody hears a customer on hold.
 */
export class BridgeWitness {
  private readonly log: NetworkLog;
  /** Who was to hear whom when last stored, and since when, true time. */
  private readonly stable = new Map<string, { readonly key: string; readonly sinceAt: number }>();

  constructor(log: NetworkLog) {
    this.log = log;
  }

  /** After a commit. */
  written(world: StoredWorld, step: Step): void {
    for (const { key, after } of [...step.callbacks, ...step.liveCalls]) this.noted(world, key, after, step.written.at);
    for (const { after } of step.legs)
      if (after !== null) this.noted(world, after.itemId, world.item(after.itemId), step.written.at);
  }

  /** Now and then, of a writer that has been steady. */
  steady(world: StoredWorld, nodeId: string, now: number): void {
    const session = this.log.sessions.get(nodeId);
    if (session === undefined || !session.isOpen) return;
    for (const [itemId, { sinceAt }] of this.stable) {
      const item = world.item(itemId);
      if (item !== null && now - sinceAt >= SETTLED_MS && this.isOwn(session, sinceAt)) this.check(world, item);
    }
  }

  /** Decided and asked for by the node that is asked about, with nothing of an earlier one on its way. */
  private isOwn(session: PhoneSession, sinceAt: number): boolean {
    return sinceAt > session.lookedUpAt + ON_ITS_WAY_MS;
  }

  private noted(world: StoredWorld, itemId: string, item: Item | null, at: number): void {
    if (item === null || !isTalking(item)) {
      this.stable.delete(itemId);
      return;
    }
    const { isOnHold, consult } = item.call;
    const leg = item.customerLegId === null ? undefined : world.legs.get(item.customerLegId);
    const asked = consult?.state === 'talking' ? consult.legId : null;
    const parts = [item.customerLegId, item.agentLegId, isAway(world, item), isOnHold, asked, leg?.noticePlayId];
    const key = parts.join(' ');
    if (this.stable.get(itemId)?.key !== key) this.stable.set(itemId, { key, sinceAt: at });
  }

  private check(world: StoredWorld, item: Item): void {
    if (!isTalking(item) || isAway(world, item)) return;
    const { customerLegId, agentLegId, call } = item;
    const leg = customerLegId === null ? undefined : world.legs.get(customerLegId);
    if (leg === undefined || leg.noticePlayId !== null || this.log.doubtfulIds.has(call.bridgeId)) return;
    const asked = call.consult?.state === 'talking' ? call.consult : null;
    if (!call.isOnHold && this.isBridged(customerLegId, agentLegId) === false)
      broken('I9', `${item.id} is connected, and its customer and ${item.agentId} do not hear each other`);
    if (call.isOnHold && this.isBridged(customerLegId, agentLegId) === true)
      broken('D11', `${item.id} is on hold, and its customer and ${item.agentId} hear each other`);
    if (asked === null || this.log.doubtfulIds.has(asked.bridgeId)) return;
    if (this.isBridged(agentLegId, asked.legId) === false)
      broken('D11', `${item.agentId} asks ${asked.agentId} about ${item.id}, and they do not hear each other`);
    if (this.isBridged(customerLegId, asked.legId) === true)
      broken('D11', `${asked.agentId} is asked about ${item.id}, and the customer hears it`);
  }

  /** Are the two bridged with each other? Null where one of them is gone. */
  private isBridged(oneId: string | null, otherId: string | null): boolean | null {
    const one = oneId === null ? undefined : this.log.upLegs.get(oneId);
    const other = otherId === null ? undefined : this.log.upLegs.get(otherId);
    if (one === undefined || other === undefined) return null;
    return one.bridgeId !== null && one.bridgeId === other.bridgeId;
  }
}
