import { describe, expect, test } from 'vitest';
import { jsonText } from './json-text.ts';
import { mutationsOf, placesIn, replacedAt } from './mutations.ts';
import { readOperations } from './operations.ts';
import { sampleOf } from './sample.ts';
import { schemaFaults } from './schema-faults.ts';
import { seeded } from '@ringback/testkit';

const { operations, resolve } = readOperations();

describe('[X4] the requests of the fuzz', () => {
  test('every body has a sample that the document allows', () => {
    for (const { id, body } of operations) {
      if (body !== null) expect([id, schemaFaults(body, sampleOf(body, resolve, {}), resolve)]).toEqual([id, []]);
    }
  });

  test('a sample has every field of the schema', () => {
    const hours = operations.find(({ id }) => id === 'putHours')?.body;
    const places = hours == null ? [] : placesIn(sampleOf(hours, resolve, {})).map((path) => path.join('.'));
    expect(places).toEqual(
      expect.arrayContaining(['name', 'weekly.sunday.0.from', 'holidays.0.date', 'specialDays.0.intervals.0.to']),
    );
  });

  test('one place is replaced, the others and the original stay', () => {
    const value = { a: [{ b: 1, c: 2 }], d: 3 };
    expect(replacedAt(value, ['a', '0', 'b'], 'x')).toEqual({ a: [{ b: 'x', c: 2 }], d: 3 });
    expect(replacedAt(value, ['a', '0'], undefined)).toEqual({ a: [], d: 3 });
    expect(replacedAt(value, [], null)).toBeNull();
    expect(value).toEqual({ a: [{ b: 1, c: 2 }], d: 3 });
  });

  test('a key that would set the prototype goes over the wire as a key', () => {
    const texts = [...mutationsOf({ a: 1 }, seeded(1))].map(({ make }) => jsonText(make()));
    expect(texts).toContain('{"a":1,"__proto__":"x"}');
    expect(texts).toContain('{"a":1e400}');
  });

  test('the same seed makes the same requests, another one others', () => {
    const texts = (seed: number): string[] =>
      [...mutationsOf({ a: 1 }, seeded(seed))].map(({ make }) => jsonText(make()));
    expect(texts(5)).toEqual(texts(5));
    expect(texts(5)).not.toEqual(texts(6));
  });
});
