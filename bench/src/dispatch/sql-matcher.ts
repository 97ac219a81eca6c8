import postgres from 'postgres';
import { arrivalOf, phoneNumberOf, queuesOf, type CenterSize } from '../decide/big-center.ts';
import { copyRows, type Sql } from './filled-database.ts';

/**
 * The peer: matching in SQL with SKIP LOCKED, as queues in a database are commonly served. One lean table, an index that
 * holds nothing but who waits in the order of the line, one prepared statement a decision: the head of each of the agent's
 * queues, the best of them taken and marked, committed. `lean` keeps nothing else. `recording` keeps in the same statement what
 * a platform must be able to tell afterwards, as lean as columns can be: the attempt, its leg, the agent's state, and the five
 * entries of history that ours writes for a decision, found by item.
 */
export type Matcher = 'lean' | 'recording';

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
  create table peer.agent (
    id text primary key,
    activity text not null,
    item_id bigint
  ) with (fillfactor = 50);
  create table peer.attempt (
    id uuid primary key,
    callback_id bigint not null,
    number integer not null,
    started_at timestamptz not null
  );
  create index attempt_of_callback on peer.attempt (callback_id);
  create table peer.leg (
    id uuid primary key,
    callback_id bigint not null,
    agent_id text not null,
    address text not null,
    state text not null,
    asked_at timestamptz not null
  );
  create table peer.history (
    sequence bigint generated always as identity primary key,
    at timestamptz not null,
    type text not null,
    item_id bigint,
    queue_id integer,
    agent_id text,
    actor text not null,
    detail jsonb not null
  );
  create index history_of_item on peer.history (item_id, sequence);
  create index history_of_queue on peer.history (queue_id, type, at);
  create index waiting_line on peer.waiting (queue_id, priority desc, arrival_at, id) where state = 'waiting';
`;

const take = `
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
  returning id, queue_id, phone_number`;

const decisions: Readonly<Record<Matcher, string>> = {
  lean: take,
  recording: `
    with taken as (${take}),
    dialled as (insert into peer.attempt select gen_random_uuid(), id, 1, now() from taken returning id),
    rung as (insert into peer.leg select dialled.id, taken.id, $2, phone_number, 'asked', now() from taken, dialled),
    busy as (update peer.agent set activity = 'reserved', item_id = taken.id from taken where agent.id = $2),
    told as (
      insert into peer.history (at, type, item_id, queue_id, agent_id, actor, detail)
      select now(), type, id, queue_id, $2, 'agent', jsonb_build_object('attempt', 1, 'phoneNumber', phone_number)
      from taken, unnest(array['agent.available', 'routing.decided', 'callback.dialing', 'attempt.started', 'agent.reserved']) as type
    )
    select id, phone_number from taken`,
};

/** Makes the peer's table with the same people waiting in the same queues. */
export async function fillPeer(sql: Sql, size: CenterSize): Promise<void> {
  await sql.unsafe('drop schema if exists peer cascade');
  await sql.unsafe(schema);
  await copyRows(sql, 'peer.waiting (id, queue_id, priority, arrival_at, phone_number, state)', lines(size));
  await sql`insert into peer.agent select 'agt_' || number, 'away', null from generate_series(0, ${size.agentCount - 1}) as number`;
  await sql`vacuum analyze peer.waiting, peer.agent`;
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
  given: { readonly matcher: Matcher; readonly connectionCount: number; readonly forMs: number },
): Promise<number> {
  const connections = Array.from({ length: given.connectionCount }, () => postgres(url, { max: 1 }));
  await Promise.all(connections.map((sql) => sql`select 1`));
  const begin = performance.now();
  const counts = await Promise.all(
    connections.map((sql, turn) =>
      serve(sql, size, {
        matcher: given.matcher,
        first: turn,
        step: given.connectionCount,
        untilMs: begin + given.forMs,
      }),
    ),
  );
  const tookMs = performance.now() - begin;
  await Promise.all(connections.map((sql) => sql.end()));
  return (counts.reduce((sum, count) => sum + count, 0) * 1_000) / tookMs;
}

async function serve(
  sql: Sql,
  size: CenterSize,
  turn: { readonly matcher: Matcher; readonly first: number; readonly step: number; readonly untilMs: number },
): Promise<number> {
  let count = 0;
  for (let agent = turn.first; performance.now() < turn.untilMs; agent += turn.step) {
    const index = agent % size.agentCount;
    const queues = `{${queuesOf(index, size.queueCount).join(',')}}`;
    const rows = await sql.unsafe(decisions[turn.matcher], [queues, `agt_${index}`], { prepare: true });
    count += rows.length;
  }
  return count;
}
