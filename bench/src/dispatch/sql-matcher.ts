import postgres from 'postgres';
import { arrivalOf, phoneNumberOf, queuesOf, type CenterSize } from '../decide/big-center.ts';
import { copyRows, type Sql } from './filled-database.ts';

/**
 * The peer: matching in SQL with SKIP LOCKED, as queues in a database are commonly served. One lean table, an index that
 * holds nothing but who waits in the order of the line, one prepared statement a decision: the head of each of the agent's
 * queues, the best of them taken and marked, committed. It keeps no history, no attempts, no agents and no effects.
 */
const schema = `
  create schema peer;
  create table peer.waiting (
    id bigint primary key,
    queue_id integer not null,
    priority integer not null,
    arrival_at timestamptz not null,
    phone_number text not null,
    state text not null,
    agent_id text
  ) with (fillfactor = 80);
  create index waiting_line on peer.waiting (queue_id, priority desc, arrival_at, id) where state = 'waiting';
`;

const decision = `
  update peer.waiting set state = 'dialing', agent_id = $2
  where id = (
    select head.id
    from unnest($1::text::integer[]) as served (queue_id)
    cross join lateral (
      select id, priority, arrival_at from peer.waiting
      where queue_id = served.queue_id and state = 'waiting'
      order by priority desc, arrival_at, id
      limit 1 for update skip locked
    ) as head
    order by head.priority desc, head.arrival_at, head.id
    limit 1
  )
  returning id, phone_number`;

/** Makes the peer's table with the same people waiting in the same queues. */
export async function fillPeer(sql: Sql, size: CenterSize): Promise<void> {
  await sql.unsafe('drop schema if exists peer cascade');
  await sql.unsafe(schema);
  await copyRows(sql, 'peer.waiting (id, queue_id, priority, arrival_at, phone_number, state)', lines(size));
  await sql`vacuum analyze peer.waiting`;
  await sql`checkpoint`;
}

function* lines(size: CenterSize): Generator<string> {
  for (let index = 0; index < size.waitingCount; index += 1) {
    const arrivalAt = new Date(arrivalOf(index, size.waitingCount)).toISOString();
    yield `${index}\t${index % size.queueCount}\t0\t${arrivalAt}\t${phoneNumberOf(index)}\twaiting\n`;
  }
}

/** Decisions a second with so many connections, each waiting for its commit before the next agent. */
export async function matchInSql(
  url: string,
  size: CenterSize,
  given: { readonly connectionCount: number; readonly forMs: number },
): Promise<number> {
  const connections = Array.from({ length: given.connectionCount }, () => postgres(url, { max: 1 }));
  await Promise.all(connections.map((sql) => sql`select 1`));
  const begin = performance.now();
  const counts = await Promise.all(
    connections.map((sql, turn) =>
      serve(sql, size, { first: turn, step: given.connectionCount, untilMs: begin + given.forMs }),
    ),
  );
  const tookMs = performance.now() - begin;
  await Promise.all(connections.map((sql) => sql.end()));
  return (counts.reduce((sum, count) => sum + count, 0) * 1_000) / tookMs;
}

async function serve(
  sql: Sql,
  size: CenterSize,
  turn: { readonly first: number; readonly step: number; readonly untilMs: number },
): Promise<number> {
  let count = 0;
  for (let agent = turn.first; performance.now() < turn.untilMs; agent += turn.step) {
    const queues = `{${queuesOf(agent, size.queueCount).join(',')}}`;
    const rows = await sql.unsafe(decision, [queues, `agt_${agent}`], { prepare: true });
    count += rows.length;
  }
  return count;
}
