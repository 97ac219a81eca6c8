/** What a gate found. A gate passes when it has no problems. */
export interface GateResult {
  readonly name: string;
  readonly problems: readonly string[];
  /** How many things it looked at: files, projects. */
  readonly seenCount: number;
}
