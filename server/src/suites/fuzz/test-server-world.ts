import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callback, clock, closestSlot, createdKey, scopes, type Callback } from '@ringback/contract';
import { z } from 'zod';
import { createRingback, type Ringback } from '../../composition/create-ringback.ts';
import { readSettings } from '../../settings/environment.ts';
import { until } from '@ringback/testkit';
import type { FuzzCase, World } from './fuzz-case.ts';
import type { Answer } from './judge.ts';
import type { Operation } from './operations.ts';

/** A server in this process, with callbacks in many states and its clock standing still. */
export interface ServerWorld {
  readonly world: World;
  readonly callbacks: readonly Callback[];
  readonly send: (asked: FuzzCase) => Promise<Answer>;
  /** Everything that is stored, and how often anything was: two that are equal mean that nothing was written in between. */
  readonly snapshot: () => Promise<string>;
  /** What the server logged as its own failure. */
  readonly failures: readonly string[];
  /** Stops the server and starts another one on the same database. Rejects when it does not come up. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const READY_MAX_MS = 30_000;
/** Tells an answer that never comes from a machine that stood still: two cores, shared with other tests, have paused for seconds. */
const ANSWER_MAX_MS = 30_000;
/** Stands for an answer that did not come or did not end: as bad as a failure of the server. */
const NO_ANSWER = 599;
/** Rows and entries that a snapshot reads at once. */
const ALL = 1_000_000;

/** Starts the server of the fuzz and brings callbacks into their states. */
export async function startServerWorld(): Promise<ServerWorld> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'ringback-fuzz-'));
  const adminKey = `rb_sk_${randomBytes(16).toString('hex')}`;
  const failures: string[] = [];
  const start = (): Promise<Ringback> => startRingback(dataFolder, adminKey, failures);
  let ringback = await start();
  const send = (asked: FuzzCase): Promise<Answer> => inject(ringback, asked);
  const api = apiOf(() => ringback, adminKey);
  const callbacks = await makeCallbacks(api);
  return {
    world: await worldOf(api, adminKey, callbacks),
    callbacks,
    send,
    snapshot: () => snapshotOf(ringback),
    failures,
    restart: async () => {
      await ringback.stop();
      ringback = await start();
    },
    close: async () => {
      await ringback.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function startRingback(dataFolder: string, adminKey: string, failures: string[]): Promise<Ringback> {
  const settings = readSettings({
    RINGBACK_DATA: dataFolder,
    RINGBACK_ADMIN_KEY: adminKey,
    RINGBACK_PHONE_SPEED: '20',
    RINGBACK_RATE_LIMIT: '999999999',
  });
  const error = (message: string, attributes: Readonly<Record<string, unknown>> = {}): void => {
    const cause = attributes['err'] ?? attributes['error'];
    failures.push(`${message}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
  };
  const ringback = await createRingback(settings, { info: () => undefined, warn: () => undefined, error });
  await ringback.app.ready();
  return ringback;
}

async function inject({ app }: Ringback, { method, url, headers, payload }: FuzzCase): Promise<Answer> {
  const known = z.enum(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']).parse(method);
  const request = { method: known, url, headers: { ...headers }, signal: AbortSignal.timeout(ANSWER_MAX_MS) };
  try {
    const answer = await app.inject({ ...request, ...(payload === null ? {} : { payload }) });
    return { status: answer.statusCode, contentType: String(answer.headers['content-type'] ?? ''), text: answer.body };
  } catch (error) {
    return { status: NO_ANSWER, contentType: '', text: `no whole answer within ${ANSWER_MAX_MS} ms: ${String(error)}` };
  }
}

type Call = (method: 'GET' | 'POST' | 'PUT', url: string, body?: object) => Promise<unknown>;

function apiOf(ringback: () => Ringback, adminKey: string): Call {
  return async (method, url, body) => {
    const payload = body === undefined ? {} : { payload: body };
    const answer = await ringback().app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${adminKey}` },
      ...payload,
    });
    if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
    return answer.body === '' ? null : answer.json<unknown>();
  };
}

