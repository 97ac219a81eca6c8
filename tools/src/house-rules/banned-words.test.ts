import { expect, test } from 'vitest';
import { bannedWordsRule } from './banned-words.ts';
import { fileNames } from './file-names.ts';
import { handlerNames } from './handler-names.ts';
import { applyRule, sourceFile, type HouseRule } from './house-rule.ts';

function findingCount(rule: HouseRule, path: string, text: string): number {
  return applyRule(rule, [sourceFile(path, text)]).findings.length;
}

test.each([
  ['engine/src/a.ts', 'const now = Date.now();'],
  ['server/src/a.ts', 'const now = new Date();'],
  ['core/src/a.test.ts', "test.only('x', () => {});"],
  ['core/src/a.test.ts', "describe.skip('x', () => {});"],
  ['core/src/a.ts', 'const x = y as any;'],
  ['core/src/a.ts', '// @ts-ignore'],
  ['core/src/a.ts', '// @ts-expect-error'],
  ['docs/concepts.md', 'The call was abandoned.'],
  ['contract/src/a.ts', 'const position = z.int().default(-1);'],
  ['contract/src/a.ts', 'return -1;'],
  ['docs/a.md', 'See `/work/main/core`.'],
  ['core/src/a.ts', "import x from '../shared/x.ts';"],
  ['docs/a.md', 'Written with ChatGPT.'],
  ['docs/a.md', 'Fixes issue #12.'],
  ['README.md', 'npm install --registry https://registry.npmjs.org'],
  ['core/src/a.ts', '// TODO later'],
])('planted: %s with "%s" has a banned word', (path, text) => {
  expect(findingCount(bannedWordsRule, path, text)).toBe(1);
});

test.each([
  ['engine/src/system-clock.ts', 'export const now = () => Date.now();'],
  ['tools/src/a.ts', 'const now = Date.now();'],
  ['core/src/a.ts', 'const abandonedInQueue = 3;'],
  ['server/src/compat/genesys/a.ts', "const state = 'abandoned';"],
  ['contract/src/a.ts', 'const last = list.at(-1); const x = index-1;'],
  ['core/src/a.ts', 'const x = list.indexOf(y) === -1;'],
  ['contract/src/a.ts', "const route = '/v1/callbacks';"],
  ['core/src/a.test.ts', "test.skip('on PostgreSQL: X_URL is not set', () => undefined);"],
  ['core/src/a.test.ts', "test.skipIf(noDatabase)('x', () => {});"],
])('%s with "%s" has none', (path, text) => {
  expect(findingCount(bannedWordsRule, path, text)).toBe(0);
});

test.each([
  ['core/src/utils.ts', 1],
  ['core/src/queue-helpers.ts', 1],
  ['server/src/session-manager.test.ts', 1],
  ['server/src/data.ts', 1],
  ['core/src/queue/line.ts', 0],
  ['core/src/database.ts', 0],
])('planted: the name %s has %i findings', (path, expected) => {
  expect(findingCount(fileNames, path, '')).toBe(expected);
});

test.each([
  ['function run(callback: () => void): void {}', 1],
  ['const run = (cb) => cb();', 2],
  ['interface Options { callback: (x: number) => void }', 1],
  ['function close(callback: Callback): void {}', 0],
  ['interface Options { callback: Callback }', 0],
])('planted: %s has %i functions named callback', (text, expected) => {
  expect(findingCount(handlerNames, 'engine/src/a.ts', text)).toBe(expected);
});
