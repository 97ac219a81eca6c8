import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runProgram } from '../support/child-process.ts';
import { listFiles, repositoryRoot } from '../support/repository.ts';
import type { GateResult } from './gate.ts';

/** The programs that write files of the repository, in the order they run. Those not there yet are passed over. */
export const generators: readonly string[] = ['contract/src/generate.ts', 'tools/src/generate-docs.ts'];

/** The generators that exist. */
export function presentGenerators(root: string = repositoryRoot): string[] {
  const files = new Set(listFiles(root));
  return generators.filter((path) => files.has(path));
}

/**
 * Whether what the generators write is what the repository holds. They run in a copy, so that looking never changes
 * a file; a generator therefore writes relative to its own place (import.meta.dirname).
 */
export async function checkGenerated(root: string = repositoryRoot): Promise<GateResult> {
  const present = presentGenerators(root);
  if (present.length === 0) return { name: 'generated files', problems: [], seenCount: 0 };
  const copy = mkdtempSync(join(tmpdir(), 'ringback-generated-'));
  try {
    copySources(root, copy);
    const failures = await runGenerators(present, copy);
    const problems = failures.length > 0 ? failures : differences(root, copy);
    return { name: 'generated files', problems, seenCount: present.length };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function copySources(root: string, copy: string): void {
  for (const path of listFiles(root)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(repositoryRoot, 'node_modules'), join(copy, 'node_modules'));
}

async function runGenerators(present: readonly string[], folder: string): Promise<string[]> {
  const problems: string[] = [];
  for (const generator of present) {
    const { code, output } = await runProgram(process.execPath, [join(folder, generator)], { cwd: folder });
    if (code !== 0) problems.push(`${generator} ended with code ${code}: ${output.trim()}`);
  }
  return problems;
}

function differences(root: string, copy: string): string[] {
  const before = new Set(listFiles(root));
  const after = listFiles(copy);
  const changed = after.filter((path) => !before.has(path) || !sameText(path, root, copy));
  return changed.map((path) => `${path} is not what its generator writes; \`npm run gen\` writes it`);
}

function sameText(path: string, root: string, copy: string): boolean {
  return readFileSync(join(copy, path)).equals(readFileSync(join(root, path)));
}
