import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { startServer, type ServerSettings } from './postgres/server.ts';

/** A PostgreSQL to test against. `stop` ends it and removes its files; it does nothing to one that was given to us. */
export interface RunningPostgres {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/**
 * A real PostgreSQL: the one of DATABASE_TEST_URL, else a fresh one from the packages, else one from the system's
 * programs. Fresh ones listen on the loopback address with fsync on and have the settings that are given. Rejects with the reason when there is none.
 */
export async function startPostgres(settings: ServerSettings = {}): Promise<RunningPostgres> {
  const given = process.env['DATABASE_TEST_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() };
  return startServer(settings);
}

/** Creates an empty database on the server of `url` and answers its own url; `drop` removes it with its connections. */
export async function createDatabase(url: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await runStatement(url, `CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => runStatement(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function runStatement(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
