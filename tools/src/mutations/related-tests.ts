import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runProgram } from '../support/child-process.ts';
import { casesIn, numberIn, type Verdict } from './verdict.ts';

/** The tests that stand nearest to the guards. */
export const usualTests: readonly string[] = ['core', 'engine', 'testkit'];

const TESTS_MAX_MS = 600_000;

/** Runs the tests of these folders or files in a copy and says which failed first; null when all passed. */
export async function runRelatedTests(root: string, filters: readonly string[]): Promise<Verdict | null> {
  const reportFile = join(root, 'test-report.json');
  rmSync(reportFile, { force: true });
  const reporters = ['--reporter=json', `--outputFile.json=${reportFile}`];
  // Threads end with their process, also those that a mutation sent round in circles.
  const limits = ['--pool=threads', '--maxWorkers=1', '--bail=1'];
  const startedAtMs = performance.now();
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...limits, ...filters];
  const ended = await runProgram(process.execPath, args, { cwd: root, timeout: TESTS_MAX_MS, killSignal: 'SIGKILL' });
  if (ended.code === 0) return null;
  if (performance.now() - startedAtMs >= TESTS_MAX_MS) return { kind: 'does_not_end', where: 'tests' };
  const report: unknown = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
  return firstFailure(root, report) ?? brokenDown(ended.output);
}

/** The first failed test of a report of Vitest's JSON reporter, or null. */
export function firstFailure(root: string, report: unknown): Verdict | null {
  const failures = listIn(report, 'testResults').flatMap((file) =>
    listIn(file, 'assertionResults')
      .filter((test) => textIn(test, 'status') === 'failed')
      .map((test) => ({ path: relative(root, textIn(file, 'name')), test })),
  );
  const [first] = failures;
  if (first === undefined) return null;
  const message = listIn(first.test, 'failureMessages').map(String).join('\n');
  return {
    kind: 'test',
    path: first.path,
    title: textIn(first.test, 'title'),
    number: numberIn(message),
    seedCount: casesIn(message),
  };
}

function brokenDown(output: string): Verdict {
  const line = output.split('\n').find((each) => /error/iu.test(each)) ?? 'the run broke down';
  return { kind: 'test', path: 'the whole run', title: line.trim().slice(0, 160), number: null, seedCount: null };
}

function listIn(value: unknown, key: string): unknown[] {
  const found: unknown = Object(value)[key];
  return Array.isArray(found) ? found : [];
}

function textIn(value: unknown, key: string): string {
  return String(Object(value)[key] ?? '');
}
