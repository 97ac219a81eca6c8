import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LoadPlan, LoadResult } from './run-load.ts';

const program = join(import.meta.dirname, 'main.ts');

/** Runs a load in a process of its own, so that the server does not pay for it. Rejects with what it said when it fails. */
export async function runLoadProcess(plan: LoadPlan): Promise<LoadResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(plan)]);
  // Written by our own load generator from a LoadResult.
  return JSON.parse(stdout) as LoadResult;
}
