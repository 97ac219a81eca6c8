import { describeStoreContract, type StoreUnderTest } from '@ringback/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from './connect.ts';
import { openPostgres } from './database.ts';
import { schemaContract } from './testing/schema-contract.ts';

const superuserUrl = process.env['RINGBACK_TEST_DATABASE_URL'];

if (superuserUrl === undefined || superuserUrl === '') {
  process.stderr.write(
    'RINGBACK_TEST_DATABASE_URL is not set: the store was NOT tested on PostgreSQL, only on PGlite\n',
  );
  test.skip('the store on PostgreSQL: RINGBACK_TEST_DATABASE_URL is not set', () => undefined);
} else {
  onPostgres(superuserUrl);
}

function onPostgres(adminUrl: string): void {
  const name = `ringback_test_${process.pid}_${Date.now()}`;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;

  beforeAll(async () => {
    const admin = connect({ url: adminUrl }, 1);
    await admin.unsafe(`create database ${name}`);
    await admin.end();
  }, 60_000);
  afterAll(async () => {
    const admin = connect({ url: adminUrl }, 1);
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  }, 60_000);

  const open = async (): Promise<StoreUnderTest> => {
    const database = await openPostgres({ url: url.href });
    return {
      ...database,
      reopen: async () => {
        await database.close();
        return await open();
      },
      another: () => openPostgres({ url: url.href }),
    };
  };
  describeStoreContract('PostgreSQL', open);
  describe('schema on PostgreSQL', () => schemaContract(() => ({ url: url.href })));

  test('nodes that start at once on an empty database bring it up to date together', async () => {
    const admin = connect({ url: adminUrl }, 1);
    await admin.unsafe(`create database ${name}_race`);
    const raceUrl = new URL(adminUrl);
    raceUrl.pathname = `/${name}_race`;
    const nodes = await Promise.all([1, 2, 3].map(() => openPostgres({ url: raceUrl.href })));
    for (const node of nodes) await node.close();
    await admin.unsafe(`drop database ${name}_race with (force)`);
    await admin.end();
    expect(nodes).toHaveLength(3);
  });

  test('the level of durability is told in one sentence; vacuum runs', async () => {
    const database = await openPostgres({ url: url.href });
    expect(database.durability).toMatch(/^PostgreSQL \d+\.\d+, fsync (on|off), synchronous_commit \w+/);
    await database.vacuum();
    await database.close();
  });
}
