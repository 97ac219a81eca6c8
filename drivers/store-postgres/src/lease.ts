import { resetInbox } from './inbox.ts';
import type { Sql } from './connect.ts';

/** Who asks for the writer's lease of a tenant, from when and for how long. A `nodeId` names one process of one start. */
export interface LeaseRequest {
  readonly tenantId: string;
  readonly nodeId: string;
  readonly at: number;
  readonly ttlMs: number;
}

/**
 * Takes or renews a lease; null while another node holds it. A change of holder raises the fence. The new holder also finds
 * every unanswered inbox command waiting again, and the answers that nobody fetched are thinned out.
 */
export async function holdLease(sql: Sql, request: LeaseRequest): Promise<{ fence: number } | null> {
  const before = await sql<
    { node_id: string | null }[]
  >`select node_id from ringback.lease where tenant_id = ${request.tenantId}`;
  const rows = await sql<{ fence: number }[]>`
    insert into ringback.lease as held (tenant_id, node_id, fence, expires_at)
    values (${request.tenantId}, ${request.nodeId}, 1, to_timestamp(${request.at + request.ttlMs}::double precision / 1000))
    on conflict (tenant_id) do update set
      fence = held.fence + case when held.node_id = excluded.node_id then 0 else 1 end,
      node_id = excluded.node_id,
      expires_at = excluded.expires_at
    where held.node_id is null or held.node_id = excluded.node_id
      or held.expires_at <= to_timestamp(${request.at}::double precision / 1000)
    returning fence`;
  const row = rows[0];
  if (row === undefined) return null;
  if (before[0]?.node_id !== request.nodeId) await resetInbox(sql, request.tenantId);
  return { fence: row.fence };
}

/** Gives the lease up. The fence goes on at once: a commit that is still under way somewhere comes too late. */
export async function releaseLease(sql: Sql, lease: { tenantId: string; nodeId: string }): Promise<void> {
  await sql`update ringback.lease set node_id = null, fence = fence + 1 where tenant_id = ${lease.tenantId} and node_id = ${lease.nodeId}`;
}
