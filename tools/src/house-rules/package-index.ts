import { posix } from 'node:path';
import { isProgram, type Finding, type HouseRule, type SourceFile } from './house-rule.ts';
import { importsOf } from './imports.ts';
import { roomKindOfPackage, packageOfSpecifier, roomOfPath } from './rooms.ts';

/** From outside a room only what its package.json exports is imported, and never by a path. */
export const packageIndex: HouseRule = {
  name: "a package's index is its only door",
  minimumFileCount: 150,
  reads: (path) => isProgram(path) || /(^|\/)package\.json$/u.test(path),
  inspect: (files) => {
    const doors = doorsOf(files);
    return files.filter((file) => isProgram(file.path)).flatMap((file) => inspectFile(file, doors));
  },
};

/** Every specifier that some package.json exports: `@ringback/core`, `@ringback/contract/events`. */
function doorsOf(files: readonly SourceFile[]): Set<string> {
  const doors = new Set<string>();
  for (const file of files.filter(({ path }) => path.endsWith('package.json'))) {
    const manifest: unknown = JSON.parse(file.text);
    if (typeof manifest !== 'object' || manifest === null) continue;
    const name = 'name' in manifest ? String(manifest.name) : '';
    const paths =
      'exports' in manifest && typeof manifest.exports === 'object' ? Object.keys(manifest.exports ?? {}) : [];
    for (const path of paths) doors.add(posix.join(name, path));
  }
  return doors;
}

function inspectFile(file: SourceFile, doors: ReadonlySet<string>): Finding[] {
  return importsOf(file).flatMap(({ specifier, line }) => {
    const message = specifier.startsWith('.')
      ? problemWithPath(file.path, specifier)
      : problemWithDoor(specifier, doors);
    return message === null ? [] : [{ path: file.path, line, message }];
  });
}

function problemWithPath(path: string, specifier: string): string | null {
  const target = posix.join(posix.dirname(path), specifier);
  const home = roomOfPath(path);
  const away = roomOfPath(target);
  if (home === null || away === null || home.folder === away.folder) return null;
  return `import ${away.packageName}, not a path into ${away.folder}`;
}

function problemWithDoor(specifier: string, doors: ReadonlySet<string>): string | null {
  const isOurs = roomKindOfPackage(packageOfSpecifier(specifier)) !== null;
  if (!isOurs || doors.has(specifier)) return null;
  return `${specifier} is not exported by its package.json; import the index and export there what is missing`;
}
