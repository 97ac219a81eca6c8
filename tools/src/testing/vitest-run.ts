import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runModule } from '../support/child-process.ts';
import { countsOfReport, secondTries, type Counts } from './counts.ts';

/** How a run of Vitest ended. */
export interface VitestOutcome {
  readonly counts: Counts;
  /** Tests that failed and then passed, with what went wrong. */
  readonly secondTries: readonly string[];
}

/** Runs Vitest with a configuration, its own words on the terminal, and answers what its report says. */
export async function runVitest(
  config: string,
  filters: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<VitestOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-report-'));
  const reportFile = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const args = ['run', '--config', config, '--passWithNoTests', ...reporters, ...filters];
    const { code } = await runModule('vitest/vitest.mjs', args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: environment,
    });
    const report: unknown = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
    const counts = report === null && code === 0 ? countsOfReport(null, 1) : countsOfReport(report, code);
    return { counts, secondTries: secondTries(report) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
