import { broken } from '../broken.ts';
import type { NetworkLog, Told } from '../network-log.ts';
import type { Item, RowChange, Step, StoredWorld } from './stored-world.ts';

/** What a node was told of is decided and stored after this long, milliseconds. */
const DECIDED_AFTER_MS = 5_000;
/** The node that was told must have been itself for longer than that, milliseconds. */
const STEADY_MS = 22_000;
/** In these nobody talks to the customer yet, and a machine ends the attempt. */
const statesBeforeTalk: ReadonlySet<string> = new Set(['dialing', 'confirming', 'holding']);

/**
 * [D7] A machine gets no agent: of whom a node was told that they are one is not connected, and not kept. And no message meant
 * for machines is left to somebody who never sounded like one.
 */
export class MachineWitness {
  private readonly log: NetworkLog;
  /** Machines a deciding node was told of before anybody talked to them, by leg. */
  private readonly told = new Map<string, Told>();
  private failedAt = -Infinity;

  constructor(log: NetworkLog, world: StoredWorld) {
    this.log = log;
    log.onTold((told) => {
      if (told.kind !== 'machine_heard' || !told.wasDeciding || this.told.has(told.legId)) return;
      const leg = world.legs.get(told.legId);
      const item = world.item(leg?.itemId ?? '');
      // Out of order: a beep may be told of before the answer, and says nothing then.
      if (leg?.state === 'answered' && item?.customerLegId === told.legId && statesBeforeTalk.has(item.state))
        this.told.set(told.legId, told);
    });
  }

  /** A node failed. */
  failed(at: number): void {
    this.failedAt = at;
  }

  /** After a commit. */
  written(step: Step): void {
    for (const change of step.callbacks) this.checkConnected(change, step.written.at);
    for (const { phone } of step.written.batch.effects)
      if (phone.kind === 'leave_message') this.checkMessage(step, phone.legId);
    for (const { key, after } of step.legs) if (after === null) this.told.delete(key);
  }

  private checkConnected({ before, after }: RowChange<Item>, at: number): void {
    if (after === null || after.customerLegId === null || before === null || before.state === after.state) return;
    const told = this.told.get(after.customerLegId);
    if (told === undefined || at - told.at < DECIDED_AFTER_MS || this.isDoubtful(told)) return;
    broken(
      'D7',
      `${after.id} is ${after.state}: a machine answered leg ${told.legId}, and that was told ${at - told.at} ms ago`,
    );
  }

  private checkMessage(step: Step, legId: string): void {
    const leg = this.log.legs.get(legId);
    if (leg === undefined) return;
    if (leg.machine === null) broken('D7', `a message for machines is left on leg ${legId}, which a person answered`);
    const { bridgeId } = leg;
    if (bridgeId === null) return;
    const isParted = step.written.batch.effects.some(
      ({ phone }) => phone.kind === 'unbridge' && phone.bridgeId === bridgeId,
    );
    if (!isParted) broken('D7', `a message is left on leg ${legId}, and an agent talks into it`);
  }

  private isDoubtful(told: Told): boolean {
    return !told.session.isOpen || !told.session.isSteady(STEADY_MS) || this.failedAt >= told.at;
  }
}
