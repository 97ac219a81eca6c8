import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../support/repository.ts';
import { print, secondsSince } from '../support/terminal.ts';
import { linkEnglishPrompts, makeLinks, writeLaunchers } from './finish.ts';
import { findArchive } from './host.ts';
import { recipeNumber, suites, type PackageSet } from './package-sets.ts';
import { download } from './private-apt.ts';
import { unpackAll } from './unpack.ts';

/** The folder of the installed phone programs: RINGBACK_PHONE_HOME, else `.phone` in the project. */
export function phoneHome(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment['RINGBACK_PHONE_HOME'] ?? '';
  return named === '' ? join(repositoryRoot, '.phone') : named;
}

/** What was installed, as its folder tells: `Asterisk: 22.10.1 from forky`; null when it is missing or made by other rules. */
export function installedSet(set: PackageSet, home: string): string | null {
  const [recipe, described] = readIfThere(stampOf(set, home)).split('\n');
  const isWhole = Object.keys(set.programs).every((name) => existsSync(join(home, 'bin', name)));
  return recipe === recipeOf(set) && described !== undefined && isWhole ? described : null;
}

/**
 * Installs a set of programs below `home` from Debian's archive, without root and without touching the machine's own
 * packages; at once when it is there. Answers what is installed. Rejects with CannotInstall where it cannot be.
 */
export async function installSet(set: PackageSet, home: string): Promise<string> {
  const already = installedSet(set, home);
  if (already !== null) return already;
  const startedAtMs = performance.now();
  const archive = findArchive();
  print(`Installing ${set.title} into ${home} (about ten seconds with a good line) ...`);
  const work = join(home, `.new-${set.name}-${process.pid}`);
  try {
    mkdirSync(work, { recursive: true });
    const { suite, files } = await download(join(work, 'apt'), archive, suites, set.packages);
    await unpackAll(files, join(work, 'root'));
    putInPlace(set, home, join(work, 'root'));
    const described = `${set.title}: ${versionOf(set, home)} from ${suite}`;
    writeFileSync(stampOf(set, home), `${recipeOf(set)}\n${described}\n`);
    print(`${described}: ${files.length} packages in ${secondsSince(startedAtMs)}.`);
    return described;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function putInPlace(set: PackageSet, home: string, root: string): void {
  const folder = join(home, set.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  renameSync(root, join(folder, 'root'));
  linkEnglishPrompts(join(folder, 'root'));
  makeLinks(set, folder);
  writeLaunchers(set, home);
}

/** Runs the installed program: what it answers is its version, and that it answers proves that its libraries are whole. */
function versionOf(set: PackageSet, home: string): string {
  const [program, ...args] = set.versionCommand;
  const answer = spawnSync(join(home, 'bin', program), args, { encoding: 'utf8' });
  const version = /\d+\.\d\S*/u.exec(answer.stdout)?.[0];
  if (version === undefined) throw new Error(`${program} does not run: ${answer.stderr}${answer.error?.message ?? ''}`);
  return version;
}

function stampOf(set: PackageSet, home: string): string {
  return join(home, set.name, 'installed');
}

function recipeOf(set: PackageSet): string {
  return `recipe ${recipeNumber}: ${set.packages.join(' ')}`;
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
