import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type TestDatabase } from './test-postgres.ts';

const server = process.env['RINGBACK_TEST_DATABASE_URL'];

describe.skipIf(server === undefined)('the PostgreSQL of the tests (RINGBACK_TEST_DATABASE_URL)', () => {
  const databases: TestDatabase[] = [];

  beforeAll(async () => {
    // The suite is skipped when the address is missing, so an empty one is never used.
    databases.push(...(await Promise.all([createDatabase(server ?? ''), createDatabase(server ?? '')])));
  });

  afterAll(() => Promise.all(databases.map(({ drop }) => drop())));

  test('is real, durable, in UTC', async () => {
    const sql = postgres(databases[0]?.url ?? '', { max: 1 });
    const rows =
      await sql`SELECT current_setting('fsync') AS fsync, current_setting('TimeZone') AS zone, version() AS version`;
    await sql.end();
    expect(rows[0]).toMatchObject({ fsync: 'on', zone: 'UTC', version: expect.stringContaining('PostgreSQL') });
  });

  test('gives each file a database of its own', async () => {
    const clients = databases.map(({ url }) => postgres(url, { max: 1 }));
    await Promise.all(clients.map((sql) => sql`CREATE TABLE same_name (id int)`));
    await Promise.all(clients.map((sql) => sql.end()));
    expect(new Set(databases.map(({ url }) => url)).size).toBe(2);
  });
});
