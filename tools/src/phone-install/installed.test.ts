import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { installSet } from './install.ts';
import { allSets, recipeNumber } from './package-sets.ts';

let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rb-installed-'));
  // Whoever asks an archive now, fails.
  vi.stubEnv('DEBIAN_MIRROR', `file:${join(home, 'no-archive')}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

/** Every file below a folder with the time of its last change, milliseconds. */
function filesOf(folder: string): Readonly<Record<string, number>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return Object.fromEntries(names.map((name) => [name, statSync(join(folder, name)).mtimeMs]));
}

test.each(allSets)(
  '[fit-I6] $title that is there is left alone: no archive is asked, no file is touched',
  async (set) => {
    mkdirSync(join(home, 'bin'));
    mkdirSync(join(home, set.name));
    for (const program of Object.keys(set.programs)) writeFileSync(join(home, 'bin', program), '');
    const described = `${set.title}: 1.0 from forky`;
    writeFileSync(
      join(home, set.name, 'installed'),
      `recipe ${recipeNumber}: ${set.packages.join(' ')}\n${described}\n`,
    );
    const before = filesOf(home);
    expect(await installSet(set, home)).toBe(described);
    expect(filesOf(home)).toEqual(before);
  },
);
