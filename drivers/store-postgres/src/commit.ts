import { storedRow, tableNames, type Change, type HistoryEntry, type TableName } from '@ringback/core';
import { FenceLostError, isKeptUntilDone, type CommitBatch } from '@ringback/engine';
import { Parameters } from './sql-text.ts';
import type { Sql } from './connect.ts';

/** One statement with its parameters. */
interface Statement {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/**
 * Writes a batch as one statement, hence one transaction and one round trip. Its first part locks the lease row and finds it
 * only under the batch's fence; every other part draws from that row, so without the fence nothing is written.
 * Throws FenceLostError, RangeError for history that does not follow on, or the database's error; then nothing was written.
 * After a broken connection the outcome is unknown.
 */
export async function commit(sql: Sql, batch: CommitBatch, isAnnounced: boolean): Promise<void> {
  expectConsecutive(batch.history);
  const statement = commitStatement(batch, isAnnounced);
  const rows = await sql.unsafe(statement.text, [...statement.values], { prepare: true });
  if (rows.length === 0) throw new FenceLostError(`tenant ${batch.tenantId}: fence ${batch.fence} is not held`);
}

/** The statement of a batch. Batches that touch the same tables share one text, hence one prepared statement. */
export function commitStatement(batch: CommitBatch, isAnnounced: boolean): Statement {
  const parameters = new Parameters();
  const tenant = parameters.add(batch.tenantId);
  const parts = [
    `fence as materialized (select tenant_id from ringback.lease where tenant_id = ${tenant} and fence = ${parameters.add(batch.fence)}::bigint for share)`,
    ...tableNames.flatMap((table) => changeParts(table, batch.changes, parameters)),
    ...historyPart(batch.history, tenant, parameters),
    ...effectParts(batch, parameters),
    ...replyPart(batch, parameters),
  ];
  const told = isAnnounced ? `pg_notify('ringback', ${parameters.add(`commit:${batch.tenantId}`)})` : 'true';
  return { text: `with ${parts.join(',\n')}\nselect ${told} from fence`, values: parameters.values };
}

function changeParts(table: TableName, changes: readonly Change[], parameters: Parameters): string[] {
  const keys: string[] = [];
  const docs: unknown[] = [];
  const removed: string[] = [];
  for (const change of changes) {
    if (change.table !== table) continue;
    if (change.row === null) removed.push(change.key);
    else {
      keys.push(change.key);
      docs.push(storedRow(table, change.row));
    }
  }
  const parts: string[] = [];
  if (docs.length > 0) {
    const rows = unnested({ key: parameters.texts(keys), doc: parameters.documents(docs) });
    parts.push(
      `put_${table} as (insert into ringback.${table} (tenant_id, key, doc) select fence.tenant_id, entry.key, entry.doc::jsonb from fence, (select ${rows}) as entry on conflict (tenant_id, key) do update set doc = excluded.doc)`,
    );
  }
  if (removed.length > 0) {
    parts.push(
      `drop_${table} as (delete from ringback.${table} as gone using fence where gone.tenant_id = fence.tenant_id and gone.key = any(${parameters.texts(removed)}))`,
    );
  }
  return parts;
}

/**
 * A select list that gives the elements of some arrays of one length side by side, a row each. In a from clause PostgreSQL would
 * first write every column down and then read it again: a tenth of the whole commit.
 */
function unnested(arrays: Readonly<Record<string, string>>): string {
  return Object.entries(arrays)
    .map(([name, array]) => `unnest(${array}) as ${name}`)
    .join(', ');
}

function historyPart(history: readonly HistoryEntry[], tenant: string, parameters: Parameters): string[] {
  const first = history[0];
  if (first === undefined) return [];
  const before = parameters.add(first.sequence - 1);
  const texts = (of: (entry: HistoryEntry) => string | null): string => parameters.texts(history.map(of));
  const count = parameters.add(history.length);
  const entries = unnested({
    at: texts(({ at }) => String(at)),
    type: texts(({ type }) => type),
    item_id: texts(({ itemId }) => itemId),
    service_id: texts(({ serviceId }) => serviceId),
    queue_id: texts(({ queueId }) => queueId),
    agent_id: texts(({ agentId }) => agentId),
    actor: texts(({ actor }) => actor),
    detail: parameters.documents(history.map(({ detail }) => detail)),
  });
  return [
    `tail as materialized (select coalesce(max(sequence), 0) as sequence from ringback.history where tenant_id = ${tenant})`,
    `follows as materialized (select case when tail.sequence = ${before}::bigint then true else ringback.refuse('history must go on after ' || tail.sequence) end as is_so from tail, fence)`,
    `put_history as (insert into ringback.history (tenant_id, sequence, at, type, item_id, service_id, queue_id, agent_id, actor, detail)
      select fence.tenant_id, ${before}::bigint + entry.place, to_timestamp(entry.at::double precision / 1000), entry.type, entry.item_id, entry.service_id, entry.queue_id, entry.agent_id, entry.actor, entry.detail::jsonb
      from fence, follows, (select generate_series(1, ${count}::integer) as place, ${entries}) as entry
      where follows.is_so)`,
  ];
}

function effectParts(batch: CommitBatch, parameters: Parameters): string[] {
  const done = new Set(batch.effectIdsDone);
  const added = batch.effects.filter((effect) => isKeptUntilDone(effect) && !done.has(effect.id));
  const parts: string[] = [];
  if (added.length > 0) {
    const rows = unnested({
      id: parameters.texts(added.map(({ id }) => id)),
      at: parameters.texts(added.map(({ at }) => String(at))),
      doc: parameters.documents(added),
    });
    parts.push(
      `put_effect as (insert into ringback.effect (tenant_id, id, at, doc) select fence.tenant_id, entry.id, to_timestamp(entry.at::double precision / 1000), entry.doc::jsonb from fence, (select ${rows}) as entry on conflict (tenant_id, id) do nothing)`,
    );
  }
  if (done.size > 0) {
    parts.push(
      `drop_effect as (delete from ringback.effect as gone using fence where gone.tenant_id = fence.tenant_id and gone.id = any(${parameters.texts([...done])}))`,
    );
  }
  return parts;
}

function replyPart(batch: CommitBatch, parameters: Parameters): string[] {
  const { replies } = batch;
  if (replies.length === 0) return [];
  const rows = unnested({
    command_id: parameters.texts(replies.map(({ commandId }) => commandId)),
    fingerprint: parameters.texts(replies.map(({ fingerprint }) => fingerprint)),
    reply: parameters.documents(replies.map(({ reply }) => reply)),
    at: parameters.texts(replies.map(({ at }) => String(at))),
  });
  return [
    `put_reply as (insert into ringback.command_reply (tenant_id, command_id, fingerprint, reply, at)
      select fence.tenant_id, entry.command_id, entry.fingerprint, entry.reply::jsonb, to_timestamp(entry.at::double precision / 1000)
      from fence, (select ${rows}) as entry
      on conflict (tenant_id, command_id) do nothing)`,
  ];
}

function expectConsecutive(history: readonly HistoryEntry[]): void {
  history.forEach((entry, index) => {
    const before = history[index - 1];
    if (before !== undefined && entry.sequence !== before.sequence + 1)
      throw new RangeError(`history must be consecutive: ${entry.sequence} after ${before.sequence}`);
  });
}
