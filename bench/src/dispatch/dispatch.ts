import type { Figure, GrowthPoint, Workload, WorkloadOptions } from '../workload.ts';
import type { CenterSize } from '../decide/big-center.ts';
import { sizesFor } from '../decide/decide.ts';
import { quantile } from '../decide/quantile.ts';
import {
  becomeReadyAtOnce,
  becomeReadyAtRate,
  startEngine,
  stepAway,
  type AgentRange,
  type EngineUnderLoad,
} from './engine-under-load.ts';
import { fillTenant, openBenchDatabase, SHARED_BUFFERS, type BenchDatabase } from './filled-database.ts';
import { databaseCpuUs } from './processor-time.ts';
import { fillPeer, matchInSql, type Matcher } from './sql-matcher.ts';

/** Agents who may be on their way to ready at once: as many as one batch takes. */
const IN_FLIGHT_MAX = 1_000;
/** How many times all agents become ready at the largest size. */
const ROUND_COUNT = 6;
const OPEN_LOOP_PER_SECOND = 1_000;
/** Agents at that rate, in as many rounds as it takes: of a thousand, one pause of 10 ms would be the slowest hundredth. */
const OPEN_LOOP_COUNT_MIN = 5_000;
/** What the store calls its connections. */
const ENGINE_APPLICATION = 'ringback';
const PEER_CONNECTIONS = [1, 2, 4, 8, 16];

/**
 * From an agent who becomes ready to the dial: decided by the real engine, committed to a real PostgreSQL, asked of a phone
 * that only notes it. Beside it, on the same server with the same people waiting, a matcher in SQL.
 */
export const dispatch: Workload = async (options) => {
  const database = await openBenchDatabase();
  try {
    const sizes = sizesFor(options.scale);
    const growth: GrowthPoint[] = [];
    for (const size of sizes)
      growth.push({ waitingCount: size.waitingCount, figures: await measureEngine(database, size, options) });
    const largest = sizes.at(-1);
    if (largest === undefined) throw new RangeError('dispatch: there are no sizes');
    const figures = growth.at(-1)?.figures ?? [];
    return {
      workload: 'dispatch',
      setup: setupOf(database, largest),
      figures: [...withGoals(figures), ...(await comparePeer(database, largest, figures, options))],
      growth,
    };
  } finally {
    await database.stop();
  }
};

function setupOf(database: BenchDatabase, size: CenterSize): Record<string, string | number> {
  return {
    ...size,
    database: database.durability,
    sharedBuffers: SHARED_BUFFERS,
    inFlightMax: IN_FLIGHT_MAX,
    roundsAtSaturation: ROUND_COUNT,
    openLoopPerSecond: OPEN_LOOP_PER_SECOND,
    peer: 'SELECT FOR UPDATE SKIP LOCKED over the heads of the queues of the agent, UPDATE, COMMIT; one lean table',
    recordingPeer: 'the same, with the attempt, the leg, the state of the agent and the history that ours keeps',
  };
}

function withGoals(figures: readonly Figure[]): readonly Figure[] {
  return figures.map((figure): Figure => {
    if (figure.name === 'decisions') return { ...figure, goal: { is: 'at_least', value: 8_000 } };
    if (figure.name === 'readyToDialP99') return { ...figure, goal: { is: 'at_most', value: 15 } };
    return figure;
  });
}

async function measureEngine(
  database: BenchDatabase,
  size: CenterSize,
  options: WorkloadOptions,
): Promise<readonly Figure[]> {
  const tenantId = `waiting_${size.waitingCount}`;
  options.say(`dispatch: ${size.waitingCount} callbacks into the database`);
  await fillTenant(database.sql, tenantId, size);
  options.say('dispatch: the engine loads them');
  const under = await startEngine(database.url, tenantId);
  try {
    return await measureDecisions(under, database, size, options);
  } finally {
    await under.stop();
  }
}

async function measureDecisions(
  under: EngineUnderLoad,
  database: BenchDatabase,
  size: CenterSize,
  { say }: WorkloadOptions,
): Promise<readonly Figure[]> {
  // Who waits is used up: no more than half of them in all, so that the line keeps its order of magnitude.
  const roundCount = Math.max(1, Math.min(ROUND_COUNT, Math.floor(size.waitingCount / 3 / size.agentCount)));
  const agents: AgentRange = { from: 0, to: Math.min(size.agentCount, Math.ceil(size.waitingCount / 4)) };
  say('dispatch: a first round, not counted');
  await becomeReadyAtOnce(under, { from: 0, to: Math.ceil(agents.to / 10) }, IN_FLIGHT_MAX);
  say(`dispatch: ${OPEN_LOOP_PER_SECOND} agents a second`);
  const timesMs = await readyAtRate(under, agents, size);
  say(`dispatch: ${roundCount} rounds of ${agents.to} agents as fast as they are taken`);
  const saturated = await saturate(under, database, { agents, roundCount });
  return [
    ...saturated,
    { name: 'readyToDialP50', value: quantile(timesMs, 0.5), unit: 'ms' },
    { name: 'readyToDialP99', value: quantile(timesMs, 0.99), unit: 'ms' },
    { name: 'load', value: under.loadMs, unit: 'ms' },
  ];
}

