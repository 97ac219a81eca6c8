import { setImmediate as nextTurn } from 'node:timers/promises';
import { tableNames, type TableName } from '@ringback/core';
import type { ReadRow, RecordedReply, StoredState } from '@ringback/engine';
import { unpackCallback } from './packed-callback.ts';
import { PackedReader } from './packed-reader.ts';
import { epochMs, textArray } from './sql-text.ts';
import type { Snapshot, Sql } from './connect.ts';

/** How long before the newest history entry a slot must have begun to be left in the database. */
const pastSlotMs = 2 * 24 * 60 * 60 * 1000;

/** Which rows of a table are open; `$1` is the tenant. Null: not part of the live state. */
const openRows: Readonly<Record<TableName, string | null>> = {
  callback: 'closed_at is null',
  callback_details: null,
  live_call: 'closed_at is null',
  attempt: 'callback_id in (select key from ringback.callback where tenant_id = $1 and closed_at is null)',
  leg: 'true',
  offer: 'true',
  agent_state: 'true',
  slot: `(starts_at is null or starts_at >= coalesce((select at - interval '${pastSlotMs} milliseconds' from ringback.history where tenant_id = $1 order by sequence desc limit 1), '-infinity'))`,
  slot_hold: 'true',
  learned_rates: 'true',
  suppression: 'true',
  call_in: 'true',
  recording: null,
  configuration: 'true',
};

/** Everything but the callbacks, of which there may be a million. */
const restStatement = [
  ...tableNames.flatMap((table) => {
    const condition = openRows[table];
    return condition === null || table === 'callback'
      ? []
      : [
          `select '${table}' as part, doc, 0::bigint as sequence from ringback.${table} where tenant_id = $1 and ${condition}`,
        ];
  }),
  `select 'effect', doc, 0 from (select doc from ringback.effect where tenant_id = $1 order by at, id) as pending`,
  `select 'history', null, coalesce(max(sequence), 0) from ringback.history where tenant_id = $1`,
].join('\nunion all\n');

/** Open callbacks read at once: a megabyte of text. Of portions twice as long the database copied every part several times. */
const PORTION_COUNT = 4_000;

/** One row to a line: jsonb writes no line end of its own. */
const portionStatement = `select string_agg(coalesce(packed, doc::text), E'\n') as docs, max(key) as last_key from (
  select key, doc, packed from ringback.callback where tenant_id = $1 and closed_at is null and key > $2 order by key limit ${PORTION_COUNT}) as portion`;

/**
 * Reads the live state of a tenant in one snapshot: a state put together from several would be one that never was. Details of
 * callbacks are left where they are.
 */
export async function load(sql: Sql, tenantId: string, read: ReadRow = (_table, row) => row): Promise<StoredState> {
  return await sql.begin('isolation level repeatable read read only', async (snapshot) => {
    const parts = new Map<string, unknown[]>();
    let historySequence = 0;
    const rows = await snapshot.unsafe<{ part: string; doc: unknown; sequence: number }[]>(restStatement, [tenantId], {
      prepare: true,
    });
    for (const row of rows) {
      if (row.part === 'history') historySequence = row.sequence;
      else partOf(parts, row.part).push(row.doc);
    }
    for (const table of tableNames) {
      const known = parts.get(table);
      if (known !== undefined)
        parts.set(
          table,
          known.map((row) => read(table, row)),
        );
    }
    parts.set('callback', await loadCallbacks(snapshot, tenantId, read));
    return { rows: rowsByTable(parts), effects: partOf(parts, 'effect'), historySequence };
  });
}

interface Portion {
  /** The rows, UTF-8. */
  readonly docs: Buffer;
  readonly lastKey: string;
}

/** The next portion is asked for before the one at hand is read: the database and this process work at the same time. */
async function loadCallbacks(snapshot: Snapshot, tenantId: string, read: ReadRow): Promise<unknown[]> {
  const callbacks: unknown[] = [];
  const reader = new PackedReader();
  let portion = await loadPortion(snapshot, tenantId, '');
  while (portion !== null) {
    const next = loadPortion(snapshot, tenantId, portion.lastKey);
    // A row that is not readable ends the load; the portion under way must not end the process besides.
    next.catch(() => undefined);
    await untilAsked();
    for (const row of rowsOf(portion.docs, reader)) callbacks.push(read('callback', row));
    portion = await next;
  }
  return callbacks;
}

/** The driver sends a question in the turn of the event loop after the next: without the pause nothing would be asked before. */
async function untilAsked(): Promise<void> {
  await nextTurn();
  await nextTurn();
}

/** As bytes, of which the reader makes only what it needs. */
async function loadPortion(snapshot: Snapshot, tenantId: string, afterKey: string): Promise<Portion | null> {
  const rows = await snapshot.unsafe(portionStatement, [tenantId, afterKey], { prepare: true }).raw();
  const [docs, lastKey] = rows[0] ?? [];
  return docs && lastKey ? { docs, lastKey: lastKey.toString() } : null;
}

const LINE_END = 0x0a;

function* rowsOf(docs: Buffer, reader: PackedReader): IterableIterator<unknown> {
  reader.take(docs);
  for (let start = 0; start < docs.length;) {
    const found = docs.indexOf(LINE_END, start);
    const end = found < 0 ? docs.length : found;
    yield reader.read(start, end) ?? parseRow(docs.toString('utf8', start, end));
    start = end + 1;
  }
}

function parseRow(text: string): unknown {
  const row: unknown = JSON.parse(text);
  return Array.isArray(row) ? unpackCallback(row) : row;
}

function partOf(parts: Map<string, unknown[]>, name: string): unknown[] {
  const known = parts.get(name);
  if (known !== undefined) return known;
  const made: unknown[] = [];
  parts.set(name, made);
  return made;
}

function rowsByTable(parts: Map<string, unknown[]>): Record<TableName, readonly unknown[]> {
  const rows = (table: TableName): readonly unknown[] => partOf(parts, table);
  return {
    callback: rows('callback'),
    callback_details: rows('callback_details'),
    live_call: rows('live_call'),
    attempt: rows('attempt'),
    leg: rows('leg'),
    offer: rows('offer'),
    agent_state: rows('agent_state'),
    slot: rows('slot'),
    slot_hold: rows('slot_hold'),
    learned_rates: rows('learned_rates'),
    suppression: rows('suppression'),
    call_in: rows('call_in'),
    recording: rows('recording'),
    configuration: rows('configuration'),
  };
}

/**
 * The replies recorded for some commands. The ids are compared with an array, not joined with a set: a plan made while the table
 * was empty would read all of a tenant's replies for a join, for every batch.
 */
export async function findReplies(
  sql: Sql,
  tenantId: string,
  commandIds: readonly string[],
): Promise<readonly RecordedReply[]> {
  const rows = await sql.unsafe<RecordedReply[]>(
    `select command_id as "commandId", fingerprint, reply, ${epochMs('at')} as at from ringback.command_reply where tenant_id = $1 and command_id = any($2::text::text[])`,
    [tenantId, textArray(commandIds)],
    { prepare: true },
  );
  return rows.map(({ commandId, fingerprint, reply, at }) => ({ commandId, fingerprint, reply, at }));
}
