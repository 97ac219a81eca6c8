import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStoreContract, type StoreUnderTest } from '@ringback/testkit';
import { afterAll, describe, expect, test } from 'vitest';
import { openEmbedded, type EmbeddedDatabase } from './embedded/open-embedded.ts';
import { schemaContract } from './testing/schema-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringback-contract-'));
let current: EmbeddedDatabase | null = null;

const opened = (): EmbeddedDatabase => {
  if (current === null) throw new Error('the database is not open');
  return current;
};

const open = async (): Promise<StoreUnderTest> => {
  const database = await openEmbedded({ folder });
  current = database;
  return {
    ...database,
    reopen: async () => {
      await database.close();
      return await open();
    },
    another: async () => ({ ...database, close: async () => undefined }),
  };
};

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeStoreContract('PGlite', open);

describe('schema on PGlite', () => {
  let database: EmbeddedDatabase | null = null;
  afterAll(async () => {
    await database?.close();
  });
  test('[X1] commits are flushed to disk, and that is told; vacuum runs', async () => {
    database = await openEmbedded({ folder });
    current = database;
    expect(database.durability).toBe('PGlite, flush to disk verified');
    await database.vacuum();
  }, 60_000);
  describe('catalogue', () => schemaContract(() => ({ socketPath: opened().socketPath })));
});
