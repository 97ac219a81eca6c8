import { availableParallelism, cpus, totalmem } from 'node:os';

/** The machine and the time of a run, for whoever compares reports. */
export interface Circumstances {
  readonly at: string;
  readonly node: string;
  readonly processor: string;
  readonly coreCount: number;
  readonly memoryBytes: number;
}

/** What this machine is like now. `at` is ISO 8601 in UTC. */
export function circumstances(): Circumstances {
  return {
    at: new Date().toISOString(),
    node: process.version,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    coreCount: availableParallelism(),
    memoryBytes: totalmem(),
  };
}
