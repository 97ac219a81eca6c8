/** One line for the person at the terminal. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Seconds since a start, for people: `3.4 s`. */
export function secondsSince(startedAtMs: number): string {
  return `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`;
}
