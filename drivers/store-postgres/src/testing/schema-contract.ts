import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Address, type Sql } from '../connect.ts';
import { migrate, readMigrations, type Migration } from '../migrate.ts';

/** What the catalogue of a migrated database must say, read over a connection of its own. `address` is asked after the database was opened. */
export function schemaContract(address: () => Address): void {
  let sql: Sql;
  beforeAll(() => {
    sql = connect(address(), 1);
  });
  afterAll(async () => {
    await sql.end({ timeout: 5 });
  });

  test('every table of a tenant leads with tenant_id in its primary key', async () => {
    const tables = await sql<{ name: string; first: string | null }[]>`
      select c.relname as name, (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indrelid = c.oid and i.indisprimary) as first
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'ringback' and c.relkind in ('r', 'p') and c.relname <> 'schema_migration'`;
    expect(tables.length).toBeGreaterThanOrEqual(18);
    expect(tables.filter((table) => table.first !== 'tenant_id')).toEqual([]);
  });

  test('no default and no computed column asks for the time', async () => {
    const defaults = await sql<{ text: string }[]>`
      select pg_get_expr(d.adbin, d.adrelid) as text from pg_attrdef d join pg_class c on c.oid = d.adrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'ringback'`;
    expect(defaults.map((one) => one.text).filter((text) => /now\(|current_|clock_|localtime/i.test(text))).toEqual([]);
  });

  test('[M5] history can neither be changed nor removed', async () => {
    await sql`insert into ringback.history (tenant_id, sequence, at, type, actor, detail) values ('append_only', 1, to_timestamp(0), 'x', 'timer', '{}')`;
    await expect(sql`update ringback.history set type = 'y' where tenant_id = 'append_only'`).rejects.toThrow(
      /append-only/,
    );
    await expect(sql`delete from ringback.history where tenant_id = 'append_only'`).rejects.toThrow(/append-only/);
    await expect(sql`truncate ringback.history`).rejects.toThrow(/append-only/);
    expect(await sql`select type from ringback.history where tenant_id = 'append_only'`).toEqual([{ type: 'x' }]);
  });

  test('what a person searches for is in typed columns, computed from the row', async () => {
    const doc = JSON.stringify({
      state: 'waiting',
      phoneNumber: '+493012345600',
      requestedAt: 1_772_442_000_123,
      attemptsMade: 2,
      closedAt: null,
    });
    const found =
      await sql`insert into ringback.callback (tenant_id, key, doc) values ('columns', 'cb_1', ${doc}::text::jsonb)
      returning state, phone_number, to_char(requested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS') as requested_at, attempts_made, closed_at`;
    expect(found).toEqual([
      {
        state: 'waiting',
        phone_number: '+493012345600',
        requested_at: '2026-03-02T09:00:00.123',
        attempts_made: 2,
        closed_at: null,
      },
    ]);
  });

  test('migrating again does nothing, also from several nodes at once', async () => {
    const migrations = await readMigrations();
    const before = await sql`select * from ringback.schema_migration order by number`;
    for (const at of [1, 2]) await migrate(sql, at, migrations);
    expect(await sql`select * from ringback.schema_migration order by number`).toEqual(before);
    expect(before).toHaveLength(migrations.length);
  });

  test('a migration edited after it was carried out is refused, and so is a database newer than the program', async () => {
    const migrations = await readMigrations();
    const edited = migrations.map((one): Migration => ({ ...one, hash: 'other' }));
    await expect(migrate(sql, 1, edited)).rejects.toThrow(/changed after/);
    await expect(migrate(sql, 1, [])).rejects.toThrow(/newer program/);
  });

  test('a migration that fails leaves nothing behind', async () => {
    const migrations = await readMigrations();
    const broken: Migration = {
      number: migrations.length + 1,
      name: 'broken.sql',
      hash: 'h',
      text: 'create table ringback.half (tenant_id text primary key); select 1 / 0;',
    };
    await expect(migrate(sql, 1, [...migrations, broken])).rejects.toThrow(/division by zero/);
    expect(await sql`select to_regclass('ringback.half') as half`).toEqual([{ half: null }]);
    await migrate(sql, 1, migrations);
  });
}
