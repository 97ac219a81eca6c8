import { runModule } from '../support/child-process.ts';
import { isProgram } from '../house-rules/house-rule.ts';
import { listFiles, repositoryRoot } from '../support/repository.ts';
import type { GateResult } from './gate.ts';

/** The linter over every program below a root, named one by one, with the rules that know the types. */
export async function checkLint(root: string = repositoryRoot): Promise<GateResult> {
  const paths = listFiles(root).filter(isProgram);
  const settings = ['--type-aware', '--config', '.oxlintrc.json', '--deny-warnings', '--format=unix'];
  const { code, output } = await runModule('oxlint/bin/oxlint', [...settings, ...paths], { cwd: root });
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return { name: 'lint', problems: code === 0 ? [] : lines, seenCount: paths.length };
}
