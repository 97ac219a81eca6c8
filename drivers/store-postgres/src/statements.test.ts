import { readdirSync, readFileSync } from 'node:fs';
import { commitStatement } from './commit.ts';
import { batch, callback, entry, slot } from './testing/samples.ts';
import { expect, test } from 'vitest';

/** Statements that are not about one tenant: the schema itself, and a key that is looked up before its tenant is known. */
const acrossTenants = [/ringback\.schema_migration/, /select doc from ringback\.api_key where secret_hash/];

test('every statement on a table of tenants names tenant_id', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const statements = files.flatMap((name) => {
    const text = readFileSync(new URL(name, import.meta.url), 'utf8');
    return [...text.matchAll(/`[^`]*`|'[^'\n]*'/g)]
      .map((match) => match[0])
      .filter((literal) => /(?:from|into|update|delete from) ringback\./.test(literal));
  });
  expect(statements.length).toBeGreaterThan(15);
  const nameless = statements.filter(
    (statement) => !statement.includes('tenant_id') && !acrossTenants.some((known) => known.test(statement)),
  );
  expect(nameless).toEqual([]);
});

test('batches that touch the same tables share one statement, whatever is in them', () => {
  const one = commitStatement(batch({ changes: [callback('a'), slot('s')], history: [entry(1)] }), true);
  const two = commitStatement(
    batch({ changes: [slot('t'), callback('b'), callback("c'")], history: [entry(2), entry(3)] }),
    true,
  );
  expect(two.text).toBe(one.text);
  expect(two.values).not.toEqual(one.values);
});
