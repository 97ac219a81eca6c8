import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextInput, jsonFault } from './context.ts';

const faultsOf = (value: unknown) =>
  contextInput.safeParse(value).error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [];

test('[R11] 50 keys are taken, 51 are not', () => {
  const keys = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, i]));
  expect(faultsOf(keys(50))).toEqual([]);
  expect(faultsOf(keys(51))).toEqual([['', 'must have at most 50 keys']]);
});

test('[R11] a key of 64 characters is taken, of 65 or of none is not', () => {
  expect(faultsOf({ ['k'.repeat(64)]: 1 })).toEqual([]);
  expect(faultsOf({ ['k'.repeat(65)]: 1 })[0]?.[1]).toBe('key must be 1 to 64 characters');
  expect(faultsOf({ '': 1 })[0]?.[1]).toBe('key must be 1 to 64 characters');
});

test('[R11] a value of 2 KiB of JSON is taken, one byte more is not; bytes, not characters', () => {
  expect(faultsOf({ note: 'x'.repeat(2046) })).toEqual([]);
  expect(faultsOf({ note: 'x'.repeat(2047) })).toEqual([['note', 'must be at most 2048 bytes of JSON']]);
  expect(faultsOf({ note: 'ä'.repeat(1024) })).toEqual([['note', 'must be at most 2048 bytes of JSON']]);
});

test('[R11] all together 16 KiB', () => {
  const values = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, 'x'.repeat(2000)]));
  expect(faultsOf(values(8))).toEqual([]);
  expect(faultsOf(values(9))).toEqual([['', 'must be at most 16384 bytes of JSON']]);
});

test('[X4] nesting so deep that recursion would overflow is refused as a value', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(faultsOf({ deep })).toEqual([['deep', 'must not nest deeper than 16']]);
});

test('[X4] what a database cannot store is refused: NUL and half surrogates, in keys and values', () => {
  for (const bad of ['\u0000', '\ud800']) {
    expect(faultsOf({ note: [bad] })[0]?.[0]).toBe('note');
    expect(faultsOf({ [bad]: 1 })).toHaveLength(1);
    expect(faultsOf({ note: { [bad]: 1 } })[0]?.[0]).toBe('note');
  }
});

test('[X4] no object whatever makes the check throw', () => {
  fc.assert(
    fc.property(fc.object({ withNullPrototype: false }), (value) => {
      contextInput.safeParse(value);
    }),
  );
});

test('[R11] JSON that is well formed and shallow has no fault', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: 'grapheme' }), (value) => {
      expect(jsonFault(value)).toBe(JSON.stringify(value).includes('\\u0000') ? expect.anything() : null);
    }),
  );
});
