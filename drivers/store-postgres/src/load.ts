import { tableNames, type TableName } from '@ringback/core';
import type { RecordedReply, StoredState } from '@ringback/engine';
import { epochMs } from './sql-text.ts';
import type { Sql } from './connect.ts';

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
  configuration: 'true',
};

/** One snapshot of everything: a state put together from several would be one that never was. */
const loadStatement = [
  ...tableNames.flatMap((table) => {
    const condition = openRows[table];
    return condition === null
      ? []
      : [
          `select '${table}' as part, doc, 0::bigint as sequence from ringback.${table} where tenant_id = $1 and ${condition}`,
        ];
  }),
  `select 'effect', doc, 0 from (select doc from ringback.effect where tenant_id = $1 order by at, id) as pending`,
  `select 'history', null, coalesce(max(sequence), 0) from ringback.history where tenant_id = $1`,
].join('\nunion all\n');

/** Reads the live state of a tenant in one snapshot. Details of callbacks are left where they are. */
export async function load(sql: Sql, tenantId: string): Promise<StoredState> {
  const parts = new Map<string, unknown[]>();
  let historySequence = 0;
  const rows = await sql.unsafe<{ part: string; doc: unknown; sequence: number }[]>(loadStatement, [tenantId], {
    prepare: true,
  });
  for (const row of rows) {
    if (row.part === 'history') historySequence = row.sequence;
    else partOf(parts, row.part).push(row.doc);
  }
  return { rows: rowsByTable(parts), effects: partOf(parts, 'effect'), historySequence };
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
    configuration: rows('configuration'),
  };
}

/** The replies recorded for some commands. */
export async function findReplies(
  sql: Sql,
  tenantId: string,
  commandIds: readonly string[],
): Promise<readonly RecordedReply[]> {
  const rows = await sql.unsafe<RecordedReply[]>(
    `select command_id as "commandId", fingerprint, reply, ${epochMs('at')} as at from ringback.command_reply where tenant_id = $1 and command_id in (select jsonb_array_elements_text($2::text::jsonb))`,
    [tenantId, JSON.stringify(commandIds)],
    { prepare: true },
  );
  return rows.map(({ commandId, fingerprint, reply, at }) => ({ commandId, fingerprint, reply, at }));
}
