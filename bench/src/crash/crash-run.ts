import { join } from 'node:path';
import type { Callback } from '@ringback/contract';
import { Api, NoAnswerError } from './api.ts';
import { configureCenter } from './center.ts';
import { brokenPromises } from './checks.ts';
import { drain } from './drain.ts';
import { planKills, planText, type KillPlan } from './kill-plan.ts';
import { Ledger } from './ledger.ts';
import { runWorker } from './load.ts';
import { startNetworkProcess, type NetworkProcess } from './network-process.ts';
import { pause, seeded, type Random } from '@ringback/testkit';
import { compileServer, startServerProcess, type Place, type ServerProcess } from './server-process.ts';
import { ringCountOf } from './witness.ts';

/** What a run is. */
export interface CrashRun {
  /** All but the network, which a run brings along. */
  readonly place: Omit<Place, 'networkAddress' | 'compileCacheFolder'>;
  readonly seed: number;
  readonly killCount: number;
  /** After so long nobody is killed any more, and what was done by then is judged, milliseconds. */
  readonly limitMs: number;
  /** Told about each kill, in one line. */
  readonly say: (line: string) => void;
}

/** When a process died: while it was starting, while it was looked at, under load; or at none of its points, and then by force. */
export type KilledWhile = 'starting' | 'being looked at' | 'under load';

/** One death. */
export interface Kill {
  readonly plan: string;
  /** False: it did not get to its point in time and was killed from outside. */
  readonly isAsPlanned: boolean;
  readonly while: KilledWhile;
}

/** What came of it. */
export interface CrashReport {
  readonly kills: readonly Kill[];
  readonly acknowledgedCount: number;
  readonly attemptCount: number;
  /** Callbacks with more than one attempt. */
  readonly retriedCount: number;
  /** Rings of customers, as the network has written them down. */
  readonly ringCount: number;
  /** How often each outcome of a callback came. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly attemptOutcomes: Readonly<Record<string, number>>;
  readonly bootMsMedian: number;
  readonly bootMsMax: number;
  /** From the last restart until every callback was closed. */
  readonly drainMs: number;
  readonly durationMs: number;
  /** One line for each broken promise; empty when all were kept. */
  readonly broken: readonly string[];
}

const CONNECTIONS = 4;
/** How many times as fast as people the network is. */
const NETWORK_SPEED = 30;
/** A process that is to die at a point under load has this long to get there, milliseconds. */
const POINT_MAX_MS = 1_500;

interface Run {
  readonly place: Place;
  readonly ledger: Ledger;
  readonly network: NetworkProcess;
  readonly random: Random;
  readonly broken: string[];
  /** What was found before: the network's log keeps what is wrong with it. */
  readonly told: Set<string>;
  readonly bootsMs: number[];
  readonly kills: Kill[];
}

/** Load, SIGKILL, restart, look; again and again; then time runs until every callback is closed. */
export async function crashRun({ place, seed, killCount, limitMs, say }: CrashRun): Promise<CrashReport> {
  const startedAt = performance.now();
  const network = await startNetworkProcess(place.dataFolder, NETWORK_SPEED);
  const random = seeded(seed);
  const run: Run = {
    place: {
      ...place,
      networkAddress: network.address,
      compileCacheFolder: join(place.dataFolder, 'compiled'),
    },
    ledger: new Ledger(),
    network,
    random,
    broken: [],
    told: new Set(),
    bootsMs: [],
    kills: [],
  };
  try {
    await compileServer(run.place.compileCacheFolder);
    for (const plan of planKills(killCount, random)) {
      if (performance.now() - startedAt > limitMs) break;
      const toldCount = run.broken.length;
      await oneLife(run, plan);
      for (const line of run.broken.slice(toldCount)) say(`BROKEN ${line}`);
      say(progressOf(run, killCount));
    }
    return await lastLife(run, startedAt);
  } finally {
    await network.stop();
  }
}

/** A server from its start to its death. */
async function oneLife(run: Run, plan: KillPlan): Promise<void> {
  const server = await startServerProcess(run.place, plan.kind === 'point' ? planText(plan) : null);
  try {
    if (!server.isUp) return note(run, plan, true, 'starting');
    run.bootsMs.push(server.bootMs);
    if (!(await lookAt(run, server))) return note(run, plan, true, 'being looked at');
    note(run, plan, await loadUntilDead(run, server, plan), 'under load');
  } finally {
    await server.kill();
  }
}

