import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBenchDatabase, type BenchDatabase } from './filled-database.ts';
import { fillPeer, matchInSql } from './sql-matcher.ts';

const size = { waitingCount: 400, queueCount: 4, agentCount: 10 };
const PATIENCE_MS = 120_000;
let database: BenchDatabase;

beforeAll(async () => {
  database = await openBenchDatabase();
  await fillPeer(database.sql, size);
}, PATIENCE_MS);

afterAll(() => database.stop(), PATIENCE_MS);

test(
  '[Q4] the peer gives the longest waiting of the queues of each agent away, nobody twice',
  async () => {
    // Agent 0 serves all four queues, so one connection has to serve in the order of arrival.
    await matchInSql(database.url, size, { matcher: 'lean', connectionCount: 1, forMs: 20 });
    const taken = await database.sql<{ id: number }[]>`select id::int from peer.waiting where state = 'dialing'`;
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.map(({ id }) => id).sort((a, b) => a - b)).toEqual(taken.map((_, index) => index));
    await matchInSql(database.url, size, { matcher: 'lean', connectionCount: 4, forMs: 50 });
    const [counts] = await database.sql<{ dialing: number; waiting: number }[]>`
      select count(*) filter (where state = 'dialing')::int as dialing, count(*) filter (where state = 'waiting')::int as waiting
      from peer.waiting`;
    expect((counts?.dialing ?? 0) + (counts?.waiting ?? 0)).toBe(size.waitingCount);
  },
  PATIENCE_MS,
);

test(
  'the one that keeps records writes for each decision what ours writes',
  async () => {
    await fillPeer(database.sql, size);
    await matchInSql(database.url, size, { matcher: 'recording', connectionCount: 4, forMs: 50 });
    const [counts] = await database.sql<Record<string, number>[]>`select
      (select count(*) from peer.waiting where state = 'dialing')::int as dialing,
      (select count(distinct callback_id) from peer.attempt)::int as attempts,
      (select count(distinct callback_id) from peer.leg)::int as legs,
      (select count(distinct agent_id) from peer.leg)::int as served,
      (select count(*) from peer.history)::int as history,
      (select count(*) from peer.agent where activity = 'reserved')::int as agents`;
    const dialing = counts?.['dialing'] ?? 0;
    expect(dialing).toBeGreaterThan(0);
    expect(counts).toMatchObject({ attempts: dialing, legs: dialing, history: 5 * dialing });
    expect(counts?.['agents']).toBe(counts?.['served']);
  },
  PATIENCE_MS,
);
