import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, without a slash at the end. */
export const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/u, '');

const leftOut = /(^|\/)(node_modules|dist|data|test-results|\.git|\.cache)(\/|$)/u;

function listedByGit(root: string): string[] | null {
  if (!existsSync(join(root, '.git'))) return null;
  const listing = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listing.status === 0 ? listing.stdout.split('\0').filter((path) => path !== '') : null;
}

function listedByWalking(root: string): string[] {
  const found = globSync(['**/*', '.*', '.ci/**'], { cwd: root, withFileTypes: true, exclude: isLeftOut });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

function isLeftOut(entry: string | { name: string }): boolean {
  return leftOut.test(typeof entry === 'string' ? entry : entry.name);
}

/** Every source file (tracked, or new and not ignored) as a path relative to the root, sorted. */
export function listFiles(root: string = repositoryRoot): string[] {
  const listed = listedByGit(root) ?? listedByWalking(root);
  const present = new Set(listed.filter((path) => !leftOut.test(path) && existsSync(join(root, path))));
  return [...present].sort();
}

/** The text of a source file named relative to the root. */
export function readSource(path: string, root: string = repositoryRoot): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Whether a file is made by a generator, so that nobody formats or measures it. */
export function isGenerated(path: string): boolean {
  return /(^|\/)generated\/|\.generated\.\w+$/u.test(path);
}

/** Whether a file holds tests or what only tests use: `x.test.ts`, `test-x.ts`, and all of e2e. */
export function isTestFile(path: string): boolean {
  const isSupport = /\/test-[\w-]+\.tsx?$/u.test(path) && !path.startsWith('tools/');
  return isSupport || /\.test\.tsx?$/u.test(path) || path.startsWith('e2e/');
}
