import { expect, test } from 'vitest';
import { declaredPackages } from './declared-packages.ts';
import { applyRule, sourceFile, type HouseRule } from './house-rule.ts';
import { packageIndex } from './package-index.ts';

const coreManifest = sourceFile(
  'core/package.json',
  '{ "name": "@ringback/core", "exports": { ".": "./src/index.ts", "./calendar": "./src/calendar.ts" }, "dependencies": { "zod": "4" } }',
);
const engineManifest = sourceFile(
  'engine/package.json',
  '{ "name": "@ringback/engine", "dependencies": { "@ringback/core": "1" } }',
);

function findingCount(rule: HouseRule, path: string, text: string): number {
  return applyRule(rule, [coreManifest, engineManifest, sourceFile(path, text)]).findings.length;
}

test.each([
  ["import { x } from '@ringback/core/src/queue/line.ts';", 1],
  ["import { x } from '../../core/src/index.ts';", 1],
  ["import { x } from '@ringback/core';", 0],
  ["import { x } from '@ringback/core/calendar';", 0],
  ["import { x } from './b.ts';", 0],
])('planted: from another room, %s has %i findings', (text, expected) => {
  expect(findingCount(packageIndex, 'engine/src/a.ts', text)).toBe(expected);
});

test('planted: a driver may not reach into its neighbour by a path', () => {
  expect(findingCount(packageIndex, 'drivers/mail/src/a.ts', "import { x } from '../../push/src/index.ts';")).toBe(1);
});

test.each([
  ['engine/src/a.ts', "import { z } from 'zod';", 1],
  ['engine/src/a.ts', "import { x } from '@ringback/core'; import fs from 'node:fs';", 0],
  ['core/src/a.ts', "import { z } from 'zod/v4';", 0],
  ['engine/src/a.test.ts', "import { z } from 'zod';", 0],
])('planted: in %s the undeclared packages of %s are %i', (path, text, expected) => {
  expect(findingCount(declaredPackages, path, text)).toBe(expected);
});
