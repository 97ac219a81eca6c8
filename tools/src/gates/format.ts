import { runModule, type Ended } from '../support/child-process.ts';
import { isGenerated, listFiles, repositoryRoot } from '../support/repository.ts';
import type { GateResult } from './gate.ts';

/** The files the formatter owns: programs, styles and pages that people write. */
export function formattedFiles(root: string = repositoryRoot): string[] {
  return listFiles(root).filter((path) => /\.(tsx?|mjs|css|html)$/u.test(path) && !isGenerated(path));
}

/** Runs the formatter over them: `--list-different` looks, `--write` writes. */
export function runFormatter(mode: '--list-different' | '--write', root: string = repositoryRoot): Promise<Ended> {
  return runModule('oxfmt/bin/oxfmt', [mode, '--config', '.oxfmtrc.json', ...formattedFiles(root)], { cwd: root });
}

/** Whether every file is as the formatter would write it. */
export async function checkFormat(root: string = repositoryRoot): Promise<GateResult> {
  const { code, output } = await runFormatter('--list-different', root);
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const problems = lines.map((line) => `${line}: \`npm run format\` writes it as it should be`);
  return { name: 'format', problems: code === 0 ? [] : problems, seenCount: formattedFiles(root).length };
}
