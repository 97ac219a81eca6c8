import { type Caller, isWaiting } from './caller.ts';

/**
 * Those of one line in order of arrival, the world's own book beside core's line. It knows nothing of how core orders: who
 * has left is skipped, whoever they were.
 */
export class ArrivalOrder {
  private callers: Caller[] = [];
  private from = 0;

  add(caller: Caller): void {
    this.callers.push(caller);
  }

  /** The one who has waited longest of those who still wait, or null. */
  head(): Caller | null {
    for (let caller = this.callers[this.from]; caller !== undefined; caller = this.callers[this.from]) {
      if (isWaiting(caller)) return caller;
      this.from += 1;
    }
    this.callers = [];
    this.from = 0;
    return null;
  }
}
