/** An invariant did not hold. The run that finds one adds the seed, the virtual time and the command that repeats it. */
export class BrokenInvariantError extends Error {
  override readonly name = 'BrokenInvariantError';
  /** `I1` to `I10` of the design. */
  readonly invariant: string;

  constructor(invariant: string, what: string) {
    super(`[${invariant}] ${what}`);
    this.invariant = invariant;
  }
}

/** Fails the run: this invariant does not hold. */
export function broken(invariant: string, what: string): never {
  throw new BrokenInvariantError(invariant, what);
}
