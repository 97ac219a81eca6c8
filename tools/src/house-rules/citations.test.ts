import { expect, test } from 'vitest';
import { citationsIn, invariants, knownNumbers, numbersIn, requirements } from '../support/citations.ts';
import { citations } from './citations.ts';
import { applyRule, sourceFile } from './house-rule.ts';

test('titles cite numbers in brackets; brackets around other words are not citations', () => {
  expect(numbersIn('[S1] a day of 23 h')).toEqual(['S1']);
  expect(numbersIn('[S1, X2][fit-I2] several')).toEqual(['S1', 'X2', 'fit-I2']);
  expect(numbersIn('list[0] of [1, 2] and [abc]')).toEqual([]);
});

test('every way to declare a test is read', () => {
  const text = [
    "describe('[I1] group', () => {",
    "  test('[S1] plain', () => {});",
    "  it.each([1, 2])('[S2] each %i', () => {});",
    "  test.skipIf(true)('[S3] conditional', () => {});",
    '  test(`[S4] of ${name}`, () => {});',
    "  other('[S5] no test');",
    '});',
  ].join('\n');
  expect(citationsIn(sourceFile('core/src/a.test.ts', text)).map(({ number }) => number)).toEqual([
    'I1',
    'S1',
    'S2',
    'S3',
    'S4',
  ]);
});

test('planted: a number that no list holds is refused', () => {
  const file = sourceFile('core/src/a.test.ts', "test('[S1] right', () => {}); test('[S99] wrong', () => {});");
  expect(applyRule(citations, [file]).findings.map(({ message }) => message)).toEqual([
    expect.stringContaining('[S99]'),
  ]);
});

test('the list holds every numbered line once', () => {
  const perLetter = { R: 14, Q: 13, S: 9, D: 13, A: 6, P: 7, C: 4, W: 7, M: 7, 'fit-I': 8, X: 7 };
  const expected = Object.entries(perLetter).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
  );
  expect(requirements.map(({ number }) => number)).toEqual(expected);
  expect(invariants.map(({ number }) => number)).toEqual(Array.from({ length: 10 }, (_, index) => `I${index + 1}`));
  expect(knownNumbers().size).toBe(requirements.length + invariants.length);
});
