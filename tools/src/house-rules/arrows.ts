import { isTestFile } from '../support/repository.ts';
import { isProgram, type Finding, type HouseRule, type SourceFile } from './house-rule.ts';
import { importsOf, type Import } from './imports.ts';
import {
  arrowsOf,
  compositionFolder,
  packageOfSpecifier,
  roomKindOfPackage,
  roomOfPath,
  roomsForTests,
} from './rooms.ts';

/** The arrows between rooms: who may import whom, and what core and contract may take from npm. */
export const arrows: HouseRule = {
  name: 'arrows between rooms',
  minimumFileCount: 150,
  reads: (path) => isProgram(path) && roomOfPath(path) !== null,
  inspect: (files) => files.flatMap(inspectFile),
};

function inspectFile(file: SourceFile): Finding[] {
  return importsOf(file).flatMap((imported) => {
    const message = problemWith(file.path, imported);
    return message === null ? [] : [{ path: file.path, line: imported.line, message }];
  });
}

function problemWith(path: string, { specifier }: Import): string | null {
  if (specifier.startsWith('.')) return null;
  const room = roomOfPath(path);
  const packageName = packageOfSpecifier(specifier);
  if (room === null || packageName === room.packageName) return null;
  const target = roomKindOfPackage(packageName);
  return target === null
    ? problemWithPackage(path, specifier, packageName)
    : problemWithRoom(path, target, packageName);
}

function problemWithRoom(path: string, target: string, packageName: string): string | null {
  const kind = kindOf(path);
  const allowed = arrowsOf[kind]?.rooms ?? [];
  const isTest = isTestFile(path);
  if (isTest && roomsForTests.includes(target)) return null;
  if (allowed !== 'all' && !allowed.includes(target))
    return `${kind} may not import ${packageName}; see the arrows in tools/src/house-rules/rooms.ts`;
  const namesDriver = kind === 'server' && target === 'drivers' && !isTest;
  if (namesDriver && !path.startsWith(compositionFolder))
    return `only ${compositionFolder} names a concrete driver (${packageName})`;
  return null;
}

function problemWithPackage(path: string, specifier: string, packageName: string): string | null {
  const kind = kindOf(path);
  const allowed = arrowsOf[kind]?.packages ?? 'declared';
  if (allowed === 'declared' || isTestFile(path) || allowed.includes(packageName)) return null;
  if (specifier.startsWith('node:') && kind === 'contract' && isGenerator(path)) return null;
  return `${kind} may import only ${allowed.join(', ')}, not ${specifier}`;
}

/** A generator is a program that writes files; it is run by `npm run gen` and imported by nobody. */
function isGenerator(path: string): boolean {
  return /\/(generate|gen)[\w-]*(\.ts$|\/)/u.test(path);
}

function kindOf(path: string): string {
  return path.split('/')[0] ?? '';
}
