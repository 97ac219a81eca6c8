import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { unpackCallback } from './packed-callback.ts';

/** The fields that the migration packs, in its order. */
async function packedFields(): Promise<readonly string[]> {
  const text = await readFile(new URL('../migrations/0002_quick_start.sql', import.meta.url), 'utf8');
  return Array.from(text.matchAll(/coalesce\(\(doc -> '(\w+)'\)/g), (match) => match[1] ?? '');
}

test('[X1] every packed value is unpacked into the field that the migration took it from', async () => {
  const fields = await packedFields();
  expect(fields).toHaveLength(25);
  expect(unpackCallback(fields.map((name) => `value of ${name}`))).toEqual(
    Object.fromEntries(fields.map((name) => [name, `value of ${name}`])),
  );
});

test('[X1] a row with any field besides is not packed', async () => {
  const text = await readFile(new URL('../migrations/0002_quick_start.sql', import.meta.url), 'utf8');
  const listed = /doc - array\[([^\]]+)\]/.exec(text)?.[1]?.matchAll(/'(\w+)'/g) ?? [];
  expect(Array.from(listed, (match) => match[1])).toEqual(await packedFields());
});
