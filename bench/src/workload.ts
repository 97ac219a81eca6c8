/** A figure of a workload: its name, its value in its unit, and its goal where it has one. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** `per_s`, `ms`, `us`, `bytes`, `count`, `ratio`. */
  readonly unit: 'per_s' | 'ms' | 'us' | 'bytes' | 'count' | 'ratio';
  readonly goal?: { readonly is: 'at_least' | 'at_most'; readonly value: number };
}

/** One point of a growth curve: a figure measured with so many callbacks waiting. */
export interface GrowthPoint {
  readonly waitingCount: number;
  readonly figures: readonly Figure[];
}

/** What a workload measured, in one run, on one machine. */
export interface WorkloadReport {
  readonly workload: string;
  /** What was set up, in words and counts, so that somebody else can repeat it. */
  readonly setup: Readonly<Record<string, string | number>>;
  readonly figures: readonly Figure[];
  /** Beside 10^3 to 10^6 waiting; empty where growth means nothing. */
  readonly growth: readonly GrowthPoint[];
}

/** What the command line gives a workload. `scale` 1 is the whole thing; a test runs a thousandth of it. */
export interface WorkloadOptions {
  readonly scale: number;
  /** Tells progress in one line of words. */
  readonly say: (line: string) => void;
}

/** Runs one workload from nothing to its report, and stops what it started. */
export type Workload = (options: WorkloadOptions) => Promise<WorkloadReport>;
