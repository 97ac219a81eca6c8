import { builtinModules } from 'node:module';
import { isTestFile } from '../support/repository.ts';
import { isProgram, type Finding, type HouseRule, type SourceFile } from './house-rule.ts';
import { importsOf } from './imports.ts';
import { packageOfSpecifier, roomOfPath } from './rooms.ts';

/** Every imported package is declared by the room that imports it; tests and tools may use what any package.json declares. */
export const declaredPackages: HouseRule = {
  name: 'imports are declared in package.json',
  minimumFileCount: 150,
  reads: (path) => isProgram(path) || /(^|\/)package\.json$/u.test(path),
  inspect: (files) => {
    const declared = declaredByFolder(files);
    return files.filter((file) => isProgram(file.path)).flatMap((file) => inspectFile(file, declared));
  },
};

function declaredByFolder(files: readonly SourceFile[]): Map<string, Set<string>> {
  const manifests = files.filter(({ path }) => path.endsWith('package.json'));
  return new Map(manifests.map(({ path, text }) => [path.replace(/\/?package\.json$/u, ''), namesIn(text)]));
}

function namesIn(manifestText: string): Set<string> {
  const manifest: unknown = JSON.parse(manifestText);
  const sections = Object.entries(manifest ?? {}).filter(([key]) => key === 'name' || key.endsWith('ependencies'));
  return new Set(sections.flatMap(([, value]) => (typeof value === 'string' ? [value] : Object.keys(Object(value)))));
}

function inspectFile(file: SourceFile, declared: ReadonlyMap<string, Set<string>>): Finding[] {
  const folder = roomOfPath(file.path)?.folder ?? '';
  const own = [declared.get(folder), declared.get('')];
  const mayUseAny = isTestFile(file.path) || folder === 'tools' || folder === '' || folder === 'testkit';
  const usable = mayUseAny ? [...declared.values()] : own;
  return importsOf(file).flatMap(({ specifier, line }) => {
    if (isBuiltIn(specifier) || usable.some((names) => names?.has(packageOfSpecifier(specifier)))) return [];
    return [
      { path: file.path, line, message: `${packageOfSpecifier(specifier)} is not declared in ${folder}/package.json` },
    ];
  });
}

function isBuiltIn(specifier: string): boolean {
  return /^(\.|node:|virtual:)/u.test(specifier) || specifier.startsWith('/') || builtinModules.includes(specifier);
}
