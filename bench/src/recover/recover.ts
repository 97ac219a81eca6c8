import { setTimeout as pause } from 'node:timers/promises';
import type { CenterSize } from '../decide/big-center.ts';
import { fillTenant, openBenchDatabase, type BenchDatabase } from '../dispatch/filled-database.ts';
import type { Figure, GrowthPoint, Workload } from '../workload.ts';
import { startNode, type NodeProcess } from './node-process.ts';
import { LEASE_MS, type PhaseTimes } from './phases.ts';

const counts = [1_000, 10_000, 100_000, 1_000_000];
const QUEUE_COUNT = 200;
const AGENT_COUNT = 10_000;

/** The longest a centre with a million waiting may be without decisions, milliseconds. */
const RECOVERED_MAX_MS = 5_000;

/**
 * A node decides, is killed with -9, and another is started: how long until its first decision is durable. Twice: when the
 * lease of the dead has run out, and at once, when its successor has to wait for that as well.
 */
export const recover: Workload = async ({ scale, say }) => {
  const database = await openBenchDatabase();
  try {
    const growth: GrowthPoint[] = [];
    for (const waitingCount of new Set(counts.map((count) => Math.max(100, Math.round(count * scale)))))
      growth.push(await measure(database, sizeOf(waitingCount, scale), say));
    const last = growth.at(-1);
    if (last === undefined) throw new Error('nothing was measured');
    const [first, ...others] = last.figures;
    if (first === undefined) throw new Error('nothing was measured');
    return {
      workload: 'recover',
      setup: { ...sizeOf(last.waitingCount, scale), leaseMs: LEASE_MS, durability: database.durability },
      figures: [{ ...first, goal: { is: 'at_most', value: RECOVERED_MAX_MS } }, ...others],
      growth,
    };
  } finally {
    await database.stop();
  }
};

function sizeOf(waitingCount: number, scale: number): CenterSize {
  const part = Math.min(1, scale);
  const queueCount = Math.max(5, Math.round(QUEUE_COUNT * part));
  return { waitingCount, queueCount, agentCount: Math.max(50, Math.round(AGENT_COUNT * part)) };
}

async function measure(
  { url, sql }: BenchDatabase,
  size: CenterSize,
  say: (line: string) => void,
): Promise<GrowthPoint> {
  const tenantId = `recover_${size.waitingCount}`;
  say(`${size.waitingCount} callbacks are put into the database`);
  await fillTenant(sql, tenantId, size);
  const dead = await startNode(url, tenantId, 0);
  await dead.kill();
  const hasty = await startNode(url, tenantId, 1);
  await hasty.kill();
  await pause(LEASE_MS);
  const next = await startNode(url, tenantId, 2);
  await next.kill();
  await sql`delete from ringback.callback where tenant_id = ${tenantId}`;
  say(`${size.waitingCount} waiting: decided ${next.times.decided.toFixed(0)} ms after the start`);
  return { waitingCount: size.waitingCount, figures: figuresOf(next, hasty.times) };
}

function figuresOf({ times, processorMs }: NodeProcess, hasty: PhaseTimes): Figure[] {
  const figure = (name: string, value: number): Figure => ({ name, value, unit: 'ms' });
  return [
    figure('from start to first decision', times.decided),
    figure('of it: program and connection', times.lease_held),
    figure('of it: rows', times.rows_loaded - times.lease_held),
    figure('of it: lines, indexes, timers, legs', times.writer - times.rows_loaded),
    figure('of it: the decision and its commit', times.decided - times.writer),
    figure('processor time of the node until then', processorMs),
    figure('started at once, waiting for the lease of the dead', hasty.decided),
    figure('of it: that wait', hasty.lease_held - hasty.database_opened),
  ];
}
