import { keepOutput } from '../child-output.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/** A program that serves HTTP, started for a measurement. */
export interface ServerProcess {
  readonly pid: number;
  /** Ends it and resolves when it is gone. */
  stop(): Promise<void>;
}

const READY_MAX_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** Starts a program and resolves when `readyUrl` answers well. Rejects with what it said when it ends or does not get ready. */
export async function startServerProcess(options: {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly readyUrl: string;
}): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...options.args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'UTC', ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = keepOutput(child);
  const stop = (): Promise<void> => end(child);
  try {
    await untilReady(child, options.readyUrl);
  } catch (error) {
    await stop();
    throw new Error(`the server did not become ready: ${said()}`, { cause: error });
  }
  return { pid: child.pid ?? 0, stop };
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  for (const startedAt = performance.now(); performance.now() - startedAt < READY_MAX_MS; await wait(LOOK_EVERY_MS)) {
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
    const isReady = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
  }
  throw new Error(`${url} did not answer in time`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
