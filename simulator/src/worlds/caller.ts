/** One caller of a world, and what became of them. Times are the world's: milliseconds from its beginning, not rounded. */
export interface Caller {
  /** Order of arrival. */
  readonly index: number;
  /** The number they dial; it names the service. */
  readonly to: string;
  readonly arrivedAt: number;
  /** How long they wait before they hang up; Infinity for ever. */
  readonly patienceMs: number;
  /** How long an agent will be occupied with them. */
  readonly serviceMs: number;
  startedAt: number | null;
  hungUpAt: number | null;
}

/** Waits in the line: neither with an agent nor gone. */
export function isWaiting(caller: Caller): boolean {
  return caller.startedAt === null && caller.hungUpAt === null;
}

/** How long the caller waited, milliseconds; null while they still do. */
export function waitedMs(caller: Caller): number | null {
  const endedAt = caller.startedAt ?? caller.hungUpAt;
  return endedAt === null ? null : endedAt - caller.arrivedAt;
}