async function makeCallbacks(api: Call): Promise<Callback[]> {
  const ask = async (body: object): Promise<string> => callback.parse(await api('POST', '/v1/callbacks', body)).id;
  const read = async (id: string): Promise<Callback> => callback.parse(await api('GET', `/v1/callbacks/${id}`));
  const reach = (id: string, state: string): Promise<void> =>
    until(`${id} is ${state}`, async () => (await read(id)).state === state, READY_MAX_MS);
  await api('PUT', '/v1/agents/agt_auto', {
    skills: { support: 5 },
    endpoint: { type: 'simulated', autoAccept: true },
  });
  await api('PUT', '/v1/agents/agt_auto/presence', { presence: 'available' });
  await api('PUT', '/v1/agents/agt_cho/presence', { presence: 'available' });
  const failed = await ask({ serviceId: 'svc_support', phoneNumber: '+12025550101' });
  await reach(failed, 'retry_pending');
  const offered = await ask({ serviceId: 'svc_sales', phoneNumber: '+12025550120' });
  await reach(offered, 'offered');
  const talking = await ask({ serviceId: 'svc_support', phoneNumber: '+12025550100' });
  await reach(talking, 'connected');
  await api('PUT', '/simulated/clock', { speed: 0 });
  const waiting = await ask({ serviceId: 'svc_support', phoneNumber: '+12025550121' });
  const soon = new Date(Date.parse(clock.parse(await api('GET', '/simulated/clock')).now) + 86_400_000).toISOString();
  const { slot } = closestSlot.parse(await api('GET', `/v1/services/svc_support/closest-slot?at=${soon}`));
  const scheduled = await ask({ serviceId: 'svc_support', phoneNumber: '+12025550122', scheduledFor: slot?.startsAt });
  const closed = await ask({ serviceId: 'svc_support', phoneNumber: '+12025550123' });
  await api('POST', `/v1/callbacks/${closed}/cancel`, {});
  return Promise.all([failed, offered, talking, waiting, scheduled, closed].map(read));
}

async function worldOf(api: Call, adminKey: string, callbacks: readonly Callback[]): Promise<World> {
  const makeKey = async (body: object): Promise<string> => createdKey.parse(await api('POST', '/v1/keys', body)).key;
  const keys = new Map<string, string>();
  for (const scope of scopes) keys.set(scope, await makeKey({ name: scope, kind: 'secret', scopes: [scope] }));
  const publishableKey = await makeKey({ name: 'shop', kind: 'publishable', origins: ['https://shop.example'] });
  const waiting = callbacks.find(({ state }) => state === 'waiting');
  if (waiting === undefined) throw new Error('a callback is waiting');
  return {
    adminKey,
    publishableKey,
    keyOfScope: (scope) => keys.get(scope) ?? adminKey,
    parameterOf: (operation, name) => parameterOf(operation, name, waiting),
    known: knownValues(),
  };
}

function parameterOf(operation: Operation, name: string, waiting: Callback): string {
  if (name === 'token') return waiting.selfServiceUrl?.split('/').at(-1) ?? '';
  if (name === 'number') return '+12025550199';
  const [, , kind = ''] = operation.path.split('/');
  const isWritten = operation.method === 'PUT' || operation.method === 'DELETE';
  const prefixes: Readonly<Record<string, string>> = {
    services: 'svc',
    queues: 'q',
    agents: 'agt',
    hours: 'hrs',
    capacity: 'cap',
    'number-rules': 'nr',
    'call-in-groups': 'cig',
    keys: 'key',
    offers: 'off',
    calls: 'call',
  };
  if (kind === 'callbacks') return waiting.id;
  if (kind === 'services' && !isWritten) return 'svc_support';
  if (kind === 'agents' && (!isWritten || operation.path.endsWith('/presence'))) return 'agt_ben';
  return `${prefixes[kind] ?? 'x'}_fuzz`;
}

function knownValues(): World['known'] {
  return {
    serviceId: ['svc_support'],
    queueId: ['q_support'],
    agentId: ['agt_ben'],
    startsAt: ['2027-03-02T10:00:00Z'],
    phoneNumber: ['+12025550150'],
    presence: ['away'],
    from: ['08:00', '2027-03-02T00:00:00Z'],
    to: ['17:00', '2027-03-03T00:00:00Z'],
    keys: ['1'],
    behaviour: ['answer'],
    dryRun: [true],
    version: [1],
    key: ['rb_sk_unknown'],
    waitMs: [0],
  };
}

async function snapshotOf({ parts }: Ringback): Promise<string> {
  const { readModel, tenantId, keys, metrics } = parts;
  const { rows } = await readModel.findCallbacks(tenantId, { countMax: ALL });
  const history = await readModel.history(tenantId, 0, ALL);
  const commits = metrics
    .text([])
    .split('\n')
    .filter((line) => /^ringback_(batches|history_entries)_total/.test(line));
  return JSON.stringify({
    commits,
    rows,
    history,
    configuration: await readModel.configuration(tenantId),
    keys: await keys.list(),
  });
}
