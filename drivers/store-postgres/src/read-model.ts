import type { HistoryEntry } from '@ringback/core';
import type { ReadModel } from '@ringback/engine';
import { findCallbacks } from './find-callbacks.ts';
import { epochMs, instant, textArray } from './sql-text.ts';
import type { Sql } from './connect.ts';

const historyColumns = `sequence, ${epochMs('at')} as at, type, item_id as "itemId", service_id as "serviceId", queue_id as "queueId", agent_id as "agentId", actor, detail`;

/** What the server reads from rows. */
export function makeReadModel(sql: Sql): ReadModel {
  const docs = async (text: string, values: (string | number)[]): Promise<readonly unknown[]> => {
    const rows = await sql.unsafe<{ doc: unknown }[]>(text, values, { prepare: true });
    return rows.map((row) => row.doc);
  };
  const entries = async (condition: string, values: (string | number)[]): Promise<readonly HistoryEntry[]> => {
    const rows = await sql.unsafe<HistoryEntry[]>(
      `select ${historyColumns} from ringback.history where tenant_id = $1 and ${condition}`,
      values,
      { prepare: true },
    );
    return rows.map((row) => ({ ...row }));
  };
  return {
    callbacks: (tenantId, ids) =>
      docs('select doc from ringback.callback where tenant_id = $1 and key = any($2::text::text[])', [
        tenantId,
        textArray(ids),
      ]),
    findCallbacks: (tenantId, filter) => findCallbacks(sql, tenantId, filter),
    details: (tenantId, ids) =>
      docs('select doc from ringback.callback_details where tenant_id = $1 and key = any($2::text::text[])', [
        tenantId,
        textArray(ids),
      ]),
    attempts: (tenantId, ids) =>
      docs(
        'select doc from ringback.attempt where tenant_id = $1 and callback_id = any($2::text::text[]) order by callback_id, number, key',
        [tenantId, textArray(ids)],
      ),
    recordings: (tenantId, itemIds) =>
      docs(
        'select doc from ringback.recording where tenant_id = $1 and item_id = any($2::text::text[]) order by started_at, key',
        [tenantId, textArray(itemIds)],
      ),
    recording: async (tenantId, id) =>
      (await docs('select doc from ringback.recording where tenant_id = $1 and key = $2', [tenantId, id]))[0] ?? null,
    recordingsBegunBefore: ({ tenantId, serviceId, beforeAt, countMax }) =>
      docs(
        `select doc from ringback.recording where tenant_id = $1 and started_at < $2::bigint and doc ->> 'serviceId' = $3
         and (doc ->> 'endedAt') is not null and (doc ->> 'deletedAt') is null order by started_at, key limit $4::integer`,
        [tenantId, beforeAt, serviceId, countMax],
      ),
    deletedRecordings: (tenantId, ids) =>
      docs(
        "select doc from ringback.recording where tenant_id = $1 and key = any($2::text::text[]) and (doc ->> 'deletedAt') is not null",
        [tenantId, textArray(ids)],
      ),
    history: (tenantId, after, countMax) =>
      entries('sequence > $2::bigint order by sequence limit $3::integer', [tenantId, after, countMax]),
    timeline: (tenantId, itemId, countMax) =>
      entries('item_id = $2 order by sequence limit $3::integer', [tenantId, itemId, countMax]),
    historyOfQueue: (question) =>
      entries(
        `queue_id = $2 and type = $3 and at >= ${instant('$4')} and at <= ${instant('$5')} order by at, sequence limit $6::integer`,
        [question.tenantId, question.queueId, question.type, question.fromAt, question.toAt, question.countMax],
      ),
    configuration: (tenantId) => configuration(sql, tenantId),
    ping: async () => {
      await sql`select 1`;
    },
  };
}

async function configuration(
  sql: Sql,
  tenantId: string,
): Promise<readonly { kind: string; id: string; document: unknown }[]> {
  const rows = await sql<{ kind: string; id: string; document: unknown }[]>`
    select kind, id, coalesce(doc -> 'document', doc) as document from ringback.configuration where tenant_id = ${tenantId} order by kind, id`;
  return rows.map((row) => ({ ...row }));
}
