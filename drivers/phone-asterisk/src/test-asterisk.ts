import { rmSync } from 'node:fs';
import { until } from '@ringback/testkit';
import { freePorts } from '@ringback/testkit/sip';
import {
  type AgentPhone,
  loopbackNetwork,
  loopbackPortCount,
  loopbackTrunk,
  testTimers,
} from './configuration/index.ts';
import { type EngineSettings, findInstalledEngine, type InstalledEngine, startEngine } from './process/index.ts';

/** The installed engine, or null with a loud word. Where everything is demanded its absence is an error. */
export function findTestEngine(): InstalledEngine | null {
  const engine = findInstalledEngine();
  if (engine !== null) return engine;
  const reason = 'the phone engine is not installed: npm run phone:install -- --test-phones';
  if (process.env['CI'] === 'true' || process.env['RINGBACK_REQUIRE_ALL'] === '1') throw new Error(reason);
  process.stderr.write(`LEFT OUT: tests on Asterisk, because ${reason}\n`);
  return null;
}

/** An Asterisk of one test file, on its own ports and in its own folder. */
export interface TestAsterisk {
  readonly url: string;
  readonly httpPort: number;
  readonly sipPort: number;
  readonly user: string;
  readonly password: string;
  /** Asks the engine over plain HTTP, beside the driver under test. Throws when a question is not answered well. */
  ask(method: string, path: string): Promise<unknown>;
  /** Ends every call and waits until the engine has none. */
  endCalls(): Promise<void>;
  /** Kills the process as a crash would. */
  kill(): Promise<void>;
  /** Starts it again, on the same ports and in the same folder, after a kill. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const USER = 'ringback';
const PASSWORD = 'test-only';
const SPEECH_PORT_COUNT = 200;

/** Starts one whose trunks lead to these SIP ports. */
export async function openTestAsterisk(
  engine: InstalledEngine,
  trunkPorts: Readonly<Record<string, number>>,
  agents: readonly AgentPhone[] = [],
): Promise<TestAsterisk> {
  const settings = settingsOf(trunkPorts, agents, await freePorts(loopbackPortCount(SPEECH_PORT_COUNT)));
  let running = await startEngine({ engine, settings });
  const { runFolder, url } = running;
  const authorization = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;

  async function ask(method: string, path: string): Promise<unknown> {
    const response = await fetch(`${url}/ari/${path}`, { method, headers: { authorization } });
    const text = await response.text();
    if (!response.ok && method === 'GET') throw new Error(`${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  async function endCalls(): Promise<void> {
    const channels = await ask('GET', 'channels');
    if (!Array.isArray(channels)) return;
    await Promise.all(channels.map(({ id }: { id: string }) => ask('DELETE', `channels/${encodeURIComponent(id)}`)));
    await until('no calls', async () => JSON.stringify(await ask('GET', 'channels')) === '[]', 10_000);
  }

  return {
    url,
    httpPort: settings.network.httpPort,
    sipPort: settings.network.sipPort,
    user: USER,
    password: PASSWORD,
    ask,
    endCalls,
    kill: () => running.kill(),
    async restart() {
      running = await startEngine({ engine, settings, runFolder });
    },
    async close() {
      await running.stop();
      rmSync(runFolder, { recursive: true, force: true });
    },
  };
}

function settingsOf(
  trunkPorts: Readonly<Record<string, number>>,
  agents: readonly AgentPhone[],
  firstPort: number,
): EngineSettings {
  return {
    network: loopbackNetwork(firstPort, SPEECH_PORT_COUNT),
    tls: null,
    ari: { user: USER, password: PASSWORD, application: 'ringback' },
    trunks: Object.entries(trunkPorts).map(([name, port]) =>
      loopbackTrunk({ name, port, callerId: '+12025550199', codecs: ['ulaw', 'alaw'] }),
    ),
    agents,
    timers: testTimers,
  };
}
