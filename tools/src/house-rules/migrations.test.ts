import { expect, test } from 'vitest';
import { applyRule, sourceFile } from './house-rule.ts';
import { migrations, migrationsLock } from './migrations.ts';

const path = 'drivers/store-postgres/migrations/0001-first.sql';
// printf 'CREATE TABLE a ();' | sha256sum
const hash = '902f5c947b00294d6b0cdb41666553a31c51672ed6e65af6209e622790dce7b1';

function messages(lock: Readonly<Record<string, string>>, texts: Readonly<Record<string, string>>): string[] {
  const files = Object.entries(texts).map(([name, text]) => sourceFile(name, text));
  return applyRule(migrations, [sourceFile(migrationsLock, JSON.stringify(lock)), ...files]).findings.map(
    ({ message }) => message,
  );
}

test('a merged migration as it was merged is right', () => {
  expect(messages({ [path]: hash }, { [path]: 'CREATE TABLE a ();' })).toEqual([]);
});

test('planted: changed, removed and unlisted migrations are refused', () => {
  expect(messages({ [path]: hash }, { [path]: 'CREATE TABLE a (b int);' })).toEqual([
    expect.stringContaining('was changed'),
  ]);
  expect(messages({ [path]: hash }, {})).toEqual([expect.stringContaining('is gone')]);
  expect(messages({}, { [path]: 'CREATE TABLE a ();' })).toEqual([expect.stringContaining('not in')]);
});
