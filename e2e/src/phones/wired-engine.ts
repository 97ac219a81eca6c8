import { rmSync } from 'node:fs';
import {
  findInstalledEngine,
  loopbackNetwork,
  loopbackPortCount,
  loopbackTrunk,
  startEngine,
  usualTimers,
} from '@ringback/driver-phone-asterisk';
import { freePorts, openTestProxy, type TestProxy } from '@ringback/testkit/sip';
import { deskPhones, type TrunkTo } from './phone-centre.ts';

/** An Asterisk that was there before the server, which reaches it over a wire that can be cut. */
export interface WiredEngine {
  readonly sipPort: number;
  /** The variables with which a server finds it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly wire: TestProxy;
  close(): Promise<void>;
}

const SPEECH_PORT_COUNT = 200;
const ACCOUNT = { user: 'ringback', password: 'wired-test-only', application: 'ringback' } as const;

/** Starts one with these trunks and timers, and with desk phones of these agents. Throws when no engine is installed. */
export async function startWiredEngine(
  trunks: readonly Pick<TrunkTo, 'name' | 'port'>[],
  timers: Partial<typeof usualTimers> = {},
  deskAgentIds: readonly string[] = [],
): Promise<WiredEngine> {
  const engine = findInstalledEngine();
  if (engine === null) throw new Error('the phone engine is not installed: npm run phone:install -- --test-phones');
  const network = loopbackNetwork(await freePorts(loopbackPortCount(SPEECH_PORT_COUNT)), SPEECH_PORT_COUNT);
  const settings = {
    network,
    tls: null,
    ari: ACCOUNT,
    trunks: trunks.map(({ name, port }) => loopbackTrunk({ name, port, callerId: '+12025550190', codecs: ['ulaw'] })),
    agents: deskPhones(deskAgentIds).map((phone) => ({ ...phone, webrtc: false })),
    timers: { ...usualTimers, ...timers },
  };
  const running = await startEngine({ engine, settings });
  const wire = await openTestProxy(network.httpPort);
  return {
    sipPort: network.sipPort,
    environment: {
      RINGBACK_ASTERISK_URL: wire.url,
      RINGBACK_ASTERISK_USER: ACCOUNT.user,
      RINGBACK_ASTERISK_PASSWORD: ACCOUNT.password,
    },
    wire,
    async close() {
      await wire.close();
      await running.stop();
      rmSync(running.runFolder, { recursive: true, force: true });
    },
  };
}
