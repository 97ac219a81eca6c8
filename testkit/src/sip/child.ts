import { spawn, type ChildProcess } from 'node:child_process';

/** A program that a test started, and what it has said so far. */
export interface TestProgram {
  readonly pid: number;
  /** stdout and stderr together. */
  readonly output: () => string;
  readonly hasEnded: () => boolean;
  /** Ends it by its pid and waits until it is gone; kills it when a signal is not enough for a second. */
  readonly stop: () => Promise<void>;
}

const mostOutputLength = 1_000_000;
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts a program that ends with this process at the latest. */
export function startProgram(program: string, args: readonly string[], folder: string): TestProgram {
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  const gather = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-mostOutputLength));
  child.stdout.on('data', gather);
  child.stderr.on('data', gather);
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    const finish = (): void => {
      isOver = true;
      running.delete(child);
      resolve();
    };
    child.on('error', (error) => {
      output += error.message;
      finish();
    });
    child.on('exit', finish);
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), 1000);
    await ended;
    clearTimeout(patience);
  };
  return { pid: child.pid ?? 0, output: () => output, hasEnded: () => isOver, stop };
}
