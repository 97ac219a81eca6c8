import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { configurationFile } from '@ringback/contract';
import { createEngine, type Ids, type Phone } from '@ringback/engine';
import type { FastifyInstance } from 'fastify';
import { parse } from 'yaml';
import { anonymous } from '../access/caller.ts';
import { createKeys } from '../access/keys.ts';
import { createSelfServiceLinks } from '../access/self-service-links.ts';
import { createSessions } from '../access/sessions.ts';
import { createConfigurationView } from '../configuration/configuration-view.ts';
import { demoConfiguration } from '../demo/demo-configuration.ts';
import { createApp } from '../http/app.ts';
import { startDayTally } from '../live/day-tally.ts';
import { createEventBuilder, queueChangedEvent } from '../live/event-builder.ts';
import { startEventHub } from '../live/event-hub.ts';
import { parseConfiguration } from '../mapping/configuration.ts';
import { createMetrics } from '../metrics/metrics.ts';
import type { Parts, ServerLog } from '../parts.ts';
import { putConfiguration } from '../routes/configuration.ts';
import type { Settings } from '../settings/environment.ts';
import { emptyShelf, type RecordingShelf } from '../recordings/recording-shelf.ts';
import { startRetention } from '../recordings/retention.ts';
import type { Simulation } from '../simulated/simulation.ts';
import { type PhoneWatch, simulatedPhoneWatch } from '../softphone/phone-watch.ts';
import type { Softphones } from '../softphone/softphones.ts';
import { createServerSecret, loadServerSecret } from '../settings/server-secret.ts';
import { createCrashSeam, type CrashSeam } from './crash-points.ts';
import { ensureFirstKeys, type FirstKeys } from './first-keys.ts';
import { measureStore } from './measured-store.ts';
import { openDatabase } from './open-database.ts';
import { createRandomIds } from './random-ids.ts';
import { createScaledClock, type ScaledClock } from './scaled-clock.ts';
import { createAsteriskWorld } from './asterisk-world.ts';
import { createRemoteWorld, createSimulatedWorld } from './simulated-world.ts';

/** The one contact centre of a server. */
export const TENANT_ID = 'main';

/** A server with everything in it. */
export interface Ringback {
  readonly app: FastifyInstance;
  readonly parts: Parts;
  readonly keys: FirstKeys;
  /** What a commit survives here, for a person. */
  readonly durability: string;
  /** The phone system, for a person. */
  readonly phoneDescription: string;
  /** Begins to listen. Resolves with the address, without a slash at the end. */
  listen(): Promise<string>;
  /** Stops taking requests, lets what runs end, gives the lease up and closes the database. */
  stop(): Promise<void>;
}

/** Connections that may wait to be taken. */
const BACKLOG = 16_384;

