import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './api.ts';
import { startNetworkProcess, type NetworkProcess } from './network-process.ts';
import { startServerProcess, type Place, type ServerProcess } from './server-process.ts';

const ADMIN_KEY = 'rb_sk_missed_answer_tests_only_01';
const CUSTOMER = '+12025561401';
/** Long enough for a kill in between, and for the ring time of the service to be far from over. */
const ANSWER_AFTER_MS = 8_000;
const RING_MS = 60_000;
const LIMIT_MS = 240_000;

let folder: string;
let network: NetworkProcess;
let server: ServerProcess | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringback-missed-answer-'));
  network = await startNetworkProcess(folder, 1);
  await network.controls.setSubscriber(CUSTOMER, { answers: true, answerAfterMs: ANSWER_AFTER_MS, keys: '' });
});
afterAll(async () => {
  await server?.kill();
  await network.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

async function start(): Promise<Api> {
  const place: Place = {
    dataFolder: folder,
    databaseUrl: null,
    adminKey: ADMIN_KEY,
    networkAddress: network.address,
    compileCacheFolder: join(folder, 'compiled'),
  };
  server = await startServerProcess(place, null);
  return new Api(server.url, ADMIN_KEY);
}

async function configure(api: Api): Promise<void> {
  const callingWindow = { from: '00:00', to: '24:00' };
  await api.put('/v1/queues/q_work', { skills: [{ skill: 'work' }] });
  await api.put('/v1/services/svc_first', { queueId: 'q_work', callingWindow, attempts: { ringMs: RING_MS } });
  const endpoint = { type: 'simulated', autoAccept: true };
  await api.put('/v1/agents/agt_one', { skills: { work: 5 }, groups: [], endpoint });
  await api.setPresence('agt_one', 'available');
}

test(
  '[X1][D1] who picks up while the server is dead is spoken to before the next one does anything else',
  async () => {
    const api = await start();
    await configure(api);
    const { id } = await api.createCallback({ serviceId: 'svc_first', phoneNumber: CUSTOMER }, 'missed answer');
    const kinds = async (): Promise<readonly string[]> =>
      (await network.witnessed()).map(({ kind }) => kind).filter((kind) => kind !== 'started');
    await expect.poll(kinds, { timeout: 30_000 }).toEqual(['ring']);
    await server?.kill();
    expect(await kinds()).toEqual(['ring']);
    await expect.poll(kinds, { timeout: 30_000 }).toEqual(['ring', 'answered']);

    const next = await start();
    const found = await next.callback(id);
    expect([found?.state, found?.attempts.map(({ outcome }) => outcome)]).toEqual(['confirming', [null]]);
    expect(await kinds()).toEqual(['ring', 'answered']);
  },
  LIMIT_MS,
);
