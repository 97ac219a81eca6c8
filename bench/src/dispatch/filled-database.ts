import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';
import { openPostgres } from '@ringback/driver-store-postgres';
import { createDatabase, startPostgres } from '@ringback/tools';
import { configurationOf, storedRow, type CenterSize } from '../decide/big-center.ts';

/** A connection pool to the database under test. */
export type Sql = postgres.Sql;

/** A database with the schema in it and nothing else. `stop` removes it. */
export interface BenchDatabase {
  readonly url: string;
  readonly sql: Sql;
  /** What a commit survives, in words. */
  readonly durability: string;
  readonly stop: () => Promise<void>;
}

/** What PostgreSQL keeps in memory, for the platform and its peer alike: its own 128 MB are meant for the smallest of machines. */
export const SHARED_BUFFERS = '1GB';

/** Settings of a server made for this work, for the platform and its peer alike. Durability stays as it is: on. */
const settings = { max_wal_size: '8GB', checkpoint_timeout: '15min', autovacuum_naptime: '10s' } as const;

/** Starts a PostgreSQL, or takes the one that was given, and makes a database in it. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const server = await startPostgres({ shared_buffers: SHARED_BUFFERS });
  const database = await createDatabase(server.url);
  const opened = await openPostgres({ url: database.url });
  await opened.close();
  const sql = postgres(database.url, { max: 20, onnotice: () => undefined });
  for (const [name, value] of Object.entries(settings)) await sql.unsafe(`alter system set ${name} = '${value}'`);
  await sql`select pg_reload_conf()`;
  return {
    url: database.url,
    sql,
    durability: opened.durability,
    stop: async () => {
      await sql.end();
      await database.drop();
      await server.stop();
    },
  };
}

/** Fills a tenant: its configuration and everybody who waits, by COPY. */
export async function fillTenant(sql: Sql, tenantId: string, size: CenterSize): Promise<void> {
  await copyRows(sql, 'ringback.configuration (tenant_id, key, doc)', configurationLines(tenantId, size));
  await copyRows(sql, 'ringback.callback (tenant_id, key, doc)', callbackLines(tenantId, size));
  await sql`analyze`;
  await sql`checkpoint`;
}

/** Copies lines of tab-separated columns into a table. */
export async function copyRows(sql: Sql, target: string, lines: Iterable<string>): Promise<void> {
  const sink = await sql.unsafe(`copy ${target} from stdin`).writable();
  await pipeline(Readable.from(chunksOf(lines)), sink);
}

const LINES_IN_CHUNK = 1_000;

function* chunksOf(lines: Iterable<string>): Generator<string> {
  let chunk: string[] = [];
  for (const line of lines) {
    chunk.push(line);
    if (chunk.length < LINES_IN_CHUNK) continue;
    yield chunk.join('');
    chunk = [];
  }
  yield chunk.join('');
}

function* configurationLines(tenantId: string, size: CenterSize): Generator<string> {
  for (const { kind, id, document } of configurationOf(size))
    yield `${tenantId}\t${kind} ${id}\t${JSON.stringify({ kind, id, document })}\n`;
}

function* callbackLines(tenantId: string, size: CenterSize): Generator<string> {
  for (let index = 0; index < size.waitingCount; index += 1) {
    const row = storedRow(index, size);
    yield `${tenantId}\t${String(row['id'])}\t${JSON.stringify(row)}\n`;
  }
}
