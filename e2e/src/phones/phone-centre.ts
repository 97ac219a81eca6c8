import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, until } from '@ringback/testkit/sip';
import { startServerIn, type ServerInFolder } from '../running-server.ts';
import type { WiredEngine } from './wired-engine.ts';
import { readCallback, readTimeline, readWork, type CallbackSeen, type TimelineEntry, type WorkSeen } from './seen.ts';

/** A way to customers: a SIP port of the loopback address. */
export interface TrunkTo {
  readonly name: string;
  readonly port: number;
  /** Lower orders are tried first; 1 when it is left out. */
  readonly order?: number;
  /** Other fields of the file of trunks. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What a centre on a real phone engine is made of. */
export interface PhoneCentreOptions {
  readonly trunks: readonly TrunkTo[];
  /** Agents with a desk phone. */
  readonly deskAgentIds: readonly string[];
  /** STUN and TURN servers of the file of trunks; none when it is left out. */
  readonly iceServers?: readonly object[];
  /** The file of RINGBACK_CONFIG. */
  readonly configuration: object;
  readonly environment?: Readonly<Record<string, string>>;
  /** An engine that is there already; one of the server's own when it is left out. */
  readonly engine?: Pick<WiredEngine, 'sipPort' | 'environment'>;
}

/** A server process on an Asterisk of its own, which outlives the server when that is killed. */
export interface PhoneCentre {
  /** `127.0.0.1:<port>`, where phones sign in and customers call. */
  readonly sipAddress: string;
  readonly sipPort: number;
  readonly folder: string;
  /** The server of now; a new one after each start. */
  server(): ServerInFolder;
  /** What the desk phone of an agent signs in with. */
  deskLogin(agentId: string): { readonly user: string; readonly password: string };
  /** Makes an agent available or not. */
  setPresence(agentId: string, presence: 'available' | 'away' | 'offline'): Promise<void>;
  /** Asks for a callback; gives its id. A repeat with the same key gets the first answer again. */
  askFor(
    request: { serviceId: string; phoneNumber: string; [more: string]: unknown },
    idempotencyKey?: string,
  ): Promise<string>;
  callback(callbackId: string): Promise<CallbackSeen>;
  timeline(callbackId: string): Promise<readonly TimelineEntry[]>;
  /** What an agent has in hand. */
  work(agentId: string): Promise<WorkSeen>;
  /** Resolves with the callback when `isSo` says yes; rejects with what it is. */
  untilCallback(callbackId: string, isSo: (callback: CallbackSeen) => boolean, limitMs?: number): Promise<CallbackSeen>;
  /** Starts a server again on the same folder, after a kill. */
  restart(environment?: Readonly<Record<string, string>>): Promise<void>;
  /** Number of the engine's process. */
  enginePid(): number;
  /** Ends the server and its engine and removes the folder. */
  close(): Promise<void>;
}

const PASSWORD = 'desk-phone-test-only';
const LOOK_LIMIT_MS = 20_000;

/** Desk phones as a file of trunks has them. */
export function deskPhones(agentIds: readonly string[]) {
  return agentIds.map((agentId) => ({ agentId, endpointName: `agent-${agentId}`, password: PASSWORD }));
}

/** Starts a centre. The trunks name themselves `e164` as numbers are dialled here. */
export async function openPhoneCentre(options: PhoneCentreOptions): Promise<PhoneCentre> {
  const folder = await mkdtemp(join(tmpdir(), 'rb-ph-'));
  await takePorts(folder);
  const environment = { ...writeFiles(folder, options), ...options.engine?.environment, ...options.environment };
  let server: ServerInFolder;
  try {
    server = await startServerIn(folder, environment);
  } catch (error) {
    killEngineIn(folder);
    await removeFolder(folder);
    throw error;
  }
  const sipPort = options.engine?.sipPort ?? Number(/SIP port (\d+)/u.exec(server.output())?.[1]);
  const callback = async (id: string): Promise<CallbackSeen> =>
    readCallback(await server.request('GET', `/v1/callbacks/${id}`));
  const timeline = async (id: string): Promise<readonly TimelineEntry[]> =>
    readTimeline(await server.request('GET', `/v1/callbacks/${id}/timeline`));
  return {
    sipAddress: `127.0.0.1:${sipPort}`,
    sipPort,
    folder,
    server: () => server,
    deskLogin: (agentId) => ({ user: `agent-${agentId}`, password: PASSWORD }),
    async setPresence(agentId, presence) {
      await server.request('PUT', `/v1/agents/${agentId}/presence`, { presence });
    },
    askFor: async (request, idempotencyKey) =>
      readCallback(await server.request('POST', '/v1/callbacks', request, idempotencyKey)).id,
    callback,
    timeline,
    work: async (agentId) => readWork(await server.request('GET', `/v1/agents/${agentId}/work`)),
    async untilCallback(id, isSo, limitMs = LOOK_LIMIT_MS) {
      let seen = await callback(id);
      await until('the callback is as wanted', async () => isSo((seen = await callback(id))), limitMs).catch(
        async (error: unknown) => {
          const story = (await timeline(id)).map(({ type, detail }) => `${type} ${JSON.stringify(detail)}`).join('\n');
          throw new Error(`${String(error)}: ${JSON.stringify(seen)}\n${story}\n${server.output()}`, { cause: error });
        },
      );
      return seen;
    },
    async restart(more = {}) {
      server = await startServerIn(folder, { ...environment, ...more });
    },
    enginePid: () => enginePidIn(folder),
    async close() {
      await server.stop();
      killEngineIn(folder);
      await removeFolder(folder);
    },
  };
}

/**
 * Writes what the server remembers of an engine of its own, so that it takes these ports: several centres that start at the same
 * moment would all take the usual one.
 */
async function takePorts(folder: string): Promise<void> {
  const sipPort = await freePorts(2);
  const passwords = { password: 'engine-test-only', customerPassword: PASSWORD };
  const remembered = { sipPort, httpPort: sipPort + 1, rtpFirstPort: 20_000, ...passwords };
  writeFileSync(join(folder, 'phone-engine.json'), JSON.stringify(remembered));
}

/** The files a server of such a centre reads; gives the variables that name them. */
function writeFiles(folder: string, options: PhoneCentreOptions): Readonly<Record<string, string>> {
  const [configuration, trunks] = [join(folder, 'centre.json'), join(folder, 'trunks.json')];
  writeFileSync(configuration, JSON.stringify(options.configuration));
  const lines = options.trunks.map(({ fields, ...trunk }) => {
    return { order: 1, ...trunk, host: '127.0.0.1', qualifyEverySeconds: 0, ...fields };
  });
  const { deskAgentIds, iceServers = [] } = options;
  writeFileSync(trunks, JSON.stringify({ trunks: lines, phones: deskPhones(deskAgentIds), iceServers }));
  return {
    RINGBACK_PHONE: 'asterisk',
    RINGBACK_DEMO: '0',
    RINGBACK_CONFIG: configuration,
    RINGBACK_TRUNKS: trunks,
    RINGBACK_RATE_LIMIT: '100000',
  };
}

function enginePidIn(folder: string): number {
  return Number(readFileSync(join(folder, 'phone/run/asterisk.pid'), 'utf8'));
}

/** An engine that was just killed may still write. */
function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** A server that could not be ended in order leaves its engine behind. */
function killEngineIn(folder: string): void {
  try {
    process.kill(enginePidIn(folder), 'SIGKILL');
  } catch {
    // It has ended, or never ran.
  }
}
