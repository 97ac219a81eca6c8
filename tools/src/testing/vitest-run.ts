import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runModule } from '../support/child-process.ts';
import { countsOfReport, type Counts } from './counts.ts';

/** Runs Vitest with a configuration, its own words on the terminal, and answers what its report counts. */
export async function runVitest(
  config: string,
  filters: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Counts> {
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
    return report === null && code === 0 ? countsOfReport(null, 1) : countsOfReport(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
