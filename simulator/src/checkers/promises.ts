import type { Callback } from '@ringback/core';
import { broken } from '../broken.ts';
import type { Step } from './stored-world.ts';

/** A writer that has been steady for so long had every chance to warn, milliseconds. */
const STEADY_MS = 90_000;

/** When the writers' time moves by so much more than the true time, the next writer's clock was another one, milliseconds. */
const JUMP_MS = 5_000;

/** [Q10] A promise is settled once, and who is going to be let down is told before. */
export class PromiseWitness {
  private latest: { readonly at: number; readonly trueAt: number } | null = null;
  private jumpedAt = -Infinity;

  /** `isSteady`: has the writer been itself for so long? */
  written(step: Step, isSteady: (forMs: number) => boolean): void {
    this.followTime(step);
    for (const { before, after } of step.callbacks) {
      if (before?.promise == null || after?.promise == null || !isSame(before.promise, after.promise)) continue;
      const { isKept } = before.promise;
      if (isKept !== null && after.promise.isKept !== isKept)
        broken('Q10', `the promise to ${after.id} was ${isKept ? 'kept' : 'broken'} and is ${after.promise.isKept}`);
      const isBrokenNow = isKept === null && after.promise.isKept === false;
      if (isBrokenNow && !after.promise.isRiskTold && this.hadTime(step) && isSteady(STEADY_MS))
        broken('Q10', `the promise to ${after.id} was broken, and nobody told them before`);
    }
  }

  private followTime({ at, written: { at: trueAt } }: Step): void {
    const { latest } = this;
    if (latest !== null && Math.abs(at - latest.at - (trueAt - latest.trueAt)) > JUMP_MS) this.jumpedAt = trueAt;
    this.latest = { at, trueAt };
  }

  private hadTime({ written }: Step): boolean {
    return written.at - this.jumpedAt > STEADY_MS;
  }
}

function isSame(one: NonNullable<Callback['promise']>, other: NonNullable<Callback['promise']>): boolean {
  return one.fromAt === other.fromAt && one.toAt === other.toAt;
}
