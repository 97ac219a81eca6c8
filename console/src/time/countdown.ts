/** What a countdown shows at one moment. */
export interface Countdown {
  readonly leftMs: number;
  /** Part of the whole time that is left, 1 at the start and 0 at the end. */
  readonly leftRatio: number;
  readonly over: boolean;
}

/** The countdown between two instants (ISO 8601 or epoch ms) seen at `nowMs`. A start that is unknown counts from 0 length. */
export function countdownAt(startsAt: string | number | null, endsAt: string | number, nowMs: number): Countdown {
  const endMs = instantMs(endsAt);
  const startMs = startsAt === null ? endMs : instantMs(startsAt);
  const leftMs = Math.max(0, endMs - nowMs);
  const wholeMs = endMs - startMs;
  const leftRatio = wholeMs <= 0 ? (leftMs > 0 ? 1 : 0) : Math.min(1, leftMs / wholeMs);
  return { leftMs, leftRatio, over: leftMs === 0 };
}

/** Whole seconds left, rounded up, so that "0 s" is shown only when the time is over. */
export function secondsLeft(leftMs: number): number {
  return Math.ceil(Math.max(0, leftMs) / 1000);
}

/** Time since an instant, never negative. */
export function elapsedMs(since: string | number, nowMs: number): number {
  return Math.max(0, nowMs - instantMs(since));
}

/** Epoch milliseconds of an ISO 8601 text or a number that is one already. */
export function instantMs(instant: string | number): number {
  return typeof instant === 'number' ? instant : Date.parse(instant);
}
