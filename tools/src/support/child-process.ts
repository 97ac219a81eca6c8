import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { repositoryRoot } from './repository.ts';

/** How a program ended and everything it said. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

// What we started ends with us, also when a signal ends us.
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill()));

/** Runs a program to its end and gathers stdout and stderr together. A program that cannot start ends with code 127. */
export function runProgram(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    running.add(child);
    let output = '';
    const gather = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout?.on('data', gather);
    child.stderr?.on('data', gather);
    child.on('error', (error) => resolve({ code: 127, output: output + error.message }));
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Runs a program of node_modules on this Node; the script is relative to node_modules. */
export function runModule(script: string, args: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  return runProgram(process.execPath, [`${repositoryRoot}/node_modules/${script}`, ...args], options);
}

/** Runs jobs with at most `limit` of them at the same time; answers in the order of the jobs. */
export async function runLimited<Job, Result>(
  jobs: readonly Job[],
  limit: number,
  run: (job: Job) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const waiting = [...jobs.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results.set(next[0], await run(next[1]));
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return [...results].sort(([left], [right]) => left - right).map(([, result]) => result);
}
