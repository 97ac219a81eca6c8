import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourceFile, type HouseRule } from '../house-rules/house-rule.ts';
import { repositoryRoot } from '../support/repository.ts';
import { checkFormat } from './format.ts';
import { checkRule } from './house.ts';
import { checkLint } from './lint.ts';
import { checkTypes } from './types.ts';

/** Each planted violation: the rule that must name it, where it lies and what it says. */
const planted: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['no-floating-promises', 'engine/src/floating.ts', 'Promise.resolve(1);'],
  ['no-misused-promises', 'engine/src/misused.ts', '[1].forEach(async () => { await Promise.resolve(); });'],
  [
    'switch-exhaustiveness-check',
    'engine/src/switch.ts',
    "declare const state: 'open' | 'closed'; switch (state) { case 'open': break; }",
  ],
  ['only-throw-error', 'engine/src/thrown.ts', "throw 'text';"],
  ['no-explicit-any', 'engine/src/any.ts', 'export const x: any = 1;'],
  ['no-default-export', 'engine/src/default.ts', 'export default 1;'],
  ['no-console', 'engine/src/console.ts', "console.log('x');"],
  ['eqeqeq', 'engine/src/equal.ts', 'declare const x: unknown; export const same = x == 1;'],
  ['no-restricted-globals', 'core/src/date.ts', 'export const x = Date.parse;'],
  ['no-restricted-globals', 'core/src/timeout.ts', 'setTimeout(() => {}, 1);'],
  ['no-restricted-globals', 'core/src/interval.ts', 'setInterval(() => {}, 1);'],
  ['no-restricted-globals', 'core/src/process.ts', 'export const x = process.pid;'],
  ['no-restricted-globals', 'core/src/fetch.ts', 'export const x = fetch;'],
  ['no-restricted-globals', 'core/src/crypto.ts', 'export const x = crypto.randomUUID();'],
  ['no-restricted-globals', 'core/src/performance.ts', 'export const x = performance.now();'],
  ['no-restricted-properties', 'core/src/random.ts', 'export const x = Math.random();'],
  ['no-restricted-imports', 'core/src/files.ts', "import { readFileSync } from 'node:fs'; readFileSync('x');"],
];

const innocent: readonly (readonly [path: string, text: string])[] = [
  ['engine/src/vitest.config.ts', 'export default 1;'],
  ['server/src/command-line/serve.ts', "console.log('x');"],
  ['engine/src/clock.ts', 'export const x = Date.now();'],
  ['core/src/a.test.ts', 'export const x = Math.random();'],
];

describe('planted violations in a folder of their own', () => {
  let folder = '';
  let lines: readonly string[] = [];

  const plant = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const isModule = /\b(import|export)\b/u.test(text);
    writeFileSync(join(folder, path), isModule ? `${text}\n` : `${text}\nexport {};\n`);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ringback-planted-'));
    for (const file of ['.oxlintrc.json', '.oxfmtrc.json', 'tsconfig.base.json'])
      cpSync(join(repositoryRoot, file), join(folder, file));
    symlinkSync(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'));
    for (const [, path, text] of planted) plant(path, text);
    for (const [path, text] of innocent) plant(path, text);
    for (const room of ['core', 'engine', 'server']) {
      writeFileSync(join(folder, room, 'tsconfig.json'), '{ "extends": "../tsconfig.base.json", "include": ["src"] }');
    }
    writeFileSync(join(folder, 'engine/src/wrong-type.ts'), "export const count: number = 'three';\n");
    lines = (await checkLint(folder)).problems;
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(planted)('lint: %s bites in %s', (rule, path) => {
    expect(lines.filter((line) => line.startsWith(`${path}:`))).toEqual([expect.stringContaining(`(${rule})`)]);
  });

  test.each(innocent)('lint: nothing is wrong with %s', (path) => {
    expect(lines.filter((line) => line.startsWith(`${path}:`))).toEqual([]);
  });

  test('types: a wrong type fails', async () => {
    const { problems, seenCount } = await checkTypes(folder);
    expect(seenCount).toBe(3);
    expect(problems).toContainEqual(expect.stringMatching(/wrong-type\.ts.*TS2322/u));
  });

  test('format: double quotes fail, the house style does not', async () => {
    writeFileSync(join(folder, 'engine/src/quotes.ts'), 'export const x = "double";\n');
    const { problems } = await checkFormat(folder);
    expect(problems).toContainEqual(expect.stringContaining('engine/src/quotes.ts'));
    expect(problems).not.toContainEqual(expect.stringContaining('engine/src/wrong-type.ts'));
  });
});

test('a rule that sees fewer files than it should fails', () => {
  const rule: HouseRule = { name: 'blind', minimumFileCount: 2, reads: () => true, inspect: () => [] };
  expect(checkRule(rule, [sourceFile('a.ts', '')]).problems).toEqual(['it saw 1 files and should see at least 2']);
  expect(checkRule(rule, [sourceFile('a.ts', ''), sourceFile('b.ts', '')]).problems).toEqual([]);
});
