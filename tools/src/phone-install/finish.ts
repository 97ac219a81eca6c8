import { chmodSync, existsSync, globSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { PackageSet } from './package-sets.ts';

/** Names the prompts' language folder, which the package's own install script would have done; without it no prompt plays. */
export function linkEnglishPrompts(root: string): void {
  const sounds = join(root, 'usr/share/asterisk/sounds');
  if (!existsSync(sounds) || existsSync(join(sounds, 'en'))) return;
  const voice = ['en_US_f_Allison', 'en_US', 'en_GB'].find((name) => existsSync(join(sounds, name)));
  if (voice !== undefined) symlinkSync(voice, join(sounds, 'en'));
}

/** Makes the set's fixed names for folders that the packages keep under a name with the processor's architecture. */
export function makeLinks(set: PackageSet, setFolder: string): void {
  for (const [name, pattern] of Object.entries(set.links)) {
    const target = findBelow(join(setFolder, 'root'), pattern);
    rmSync(join(setFolder, name), { force: true });
    symlinkSync(relative(setFolder, target), join(setFolder, name));
  }
}

/**
 * Writes `bin/<program>` for each program of a set: a small shell script that replaces itself with the program, run by
 * the set's own loader on the set's own libraries, wherever the folder is.
 */
export function writeLaunchers(set: PackageSet, home: string): void {
  const root = join(home, set.name, 'root');
  const loader = findBelow(root, 'usr/lib/*-linux-*/ld-linux*.so.*|usr/lib64/ld-linux*.so.*');
  mkdirSync(join(home, 'bin'), { recursive: true });
  for (const [name, program] of Object.entries(set.programs)) {
    const script = launcher({
      setName: set.name,
      name,
      program,
      loader: relative(root, loader),
      libraries: libraryFolders(root, dirname(loader)).map((folder) => relative(root, folder)),
      environment: Object.entries(set.environment).map(([variable, pattern]) => [
        variable,
        relative(root, findBelow(root, pattern)),
      ]),
    });
    writeFileSync(join(home, 'bin', name), script);
    chmodSync(join(home, 'bin', name), 0o755);
  }
}

interface Launcher {
  readonly setName: string;
  readonly name: string;
  readonly program: string;
  readonly loader: string;
  readonly libraries: readonly string[];
  readonly environment: readonly (readonly [variable: string, folder: string])[];
}

function launcher({ setName, name, program, loader, libraries, environment }: Launcher): string {
  return [
    '#!/bin/sh',
    '# Made by `npm run phone:install`.',
    'here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1',
    `root=$here/${setName}/root`,
    ...environment.map(([variable, folder]) => `${variable}=$root/${folder}; export ${variable}`),
    `libraries=${libraries.map((folder) => `$root/${folder}`).join(':')}`,
    `exec "$root/${loader}" --library-path "$libraries" --argv0 ${name} "$root/${program}" "$@"`,
    '',
  ].join('\n');
}

/** The folder of the loader and its subfolders that hold libraries which others link to by name. */
function libraryFolders(root: string, main: string): string[] {
  const subfolders = ['pulseaudio', 'blas', 'lapack'].map((name) => join(main, name));
  return [
    main,
    ...subfolders.filter((folder) => existsSync(folder) && readdirSync(folder).length > 0),
    join(root, 'usr/lib'),
  ];
}

/** The first path below `root` that one of the patterns (parted by `|`) finds. */
function findBelow(root: string, patterns: string): string {
  const found = patterns.split('|').flatMap((pattern) => globSync(join(root, pattern)))[0];
  if (found === undefined) throw new Error(`the packages hold no ${patterns}`);
  return found;
}
