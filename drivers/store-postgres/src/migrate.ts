import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Sql } from './connect.ts';

/** A numbered step of the schema, `migrations/0001_tables.sql`. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

/** The database's schema and this program do not go together. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** Any number that no other program is likely to lock. */
const lockNumber = 7_425_622_225;

const folder = new URL('../migrations/', import.meta.url);

/** The migrations of this program, in order. Throws when their numbers have gaps. */
export async function readMigrations(from: URL = folder): Promise<readonly Migration[]> {
  const names = (await readdir(from)).filter((name) => name.endsWith('.sql')).sort();
  return await Promise.all(
    names.map(async (name, index) => {
      const text = await readFile(new URL(name, from), 'utf8');
      const number = Number(name.slice(0, 4));
      if (number !== index + 1) throw new MigrationError(`migration ${name} must be number ${index + 1}`);
      return { number, name, text, hash: createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex') };
    }),
  );
}

/**
 * Brings the schema up to date in one transaction, under a lock that makes other nodes wait. Throws MigrationError when the
 * database is newer than this program, or when a migration that was carried out has been edited since.
 * @param onStep told after each step, before the transaction commits.
 */
export async function migrate(
  sql: Sql,
  at: number,
  migrations: readonly Migration[],
  onStep: () => void = () => {},
): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${lockNumber}::bigint)`;
    await transaction.unsafe(`create schema if not exists ringback;
      create table if not exists ringback.schema_migration (number integer primary key, name text not null, hash text not null, applied_at timestamptz not null)`);
    const applied = await transaction<
      { number: number; hash: string }[]
    >`select number, hash from ringback.schema_migration order by number`;
    expectKnown(applied, migrations);
    for (const migration of migrations.slice(applied.length)) {
      await transaction.unsafe(migration.text);
      await transaction`insert into ringback.schema_migration (number, name, hash, applied_at)
        values (${migration.number}, ${migration.name}, ${migration.hash}, to_timestamp(${at}::double precision / 1000))`;
      onStep();
    }
  });
}

function expectKnown(applied: readonly { number: number; hash: string }[], migrations: readonly Migration[]): void {
  applied.forEach((done, index) => {
    const known = migrations[index];
    if (known === undefined)
      throw new MigrationError(
        `the database has schema ${applied.length}, this program knows ${migrations.length}: start a newer program`,
      );
    if (done.number !== known.number || done.hash !== known.hash)
      throw new MigrationError(`migration ${known.name} was changed after it had been carried out`);
  });
}
