import type { CallbackFilter } from '@ringback/engine';
import { readCursor, writeCursor } from './cursor.ts';
import { epochMs, instant, Parameters, textArray } from './sql-text.ts';
import type { Sql } from './connect.ts';

/** A page of callbacks, newest first. */
export interface CallbackPage {
  readonly rows: readonly unknown[];
  readonly nextCursor: string | null;
}

interface FoundRow {
  readonly key: string;
  readonly requested_at: number;
  readonly doc: unknown;
}

/** Searches the callbacks of a tenant, newest first by requestedAt. Throws InvalidCursorError. */
export async function findCallbacks(sql: Sql, tenantId: string, filter: CallbackFilter): Promise<CallbackPage> {
  const parameters = new Parameters();
  const tenant = parameters.add(tenantId);
  const conditions = ['requested_at is not null', ...conditionsOf(filter, parameters)];
  const limit = parameters.add(filter.countMax + 1);
  const text = `select key, ${epochMs('requested_at')} as requested_at, doc from ringback.callback
    where tenant_id = ${tenant} and ${conditions.join(' and ')} order by requested_at desc, key desc limit ${limit}::integer`;
  const found = await sql.unsafe<FoundRow[]>(text, parameters.values, { prepare: true });
  const page = found.slice(0, filter.countMax);
  const last = page.at(-1);
  const hasMore = found.length > filter.countMax && last !== undefined;
  return {
    rows: page.map((row) => row.doc),
    nextCursor: hasMore ? writeCursor({ requestedAt: last.requested_at, key: last.key }) : null,
  };
}

function conditionsOf(filter: CallbackFilter, parameters: Parameters): string[] {
  const conditions: string[] = [];
  if (filter.states !== undefined)
    conditions.push(`state = any(${parameters.add(textArray(filter.states))}::text::text[])`);
  if (filter.serviceId !== undefined) conditions.push(`service_id = ${parameters.add(filter.serviceId)}`);
  if (filter.phoneNumber !== undefined) conditions.push(`phone_number = ${parameters.add(filter.phoneNumber)}`);
  if (filter.externalId !== undefined) conditions.push(`external_id = ${parameters.add(filter.externalId)}`);
  if (filter.fromAt !== undefined) conditions.push(`requested_at >= ${instant(parameters.add(filter.fromAt))}`);
  if (filter.toAt !== undefined) conditions.push(`requested_at <= ${instant(parameters.add(filter.toAt))}`);
  if (filter.cursor !== undefined) conditions.push(afterCursor(filter.cursor, parameters));
  return conditions;
}

function afterCursor(cursor: string, parameters: Parameters): string {
  const place = readCursor(cursor);
  return `(requested_at, key) < (${instant(parameters.add(place.requestedAt))}, ${parameters.add(place.key)})`;
}
