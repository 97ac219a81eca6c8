import type { KeyStore } from '@ringback/engine';
import { jsonText } from './json-text.ts';
import type { Sql } from './connect.ts';

/** API keys. A secret is stored as its hash only, and belongs to one tenant: `find` is asked before the tenant is known. */
export function makeKeyStore(sql: Sql): KeyStore {
  return {
    list: async (tenantId) => {
      const rows = await sql<
        { doc: unknown }[]
      >`select doc from ringback.api_key where tenant_id = ${tenantId} order by id`;
      return rows.map((row) => row.doc);
    },
    find: async (secretHash) => {
      const rows = await sql<{ doc: unknown }[]>`select doc from ringback.api_key where secret_hash = ${secretHash}`;
      return rows[0]?.doc ?? null;
    },
    save: async (tenantId, key) => {
      await sql`insert into ringback.api_key (tenant_id, id, secret_hash, doc)
        values (${tenantId}, ${key.id}, ${key.secretHash}, ${jsonText(key.document)}::text::jsonb)
        on conflict (tenant_id, id) do update set secret_hash = excluded.secret_hash, doc = excluded.doc`;
    },
    remove: async (tenantId, id) => {
      const removed = await sql`delete from ringback.api_key where tenant_id = ${tenantId} and id = ${id}`;
      return removed.count > 0;
    },
  };
}