/** All agents become ready at the fixed rate, in several rounds where there are few. Resolves with the times to the dial. */
async function readyAtRate(under: EngineUnderLoad, agents: AgentRange, size: CenterSize): Promise<readonly number[]> {
  const wanted = Math.ceil(OPEN_LOOP_COUNT_MIN / agents.to);
  const roundCount = Math.max(1, Math.min(wanted, Math.floor(size.waitingCount / 6 / agents.to)));
  const timesMs: number[] = [];
  for (let round = 0; round < roundCount; round += 1) {
    await stepAway(under, agents);
    timesMs.push(...(await becomeReadyAtRate(under, agents, OPEN_LOOP_PER_SECOND)));
  }
  return timesMs;
}

/** All agents become ready as fast as they are taken, again and again. Stepping away in between is not in the time. */
async function saturate(
  under: EngineUnderLoad,
  database: BenchDatabase,
  given: { readonly agents: AgentRange; readonly roundCount: number },
): Promise<readonly Figure[]> {
  const spent = { tookMs: 0, engineUs: 0, databaseUs: 0 };
  const dialsBefore = under.phone.dialCount;
  for (let round = 0; round < given.roundCount; round += 1) {
    await stepAway(under, given.agents);
    const databaseBefore = await databaseCpuUs(database.sql, ENGINE_APPLICATION);
    const engineBefore = process.cpuUsage();
    spent.tookMs += await becomeReadyAtOnce(under, given.agents, IN_FLIGHT_MAX);
    const { user, system } = process.cpuUsage(engineBefore);
    spent.engineUs += user + system;
    spent.databaseUs += ((await databaseCpuUs(database.sql, ENGINE_APPLICATION)) ?? 0) - (databaseBefore ?? 0);
  }
  const dialCount = under.phone.dialCount - dialsBefore;
  const figures: Figure[] = [
    { name: 'decisions', value: (dialCount * 1_000) / spent.tookMs, unit: 'per_s' },
    { name: 'decisionsMeasured', value: dialCount, unit: 'count' },
    { name: 'engineCpuPerDecision', value: spent.engineUs / dialCount, unit: 'us' },
  ];
  const databaseUs = spent.databaseUs / dialCount;
  return spent.databaseUs > 0
    ? [...figures, { name: 'databaseCpuPerDecision', value: databaseUs, unit: 'us' }]
    : figures;
}

async function comparePeer(
  database: BenchDatabase,
  size: CenterSize,
  figures: readonly Figure[],
  { scale, say }: WorkloadOptions,
): Promise<readonly Figure[]> {
  const ours = figures.find((figure) => figure.name === 'decisions')?.value ?? 0;
  const goal = { is: 'at_least', value: 3 } as const;
  const lean = await ratesOfPeer(database, size, 'lean', { scale, say });
  const recording = await ratesOfPeer(database, size, 'recording', { scale, say });
  return [
    ...lean,
    { name: 'decisionsOverSkipLocked', value: ours / best(lean), unit: 'ratio', goal },
    ...recording,
    { name: 'decisionsOverRecordingSkipLocked', value: ours / best(recording), unit: 'ratio' },
  ];
}

const best = (rates: readonly Figure[]): number => Math.max(...rates.map((rate) => rate.value));

async function ratesOfPeer(
  database: BenchDatabase,
  size: CenterSize,
  matcher: Matcher,
  { scale, say }: Pick<WorkloadOptions, 'scale' | 'say'>,
): Promise<readonly Figure[]> {
  const name = matcher === 'lean' ? 'skipLocked' : 'recordingSkipLocked';
  const forMs = Math.max(100, 6_000 * scale);
  const rates: Figure[] = [];
  say(`dispatch: the same people wait in the table of the peer (${matcher})`);
  await fillPeer(database.sql, size);
  for (const connectionCount of PEER_CONNECTIONS) {
    const value = await matchInSql(database.url, size, { matcher, connectionCount, forMs });
    rates.push({ name: `${name}${connectionCount}Connections`, value, unit: 'per_s' });
    say(`dispatch: SKIP LOCKED (${matcher}) with ${connectionCount} connections: ${Math.round(value)} a second`);
  }
  return rates;
}
