import type { PhoneEffect } from '@ringback/core';

/**
 * Lets the phone system be asked in the order of the decisions, leg by leg: a hang-up that overtook its dial would find no
 * leg to end, and the customer would be rung after the cancellation (invariant I4). Different legs do not wait for each other.
 */
export class EffectOrder {
  private readonly tails = new Map<string, Promise<void>>();

  /** Runs `work` when what was asked of the same legs and bridge before is over. `work` must not reject. */
  run(effect: PhoneEffect, work: () => Promise<void>): Promise<void> {
    const keys = keysOf(effect);
    const before: Promise<void>[] = [];
    for (const key of keys) {
      const tail = this.tails.get(key);
      if (tail !== undefined) before.push(tail);
    }
    const own = before.length === 0 ? work() : Promise.all(before).then(work);
    for (const key of keys) this.tails.set(key, own);
    void own.then(() => this.forget(keys, own));
    return own;
  }

  /** Settles when everything asked so far is over. */
  async idle(): Promise<void> {
    await Promise.all(this.tails.values());
  }

  private forget(keys: readonly string[], own: Promise<void>): void {
    for (const key of keys) if (this.tails.get(key) === own) this.tails.delete(key);
  }
}

function keysOf(effect: PhoneEffect): readonly string[] {
  if (effect.kind === 'bridge') return [effect.bridgeId, ...effect.legIds];
  if (effect.kind === 'record') return [effect.recordingId, effect.bridgeId];
  if (effect.kind === 'stop_recording') return [effect.recordingId];
  return [effect.kind === 'unbridge' ? effect.bridgeId : effect.legId];
}
