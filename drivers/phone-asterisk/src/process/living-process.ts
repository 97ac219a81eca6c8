import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineFolders } from '../configuration/index.ts';

/** A process may be looked for this often, milliseconds. */
const LOOK_EVERY_MS = 250;

/**
 * The process that runs in these folders by the engine's own note, or null. A number that belongs to another program by now is
 * no answer, where the system tells (Linux, /proc).
 */
export function livingPidIn({ run, configuration }: EngineFolders): number | null {
  const pid = Number(readOrNull(join(run, 'asterisk.pid'))?.trim() ?? '');
  if (!Number.isSafeInteger(pid) || pid < 2 || !isAlive(pid)) return null;
  const commandLine = readOrNull(`/proc/${pid}/cmdline`);
  return commandLine === null || commandLine.includes(configuration) ? pid : null;
}

/** Resolves when there is no such process any more. */
export async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS).unref());
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  // A killed child that nobody has waited for yet still has its number.
  return !/^State:\s*Z/mu.test(readOrNull(`/proc/${pid}/status`) ?? '');
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
