let offsetMs = 0;

/**
 * Learns the server's clock from the `Date` header of an answer. The header counts whole seconds, so small differences are
 * ignored; a workstation whose clock is wrong would otherwise show wrong countdowns.
 */
export function learnServerTime(dateHeader: string | null, localNowMs: number): void {
  const serverMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(serverMs)) return;
  const difference = serverMs + 500 - localNowMs;
  offsetMs = Math.abs(difference) > 2_000 ? difference : 0;
}

/** The server's time now, as well as it is known, in epoch milliseconds. */
export function serverNowMs(localNowMs: number = Date.now()): number {
  return localNowMs + offsetMs;
}
