import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableNames, type TableName } from './changes.ts';
import { Recorder } from './recorder.ts';

test('a batch has each row once, as it was last, in the order in which rows were first changed', () => {
  const tables = fc.constantFrom<TableName>(...tableNames.slice(0, 3));
  const keys = fc.integer({ min: 0, max: 15 }).map((number) => `key_${number}`);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(tables, keys, fc.option(fc.integer())), { maxLength: 120, size: 'max' }),
      (writes) => {
        const recorder = new Recorder();
        const expected = new Map<string, unknown>();
        for (const [table, key, value] of writes) {
          const row = value === null ? null : { value };
          recorder.row(table, key, row);
          expected.set(JSON.stringify([table, key]), { table, key, row });
        }
        expect(recorder.take().changes).toEqual([...expected.values()]);
        expect(recorder.take().changes).toEqual([]);
      },
    ),
  );
});

test('after a batch of many rows the next begins empty', () => {
  const recorder = new Recorder();
  for (let number = 0; number < 40; number += 1) recorder.row('leg', `leg_${number}`, { number });
  expect(recorder.take().changes).toHaveLength(40);
  recorder.row('leg', 'leg_39', null);
  expect(recorder.take().changes).toEqual([{ table: 'leg', key: 'leg_39', row: null }]);
});
