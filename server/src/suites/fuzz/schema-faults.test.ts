import { describe, expect, test } from 'vitest';
import { schemaFaults } from './schema-faults.ts';
import type { SchemaNode } from './schema-node.ts';

const person: SchemaNode = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 5 },
    age: { anyOf: [{ type: 'integer', minimum: 0, maximum: 150 }, { type: 'null' }] },
    at: { type: 'string', format: 'date-time' },
    timeZone: { type: 'string' },
    tags: { type: 'array', maxItems: 2, items: { type: 'string', enum: ['a', 'b'] } },
    levels: {
      type: 'object',
      propertyNames: { pattern: '^[a-z]+$' },
      additionalProperties: { type: 'integer', minimum: 1 },
    },
    live: {},
  },
};
const faults = (value: unknown): string[] => schemaFaults(person, value, (node) => node).map((path) => path.join('.'));

describe('[X4] what the document forbids', () => {
  test.each<[unknown, string[]]>([
    [{ name: 'Ada' }, []],
    [
      {
        name: 'Ada',
        age: null,
        at: '2026-03-02T10:00:00+01:00',
        timeZone: 'Asia/Tokyo',
        tags: ['a'],
        levels: { x: 1 },
        live: [{}],
      },
      [],
    ],
    [{}, ['name']],
    [null, ['']],
    [[], ['']],
    [{ name: '' }, ['name']],
    [{ name: 'Adaline' }, ['name']],
    [{ name: 'a\u0000' }, ['name']],
    [{ name: '\uD800' }, ['name']],
    [{ name: 5 }, ['name']],
    [{ name: 'Ada', age: -1 }, ['age']],
    [{ name: 'Ada', age: 1.5 }, ['age']],
    [{ name: 'Ada', age: Infinity }, ['age']],
    [{ name: 'Ada', at: '2026-02-30T10:00:00Z' }, ['at']],
    [{ name: 'Ada', at: '9999-01-01T00:00:00Z' }, ['at']],
    [{ name: 'Ada', at: '2026-03-02T10:00:00' }, ['at']],
    [{ name: 'Ada', timeZone: '+02:00' }, ['timeZone']],
    [{ name: 'Ada', timeZone: 'Mars/Olympus' }, ['timeZone']],
    [{ name: 'Ada', tags: ['a', 'c'] }, ['tags.1']],
    [{ name: 'Ada', tags: ['a', 'a', 'a'] }, ['tags']],
    [{ name: 'Ada', levels: { UP: 1 } }, ['levels.UP']],
    [{ name: 'Ada', levels: { up: 0 } }, ['levels.up']],
    [{ name: 'Ada', other: 1 }, ['other']],
    [JSON.parse('{"name":"Ada","__proto__":{"age":1}}'), ['__proto__']],
  ])('%j -> %j', (value, expected) => {
    expect(faults(value)).toEqual(expected);
  });

  test('of a choice, the branch that failed furthest inside is the one that was meant', () => {
    const choice: SchemaNode = {
      anyOf: [{ type: 'string' }, { type: 'object', properties: { ms: { type: 'integer' } } }],
    };
    expect(schemaFaults(choice, { ms: 'x' }, (node) => node)).toEqual([['ms']]);
  });
});