/** Puts a server together from settings: the only place that knows which drivers there are. Throws when a part cannot start. */
export async function createRingback(settings: Settings, log: ServerLog): Promise<Ringback> {
  const seam = createCrashSeam(settings.crashPoint);
  const database = await openDatabase(settings, seam.onMigrationStep);
  try {
    return await assemble(settings, log, database, seam);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function assemble(
  settings: Settings,
  log: ServerLog,
  database: Awaited<ReturnType<typeof openDatabase>>,
  seam: CrashSeam,
): Promise<Ringback> {
  const clock = createScaledClock(settings.clockSpeed);
  const secret =
    settings.secret === null ? await loadServerSecret(settings.dataFolder) : createServerSecret(settings.secret);
  const ids = createRandomIds(clock);
  const { phone, simulation, softphones, recordings, phoneWatch, phoneDescription, powerOff } = await createWorld(
    settings,
    log,
    clock,
    ids,
  );
  const metrics = createMetrics();
  const { readModel } = database;
  const engine = createEngine({
    tenantId: TENANT_ID,
    nodeId: `${hostname()}-${process.pid}-${clock.now().toString(36)}`,
    store: seam.store(measureStore(database.store, metrics)),
    phone: seam.phone(phone),
    clock,
    ids,
    leaseMs: settings.leaseMs,
    parseConfiguration,
    log,
  });
  const realNow = realTime();
  const keys = createKeys(database.keyStore, TENANT_ID, realNow);
  const firstKeys = await ensureFirstKeys(settings, keys, secret);
  const configuration = createConfigurationView(readModel, TENANT_ID);
  await engine.start();
  await configuration.reload();
  await applyFirstConfiguration(settings, { configuration, engine, metrics, now: clock.now });
  const endWatching = engine.onHistory((entries) => {
    if (entries.some(({ type }) => type === 'configuration.changed'))
      void configuration.reload().catch((error: unknown) => log.error('configuration not read', { err: error }));
  });
  let address = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
  const queueIds = configuration.documents('queues').map(({ id }) => id);
  const tally = await startDayTally({ engine, readModel, tenantId: TENANT_ID, queueIds, now: clock.now });
  const withoutHub: Omit<Parts, 'hub'> = {
    tenantId: TENANT_ID,
    engine,
    readModel,
    keys,
    links: createSelfServiceLinks(secret, () => address),
    sessions: createSessions(secret),
    secret,
    configuration,
    tally,
    metrics,
    recordings,
    phoneWatch,
    simulation,
    softphones,
    demoPublishableKey: settings.isDemo ? firstKeys.publishableKey : null,
    isDemo: settings.isDemo,
    rateLimitPerMinute: settings.rateLimitPerMinute,
    log,
    now: clock.now,
    realNow,
  };
  const hub = startEventHub({
    engine,
    build: createEventBuilder(withoutHub),
    queueChanged: (queueId, cause) => queueChangedEvent(withoutHub, queueId, cause),
    onError: (error) => log.error('live event not built', { err: error }),
  });
  const parts: Parts = { ...withoutHub, hub };
  const retention = startRetention(parts, clock);
  const app = await createApp(parts);
  return {
    app,
    parts,
    keys: firstKeys,
    durability: database.durability,
    phoneDescription,
    async listen() {
      const listening = await app.listen({ port: settings.port, host: settings.host, backlog: BACKLOG });
      address = settings.publicUrl ?? listening.replace(/\/+$/, '');
      return address;
    },
    async stop() {
      await retention.stop();
      hub.stop();
      tally.stop();
      endWatching();
      await app.close();
      await engine.stop();
      await powerOff();
      await database.close();
    },
  };
}

/** The telephones outside: simulated, or real. */
interface World {
  readonly phone: Phone;
  readonly simulation: Simulation | null;
  readonly softphones: Softphones | null;
  readonly recordings: RecordingShelf;
  readonly phoneWatch: PhoneWatch;
  /** For a person. */
  readonly phoneDescription: string;
  readonly powerOff: () => Promise<void> | void;
}

async function createWorld(settings: Settings, log: ServerLog, clock: ScaledClock, ids: Ids): Promise<World> {
  const { simulatedNetwork, phoneSpeed, asterisk } = settings;
  if (asterisk !== null) {
    const world = await createAsteriskWorld(settings, asterisk, { clock, log });
    return { ...world, simulation: null, phoneDescription: world.description };
  }
  const speed = phoneSpeed === 1 ? '' : `, ${phoneSpeed} times as fast`;
  const simulated = {
    softphones: null,
    recordings: emptyShelf,
    phoneWatch: simulatedPhoneWatch,
    phoneDescription: `simulated${speed}`,
  };
  if (simulatedNetwork === null) return { ...createSimulatedWorld(clock, phoneSpeed), ...simulated };
  const onRefusal = (error: unknown): void => log.warn('the simulated network refused', { error: String(error) });
  return { ...createRemoteWorld(clock, { address: simulatedNetwork, ids, onRefusal }), ...simulated };
}

/** The machine's clock; the scaled one is the centre's. */
function realTime(): () => number {
  const real = createScaledClock(1);
  return real.now;
}

type Applying = Pick<Parts, 'configuration' | 'engine' | 'metrics' | 'now'>;

/** The file of RINGBACK_CONFIG at every start; the demo's contact centre where there is none yet. */
async function applyFirstConfiguration(settings: Settings, applying: Applying): Promise<void> {
  const sender = { caller: { ...anonymous, actor: 'staff:start' }, repeat: null };
  if (settings.configurationPath !== null) {
    const file = configurationFile.parse(parse(await readFile(settings.configurationPath, 'utf8')));
    await putConfiguration(applying, sender, file, false);
  } else if (settings.isDemo && applying.configuration.services().length === 0) {
    await putConfiguration(
      applying,
      sender,
      demoConfiguration(settings.asterisk === null ? 'simulated' : 'softphone'),
      false,
    );
  }
}
