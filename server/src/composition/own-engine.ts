import {
  findInstalledEngine,
  keepEngine,
  runFolderOf,
  superviseEngine,
  usualTimers,
  type EngineSettings,
} from '@ringback/driver-phone-asterisk';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { z } from 'zod';
import type { ServerLog } from '../parts.ts';
import type { AsteriskAccount, AsteriskSetting, PortRange, Settings } from '../settings/environment.ts';
import { freeTcpPort, isTcpPortFree } from '../settings/free-tcp-port.ts';
import { engineTrunk } from './engine-trunk.ts';
import { claimSpeechPorts } from './speech-ports.ts';

/** The customer of the demo page, a browser telephone; the only number that rings where no trunk is set. */
export const DEMO_CUSTOMER = { endpointName: 'demo-customer', number: '+12025550110' } as const;

/** An Asterisk that runs for this server only. */
export interface OwnEngine {
  readonly account: AsteriskAccount;
  readonly sipAddress: string;
  /** What the demo's customer registers with; null outside the demo, and where trunks lead to real customers. */
  readonly demoCustomer: { readonly password: string; expiresAt(): number } | null;
  stop(): Promise<void>;
}

type OwnEngineSetting = Pick<AsteriskSetting, 'trunks' | 'phones' | 'speechPorts'>;

const rememberedSettings = z.object({
  httpPort: z.int(),
  sipPort: z.int(),
  /** Null where a range is set, and before there was one. */
  rtpFirstPort: z.int().nullable(),
  /** Null where no trunk has gone over TLS yet. */
  sipTlsPort: z.int().nullable().default(null),
  password: z.string(),
  customerPassword: z.string(),
});
type Remembered = z.infer<typeof rememberedSettings>;

const USUAL_SIP_PORT = 5_060;
const USUAL_SIP_TLS_PORT = 5_061;

/** The password of the demo's customer stands in the engine's file and does not end; pages ask again all the same. */
const DEMO_ACCESS_MS = 15 * 60_000;

/** Starts the engine of the data folder, or takes up the one that a killed server left with its calls. Throws when none is installed. */
export async function startOwnEngine(
  settings: Settings,
  { trunks, phones, speechPorts }: OwnEngineSetting,
  log: ServerLog,
  now: () => number,
): Promise<OwnEngine> {
  const engine = findInstalledEngine();
  if (engine === null)
    throw new Error(
      'RINGBACK_PHONE=asterisk needs an Asterisk: run `npm run phone:install`, or name yours in RINGBACK_ASTERISK_URL',
    );
  const runFolder = runFolderOf(settings.dataFolder);
  const known = await remember(settings.dataFolder);
  const ports = speechPorts === null ? await claimSpeechPorts(known.rtpFirstPort) : { ...speechPorts, release() {} };
  const rtpFirstPort = speechPorts === null ? ports.firstPort : known.rtpFirstPort;
  const remembered = { ...known, rtpFirstPort, sipTlsPort: await tlsPortOf(known, trunks) };
  if (remembered.rtpFirstPort !== known.rtpFirstPort || remembered.sipTlsPort !== known.sipTlsPort)
    writeDown(settings.dataFolder, remembered);
  const hasDemoCustomer = settings.isDemo && trunks.length === 0;
  const written = engineSettings(remembered, ports, { trunks, phones }, hasDemoCustomer);
  const kept = await superviseEngine({
    keep: () => keepEngine(engine, written, runFolder),
    log,
    random: Math.random,
  }).catch((error: unknown) => {
    ports.release();
    throw error;
  });
  log.info('the phone engine runs', { wasRunning: kept.wasRunning });
  return {
    account: {
      url: `http://127.0.0.1:${remembered.httpPort}`,
      user: 'ringback',
      password: remembered.password,
      application: 'ringback',
    },
    sipAddress: `SIP port ${remembered.sipPort}`,
    demoCustomer: hasDemoCustomer
      ? { password: remembered.customerPassword, expiresAt: () => now() + DEMO_ACCESS_MS }
      : null,
    async stop() {
      await kept.stop();
      ports.release();
    },
  };
}

function engineSettings(
  remembered: Remembered,
  ports: PortRange,
  { trunks, phones }: Pick<AsteriskSetting, 'trunks' | 'phones'>,
  hasDemoCustomer: boolean,
): EngineSettings {
  const { httpPort, sipPort, sipTlsPort, password, customerPassword } = remembered;
  const isLocal = trunks.length + phones.length === 0;
  return {
    network: {
      sipAddress: isLocal ? '127.0.0.1' : '0.0.0.0',
      sipPort,
      sipTlsPort: sipTlsPort ?? USUAL_SIP_TLS_PORT,
      httpAddress: '127.0.0.1',
      httpPort,
      rtpFirstPort: ports.firstPort,
      rtpLastPort: ports.lastPort,
      publicAddress: null,
      localNetworks: [],
    },
    tls: null,
    ari: { user: 'ringback', password, application: 'ringback' },
    trunks: trunks.map(engineTrunk),
    agents: phones,
    customers: hasDemoCustomer ? [{ ...DEMO_CUSTOMER, password: customerPassword }] : [],
    timers: usualTimers,
  };
}

/** Ports and passwords stay the same from start to start, so that an engine that still runs is found again. */
async function remember(dataFolder: string): Promise<Remembered> {
  const path = rememberedPath(dataFolder);
  if (existsSync(path)) return rememberedSettings.parse(JSON.parse(readFileSync(path, 'utf8')));
  const made = {
    httpPort: await freeTcpPort(),
    sipPort: (await isUdpPortFree(USUAL_SIP_PORT)) ? USUAL_SIP_PORT : await freeUdpPort(),
    rtpFirstPort: null,
    sipTlsPort: null,
    password: newPassword(),
    customerPassword: newPassword(),
  };
  writeDown(dataFolder, made);
  return made;
}

async function tlsPortOf({ sipTlsPort }: Remembered, trunks: AsteriskSetting['trunks']): Promise<number | null> {
  if (sipTlsPort !== null || trunks.every(({ transport }) => transport !== 'tls')) return sipTlsPort;
  return (await isTcpPortFree(USUAL_SIP_TLS_PORT)) ? USUAL_SIP_TLS_PORT : await freeTcpPort();
}

function writeDown(dataFolder: string, remembered: Remembered): void {
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(rememberedPath(dataFolder), JSON.stringify(remembered), { mode: 0o600 });
}

const rememberedPath = (dataFolder: string): string => join(dataFolder, 'phone-engine.json');

const newPassword = (): string => randomBytes(18).toString('base64url');

function freeUdpPort(): Promise<number> {
  return bindUdp(0).then((port) => port ?? 0);
}

async function isUdpPortFree(port: number): Promise<boolean> {
  return (await bindUdp(port)) !== null;
}

function bindUdp(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.on('error', () => resolve(null));
    socket.bind(port, '127.0.0.1', () => {
      const bound = socket.address().port;
      socket.close(() => resolve(bound));
    });
  });
}
