import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, startPostgres } from '@ringback/tools';
import type { Workload, WorkloadOptions, WorkloadReport } from '../workload.ts';
import { acceptFigures, type Measurement } from './accept-figures.ts';
import { serviceIds } from './center-configuration.ts';
import { BENCH_KEY, contenderNames, startContender, type ContenderName } from './contenders.ts';
import { runLoadProcess } from './load/run-load-process.ts';
import type { LoadPlan } from './load/run-load.ts';
import { processorTime, type ProcessorTime } from './processor-time.ts';

const CONNECTION_COUNT = 64;
const FIXED_RATE_PER_S = 4_000;
const ROUND_COUNT = 3;
const MEASURED_MS = 10_000;
const WARM_UP_MS = 4_000;
/** Shorter parts could pass without a single answer on a busy machine. */
const SHORTEST_PART = 0.1;

/** How the load is cut: the whole one at scale 1; every part at least long enough to be measured. */
interface Cut {
  readonly roundCount: number;
  readonly measuredMs: number;
  readonly warmUpMs: number;
  readonly fixedRatePerS: number;
}

/**
 * Durable callback requests over HTTP, beside two job queues that store one job per request behind the same HTTP, in turns
 * on one PostgreSQL. Servers, load generator and database share the machine.
 */
export const accept: Workload = async (options) => {
  const postgres = await startPostgres();
  try {
    return await measure(options, postgres.url);
  } finally {
    await postgres.stop();
  }
};

async function measure(options: WorkloadOptions, postgresUrl: string): Promise<WorkloadReport> {
  const cut = cutOf(options.scale);
  const measurements: Measurement[] = [];
  for (let round = 1; round <= cut.roundCount; round += 1) {
    for (const name of contenderNames) {
      const measurement = await measureOne(name, cut, postgresUrl);
      measurements.push(measurement);
      options.say(`round ${round}, ${name}: ${told(measurement)}`);
    }
  }
  return {
    workload: 'accept',
    setup: {
      requests: 'POST /v1/callbacks with Idempotency-Key, a number of its own each, four services',
      connections: CONNECTION_COUNT,
      'rounds, of which the median counts': cut.roundCount,
      'seconds measured a round': cut.measuredMs / 1_000,
      'fixed rate per second': cut.fixedRatePerS,
      peers:
        'graphile-worker 0.18.0 addJob, pg-boss 12.35.0 send, on one PostgreSQL 18 with fsync and synchronous_commit on',
    },
    figures: acceptFigures(measurements),
    growth: [],
  };
}

function cutOf(scale: number): Cut {
  const part = Math.min(1, Math.max(scale, SHORTEST_PART));
  return {
    roundCount: Math.max(1, Math.round(ROUND_COUNT * Math.min(1, scale))),
    measuredMs: Math.round(MEASURED_MS * part),
    warmUpMs: Math.round(WARM_UP_MS * part),
    fixedRatePerS: Math.max(200, Math.round(FIXED_RATE_PER_S * Math.min(1, scale))),
  };
}

async function measureOne(name: ContenderName, cut: Cut, postgresUrl: string): Promise<Measurement> {
  const database = await createDatabase(postgresUrl);
  const folder = await mkdtemp(join(tmpdir(), 'ringback-bench-'));
  try {
    const profileFolder = process.env['RINGBACK_BENCH_PROFILES'] ?? null;
    const { server, port } = await startContender(name, { databaseUrl: database.url, folder, profileFolder });
    try {
      return await load(name, cut, port, () => processorTime(server.pid, new URL(database.url).pathname.slice(1)));
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
    await database.drop();
  }
}

async function load(
  name: ContenderName,
  cut: Cut,
  port: number,
  usedSoFar: () => ProcessorTime | null,
): Promise<Measurement> {
  const target = { host: '127.0.0.1', port, path: '/v1/callbacks', key: BENCH_KEY, serviceIds };
  const { measuredMs, warmUpMs } = cut;
  const plan: LoadPlan = {
    target,
    connectionCount: CONNECTION_COUNT,
    measuredMs,
    warmUpMs,
    ratePerS: null,
    firstIndex: 0,
  };
  const before = usedSoFar();
  const saturating = await runLoadProcess(plan);
  const perRequestUs = perRequest(before, usedSoFar(), saturating.nextIndex);
  const ratePerS = cut.fixedRatePerS;
  const fixed = await runLoadProcess({ ...plan, ratePerS, warmUpMs: warmUpMs / 2, firstIndex: saturating.nextIndex });
  const refusedCount = saturating.refusedCount + fixed.refusedCount;
  if (refusedCount > 0) throw new Error(`${name} refused ${refusedCount} requests`);
  return { name, saturating, fixed, perRequestUs };
}

function perRequest(
  before: ProcessorTime | null,
  after: ProcessorTime | null,
  count: number,
): Measurement['perRequestUs'] {
  if (before === null || after === null) return null;
  const each = (ms: number): number => (ms * 1_000) / count;
  return {
    server: each(after.serverMs - before.serverMs),
    database: each(after.databaseMs - before.databaseMs),
  };
}

function told({ saturating, fixed }: Measurement): string {
  const { answeredPerS, p50Ms, p99Ms } = saturating;
  return `${Math.round(answeredPerS)}/s, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms; at the fixed rate p99 ${fixed.p99Ms.toFixed(1)} ms`;
}
