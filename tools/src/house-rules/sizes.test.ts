import { expect, test } from 'vitest';
import { docstrings } from './docstrings.ts';
import { applyRule, sourceFile, type HouseRule } from './house-rule.ts';
import { sizes } from './sizes.ts';

function messages(rule: HouseRule, texts: Readonly<Record<string, string>>): string[] {
  const files = Object.entries(texts).map(([path, text]) => sourceFile(path, text));
  return applyRule(rule, files).findings.map(({ message }) => message);
}

/** A function that takes this many lines. */
function functionOf(lineCount: number): string {
  return `function f() {\n${'  step();\n'.repeat(lineCount - 2)}}\n`;
}

test('planted: a file of 501 lines is too long, one of 500 is not', () => {
  expect(messages(sizes, { 'core/src/a.ts': 'step();\n'.repeat(501) })).toHaveLength(1);
  expect(messages(sizes, { 'core/src/a.ts': 'step();\n'.repeat(500) })).toEqual([]);
});

test('planted: a median of 10 lines is too high, 9 is not', () => {
  expect(messages(sizes, { 'core/src/a.ts': functionOf(10) })).toEqual([
    'the median function has 10 lines; it stays under 10',
  ]);
  expect(messages(sizes, { 'core/src/a.ts': functionOf(9) })).toEqual([]);
});

test('planted: 6 functions over 40 lines in 100 are too many, 5 are not', () => {
  const folder = (longCount: number): Record<string, string> => {
    const lengths = Array.from({ length: 100 }, (_, index) => (index < longCount ? 41 : 3));
    return Object.fromEntries(lengths.map((lineCount, index) => [`core/src/f${index}.ts`, functionOf(lineCount)]));
  };
  expect(messages(sizes, folder(6))).toHaveLength(6);
  expect(messages(sizes, folder(5))).toEqual([]);
});

test('one-expression arrows do not flatter the median', () => {
  const arrows = 'const a = () => 1;\n'.repeat(50);
  expect(messages(sizes, { 'core/src/a.ts': functionOf(12) + arrows })).toHaveLength(1);
});

test.each([
  ['export function f(): void {}', 1],
  ['export interface I {}', 1],
  ['export type T = string;', 1],
  ['export class C {}', 1],
  ['export const f = (): void => {};', 1],
  ['// not a docstring\nexport type T = string;', 1],
  ['/** Above something else. */\nconst x = 1;\nexport type T = string;', 1],
  ['/** What it is. */\nexport function f(): void {}', 0],
  ['/** What it is. */\nexport function f(a: string): void;\nexport function f(a: number): void;', 0],
  ['export const limit = 3;', 0],
  ['export type Callback = z.infer<typeof callback>;', 0],
  ["export { f } from './f.ts';", 0],
])('planted: %j has %i undocumented exports', (text, expected) => {
  expect(messages(docstrings, { 'core/src/a.ts': text })).toHaveLength(expected);
});
