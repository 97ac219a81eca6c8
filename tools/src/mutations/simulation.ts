import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../support/child-process.ts';
import { numberIn, type Verdict } from './verdict.ts';

const SIMULATION_MAX_MS = 900_000;

/** Is there a simulator to ask? */
export function hasSimulator(root: string): boolean {
  return existsSync(join(root, 'simulator/src/main.ts'));
}

/** Which worlds are played: the seeds 1 to `seedCount` of a profile. */
export interface Seeds {
  readonly seedCount: number;
  readonly profile: string;
}

/** Plays seeds in a copy until one fails and says what noticed; null when none did. */
export async function runSimulation(root: string, { seedCount, profile }: Seeds): Promise<Verdict | null> {
  const startedAtMs = performance.now();
  const world = ['--seeds', `1..${seedCount}`, '--profile', profile, '--once', '--stop-at-first', '--json'];
  const ended = await runProgram(process.execPath, ['simulator/src/main.ts', ...world], {
    cwd: root,
    timeout: SIMULATION_MAX_MS,
    killSignal: 'SIGKILL',
  });
  if (ended.code === 0) return null;
  if (performance.now() - startedAtMs >= SIMULATION_MAX_MS) return { kind: 'does_not_end', where: 'simulator' };
  return readFailure(ended.output);
}

/** The first failing seed and what its checker said, from what the simulator reports. */
export function readFailure(output: string): Verdict {
  const message = firstFailureIn(output) ?? output.trim().split('\n').at(-1) ?? '';
  const seed = Number(/\(seed (\d+),/u.exec(message)?.[1] ?? 1);
  const [what = ''] = message.split(/\n| \(seed /u);
  return { kind: 'simulator', seed, seedCount: seed, number: numberIn(what), message: what.trim().slice(0, 200) };
}

function firstFailureIn(output: string): string | null {
  const line = output.split('\n').findLast((each) => each.startsWith('{') && each.includes('"failures":'));
  const failures: unknown = line === undefined ? null : Object(JSON.parse(line)).failures;
  return Array.isArray(failures) && typeof failures[0] === 'string' ? failures[0] : null;
}
