import type { Callback } from '@ringback/contract';
import { seeded, type Random } from '../fuzz/seeded.ts';
import { Api } from './api.ts';
import { agentIds, configureCenter, makeEverybodyWork, SLOT_CAPACITY, SLOTTED_SERVICE } from './center.ts';
import { brokenPromises } from './checks.ts';
import { Ledger } from './ledger.ts';
import { runWorker } from './load.ts';
import { startServerProcess, type Place, type ServerProcess } from './server-process.ts';
import { pause, until } from './until.ts';

/** What a run is. */
export interface CrashRun {
  readonly place: Place;
  readonly seed: number;
  readonly killCount: number;
}

/** What came of it. */
export interface CrashReport {
  readonly killCount: number;
  readonly acknowledgedCount: number;
  readonly attemptCount: number;
  readonly bootMsMedian: number;
  readonly bootMsMax: number;
  /** From the last restart until every callback was closed. */
  readonly drainMs: number;
  /** One line for each broken promise; empty when all were kept. */
  readonly broken: readonly string[];
}

const CONNECTIONS = 4;
/** The kill comes at a random moment up to this long after the load began, milliseconds. */
const LOAD_MAX_MS = 800;
const DRAIN_MAX_MS = 90_000;
/** Fast, and still slow enough for the time limits of the services to be longer than a commit takes. */
const DRAIN_SPEED = 40;
const HOLD_MS = 120_000;

/** Load, SIGKILL at a random moment, restart, look; again and again; then time runs until every callback is closed. */
export async function crashRun({ place, seed, killCount }: CrashRun): Promise<CrashReport> {
  const random = seeded(seed);
  const ledger = new Ledger();
  const broken: string[] = [];
  const bootsMs: number[] = [];
  let server = await startServerProcess(place);
  try {
    await configureCenter(new Api(server.url, place.adminKey));
    for (let kill = 1; kill <= killCount; kill += 1) {
      await loadAndKill(server, place, ledger, random);
      server = await startServerProcess(place);
      bootsMs.push(server.bootMs);
      const found = await brokenPromises(new Api(server.url, place.adminKey), ledger);
      broken.push(...found.map((line) => `kill ${kill}: ${line}`));
    }
    const api = new Api(server.url, place.adminKey);
    const drainedFrom = performance.now();
    broken.push(...(await drain(api)), ...(await brokenPromises(api, ledger)));
    const drainMs = Math.round(performance.now() - drainedFrom);
    const attemptCount = (await api.callbacks({})).reduce((sum, { attempts }) => sum + attempts.length, 0);
    const sorted = bootsMs.toSorted((one, other) => one - other);
    const boots = { bootMsMedian: sorted[Math.floor(sorted.length / 2)] ?? 0, bootMsMax: sorted.at(-1) ?? 0 };
    return { killCount, acknowledgedCount: ledger.acknowledged.size, attemptCount, ...boots, drainMs, broken };
  } finally {
    await server.kill();
  }
}

async function loadAndKill(server: ServerProcess, place: Place, ledger: Ledger, random: Random): Promise<void> {
  let isOver = false;
  const api = new Api(server.url, place.adminKey);
  const workers = Array.from({ length: CONNECTIONS }, () =>
    runWorker(api, ledger, seeded(Math.floor(random() * 2 ** 32)), () => isOver),
  );
  // A worker's own failure must end the run, not wait unnoticed for the kill.
  await Promise.race([pause(50 + random() * LOAD_MAX_MS), Promise.all(workers)]);
  await server.kill();
  isOver = true;
  await Promise.all(workers);
}

/** [I1] Nothing is stuck: with agents at work and time running, every callback comes to an end, holds and offers expire. */
async function drain(api: Api): Promise<string[]> {
  await makeEverybodyWork(api);
  const pastHolds = new Date(Date.parse(await api.now()) + HOLD_MS + 1_000).toISOString();
  await api.put('/simulated/clock', { now: pastHolds });
  const faults = await holdFaults(api);
  const open = async (): Promise<Callback[]> => (await api.callbacks({})).filter(({ state }) => state !== 'closed');
  const lastSlot = (await open()).reduce(
    (latest, { scheduledFor }) => (scheduledFor !== null && scheduledFor > latest ? scheduledFor : latest),
    pastHolds,
  );
  await api.put('/simulated/clock', { now: lastSlot, speed: DRAIN_SPEED });
  await until('every callback is closed', async () => (await open()).length === 0, DRAIN_MAX_MS).catch(() => undefined);
  await api.put('/simulated/clock', { speed: 1 });
  const stuck = await open();
  const offers = (await api.work(agentIds.ignoring)).offers;
  return [
    ...faults,
    ...(await Promise.all(
      stuck.map(
        async ({ id, state, serviceId }) => `[I1] ${id} of ${serviceId} is ${state} for ever: ${await api.story(id)}`,
      ),
    )),
    ...(offers.length > 0 ? [`[I1] ${offers.length} offers did not end`] : []),
  ];
}

/** [S5] A place that was held and not used is free again after its time. */
async function holdFaults(api: Api): Promise<string[]> {
  const all = await api.callbacks({ serviceId: SLOTTED_SERVICE });
  const slots = await api.slots(SLOTTED_SERVICE, new Date(Date.parse(await api.now()) + 60_000).toISOString());
  return slots.flatMap(({ startsAt, free }) => {
    const booked = all.filter(({ outcome, scheduledFor }) => outcome === null && scheduledFor === startsAt).length;
    return booked + free === SLOT_CAPACITY
      ? []
      : [
          `[S5] the slot of ${startsAt} has ${booked} callbacks and says ${free} of ${SLOT_CAPACITY} are free after every hold has expired`,
        ];
  });
}
