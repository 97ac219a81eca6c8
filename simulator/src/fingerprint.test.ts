import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fingerprint } from './fingerprint.ts';

function fingerprintOf(...values: readonly unknown[]): string {
  const fingerprint = new Fingerprint();
  for (const value of values) fingerprint.add(value);
  return fingerprint.digest();
}

function afterChange(before: unknown, after: unknown): string {
  const fingerprint = new Fingerprint();
  fingerprint.addChange(before, after);
  return fingerprint.digest();
}

/** Texts of ids and names, numbers of all kinds, nothing that JSON would change. */
const plain = fc.jsonValue({ maxDepth: 3, noUnicodeString: false }).filter((value) => !hasMinusZero(value));

function hasMinusZero(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(hasMinusZero);
  return Object.is(value, -0);
}

test('[I8] two values have one fingerprint exactly when they are one JSON', () => {
  fc.assert(
    fc.property(plain, plain, (one, other) => {
      expect(fingerprintOf(one) === fingerprintOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
    { numRuns: 2_000 },
  );
});

test('[I8] a copy has the fingerprint of what it was made from', () => {
  fc.assert(
    fc.property(plain, (value) => {
      expect(fingerprintOf(structuredClone(value))).toBe(fingerprintOf(value));
    }),
  );
});

test.each<readonly [string, unknown, unknown]>([
  ['kinds of values', '1', 1],
  ['yes and one', true, 1],
  ['nothing and no', null, false],
  ['numbers in their last bit', 0.1 + 0.2, 0.3],
  ['whole numbers beyond 32 bits', 2 ** 40, 2 ** 40 + 1],
  ['a number and itself beyond 32 bits', 1, 1 + 2 ** 32],
  ['large numbers in their first bits', 2 ** 40, 2 ** 41],
  ['texts in their last character', 'a'.repeat(99), `${'a'.repeat(98)}b`],
  ['a text and one that ends in the character 0', 'abc', 'abc\0'],
  ['order of a list', [1, 2], [2, 1]],
  ['where a list ends', [[1], 2], [[1, 2]]],
  ['names of fields', { a: 1 }, { b: 1 }],
  ['order of fields', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ['where an object ends', [{ a: 1 }, 'b', 2], [{ a: 1, b: 2 }]],
])('[I8] tells apart %s', (_what, one, other) => {
  expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
});

test('[I8] tells apart texts that differ in one character, wherever it stands', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(text, fc.nat(), fc.integer({ min: 1, max: 0xffff }), (one, place, bits) => {
      const at = place % one.length;
      const other = `${one.slice(0, at)}${String.fromCharCode(one.charCodeAt(at) ^ bits)}${one.slice(at + 1)}`;
      expect(fingerprintOf(other)).not.toBe(fingerprintOf(one));
    }),
    { numRuns: 2_000 },
  );
});

test('[I8] tells apart the same texts cut otherwise', () => {
  expect(fingerprintOf('ab', 'c')).not.toBe(fingerprintOf('a', 'bc'));
  expect(fingerprintOf('abc')).not.toBe(fingerprintOf('ab', 'c'));
});

test('[I8] a changed row: from the same row two changes have one fingerprint exactly when they lead to the same row', () => {
  // Absent means another than null: fields without a value are left out, as in stored rows.
  const lists = [[], ['ana'], ['ben'], ['ana', 'ben'], ['ben', 'ana'], ['ana', 'ana'], ['ben', 'ana', 'ben']];
  const value = fc.constantFrom<unknown>('waiting', 'closed', 1, 2, null, { id: 'call_1' }, ...lists);
  const row = fc.dictionary(fc.constantFrom('id', 'state', 'dueAt', 'call', 'version'), value, { maxKeys: 5 });
  const sorted = (fields: Readonly<Record<string, unknown>>): string =>
    JSON.stringify(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)));
  fc.assert(
    fc.property(row, row, row, (before, one, other) => {
      const isSame = afterChange(before, inOrderOf(one)) === afterChange(before, inOrderOf(other));
      expect(isSame).toBe(sorted(one) === sorted(other));
    }),
    { numRuns: 2_000 },
  );
});

/** Rows of one table name their fields in one order. */
function inOrderOf(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    ['id', 'state', 'dueAt', 'call', 'version'].flatMap((name) => (name in fields ? [[name, fields[name]]] : [])),
  );
}

test('[I8] a list that moves on: what went and what came both count', () => {
  const [one, two, three] = [{ at: 1 }, { at: 2 }, { at: 3 }];
  const before = { id: 'q_1', starts: [one, two, one] };
  const lists = [[two, one], [two, one, three], [two, one, { at: 4 }], [one, two], [one, two, one, one], [three]];
  const all = lists.map((starts) => afterChange(before, { id: 'q_1', starts }));
  expect(new Set(all).size).toBe(lists.length);
});

test('[I8] a row that comes, stays as it is, or goes', () => {
  const row = { id: 'cb_1', state: 'waiting' };
  const all = [
    afterChange(undefined, row),
    afterChange(row, { ...row }),
    afterChange(row, null),
    afterChange(row, undefined),
  ];
  expect(new Set(all).size).toBe(4);
});
