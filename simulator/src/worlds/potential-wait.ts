import { type Caller, isWaiting } from './caller.ts';

/**
 * The potential wait of everybody who found all agents busy: how long they would have waited with endless patience, also of
 * those who gave up. Only those who stand before a caller decide it, so no test customers are needed: somebody who gave up
 * would have been served by the first agent who became free when nobody who came before them waited any more. Whoever
 * comes later changes nothing of that, and so is not changed by the caller's staying.
 */
export class PotentialWaits<C extends Caller> {
  private readonly settled: (caller: C, potentialWaitMs: number) => void;
  private open: C[] = [];
  private from = 0;

  /** `settled` is called once for each delayed caller, when their potential wait is known. */
  constructor(settled: (caller: C, potentialWaitMs: number) => void) {
    this.settled = settled;
  }

  /** A caller found everybody busy. In order of arrival. */
  queued(caller: C): void {
    this.open.push(caller);
  }

  /** A delayed caller was served: the wait they had is the one they could have had. */
  served(caller: C, at: number): void {
    this.settled(caller, at - caller.arrivedAt);
  }

  /** An agent became free and has not taken anybody yet: the turn of all who gave up and had nobody before them. */
  agentFrees(at: number): void {
    for (let caller = this.open[this.from]; caller !== undefined; caller = this.open[this.from]) {
      if (isWaiting(caller)) break;
      if (caller.hungUpAt !== null) this.settled(caller, at - caller.arrivedAt);
      this.from += 1;
    }
    this.forgetSettled();
  }

  private forgetSettled(): void {
    if (this.from < 1024 || this.from * 2 < this.open.length) return;
    this.open = this.open.slice(this.from);
    this.from = 0;
  }
}