function note(run: Run, plan: KillPlan, isAsPlanned: boolean, killedWhile: KilledWhile): void {
  run.kills.push({ plan: planText(plan), isAsPlanned, while: killedWhile });
}

/** False: it died meanwhile. What was found by then is found again next time. */
async function lookAt(run: Run, server: ServerProcess): Promise<boolean> {
  const api = new Api(server.url, run.place.adminKey);
  try {
    if (run.ledger.acknowledged.size === 0) await configureCenter(api);
    const found = await brokenPromises({ api, ledger: run.ledger, network: run.network }, false);
    run.broken.push(...found.filter((line) => !run.told.has(line)).map(dated(run)));
    for (const line of found) run.told.add(line);
    return true;
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    await server.gone;
    return false;
  }
}

function dated(run: Run): (line: string) => string {
  return (line) => `after kill ${run.kills.length} (${run.kills.at(-1)?.plan ?? 'none'}): ${line}`;
}

/** Work on several connections until the server is dead. False: it had to be killed although it was to do so itself. */
async function loadUntilDead(run: Run, server: ServerProcess, plan: KillPlan): Promise<boolean> {
  let isOver = false;
  const api = new Api(server.url, run.place.adminKey);
  const workers = Array.from({ length: CONNECTIONS }, () =>
    runWorker(
      { api, ledger: run.ledger, network: run.network.controls, random: seeded(Math.floor(run.random() * 2 ** 32)) },
      () => isOver,
    ),
  );
  // A worker's own failure must end the run, not wait unnoticed for the kill.
  const failure = Promise.all(workers).then(() => server.gone);
  await Promise.race([pause(plan.kind === 'moment' ? plan.afterMs : POINT_MAX_MS), failure]);
  const isAsPlanned = plan.kind === 'moment' || server.isGone();
  await server.kill();
  isOver = true;
  await Promise.all(workers);
  return isAsPlanned;
}

async function lastLife(run: Run, startedAt: number): Promise<CrashReport> {
  const { ledger, network, place, kills, broken } = run;
  const server = await startServerProcess(place, null);
  try {
    run.bootsMs.push(server.bootMs);
    await lookAt(run, server);
    const api = new Api(server.url, place.adminKey);
    const drainedFrom = performance.now();
    broken.push(...(await drain(api, { network: network.controls, networkSpeed: NETWORK_SPEED })));
    const drainMs = Math.round(performance.now() - drainedFrom);
    broken.push(...(await brokenPromises({ api, ledger, network }, true)));
    const all = await api.callbacks({});
    return {
      kills,
      acknowledgedCount: ledger.acknowledged.size,
      ...countsOf(all),
      ringCount: ringCountOf(await network.witnessed()),
      bootMsMedian: run.bootsMs.toSorted((one, other) => one - other)[Math.floor(run.bootsMs.length / 2)] ?? 0,
      bootMsMax: Math.max(...run.bootsMs),
      drainMs,
      durationMs: Math.round(performance.now() - startedAt),
      broken,
    };
  } finally {
    await server.kill();
  }
}

function countsOf(
  all: readonly Callback[],
): Pick<CrashReport, 'attemptCount' | 'retriedCount' | 'outcomes' | 'attemptOutcomes'> {
  const attempts = all.flatMap((callback) => callback.attempts);
  return {
    attemptCount: attempts.length,
    retriedCount: all.filter((callback) => callback.attempts.length > 1).length,
    outcomes: tally(all.map(({ outcome }) => outcome ?? 'open')),
    attemptOutcomes: tally(attempts.map(({ outcome }) => outcome ?? 'running')),
  };
}

function tally(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, { length }]) => [word, length]));
}

function progressOf({ kills, ledger, bootsMs, broken }: Run, killCount: number): string {
  const kill = kills.at(-1);
  const how = kill === undefined ? '' : `${kill.plan}${kill.isAsPlanned ? '' : ' (not reached)'}, ${kill.while}`;
  const counts = `${ledger.acknowledged.size} acknowledged, ${ledger.open().length} open, last boot ${bootsMs.at(-1) ?? 0} ms`;
  return `kill ${kills.length} of ${killCount}: ${how}; ${counts}; ${broken.length === 0 ? 'nothing broken' : `${broken.length} BROKEN`}`;
}
