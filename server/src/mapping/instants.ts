let latest = { at: 0, text: new Date(0).toISOString() };

/** An instant on the wire: ISO 8601 in UTC. Remembers the last one: the same instant stands in a callback several times. */
export function toIso(at: number): string {
  if (at !== latest.at) latest = { at, text: new Date(at).toISOString() };
  return latest.text;
}

/** As `toIso`; null stays null. */
export function toIsoOrNull(at: number | null): string | null {
  return at === null ? null : toIso(at);
}

/** Epoch milliseconds of an instant that the contract has checked. */
export function fromIso(text: string): number {
  return Date.parse(text);
}

/** As `fromIso`; what was left out is null. */
export function fromIsoOrNull(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : fromIso(text);
}
