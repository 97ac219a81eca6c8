import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Certificate,
  findInstalledEngine,
  loopbackNetwork,
  loopbackPortCount,
  type RunningEngine,
  startEngine,
  testTimers,
} from '@ringback/driver-phone-asterisk';
import { freePorts } from '@ringback/testkit/sip';

/** How a provider is reached. */
export type CarrierWay =
  | { readonly kind: 'tcp' }
  /** Speech must be encrypted (SDES): who offers it in the clear is refused with 488. */
  | { readonly kind: 'tls'; readonly shows: Certificate };

/** A provider that is an Asterisk of its own: calls of a centre go on to people behind it, over UDP. */
export interface CarrierEngine {
  /** Where a centre reaches it. */
  readonly port: number;
  /** Where the people behind it reach it. */
  readonly sipPort: number;
  /** What each call of the centre was carried over, as the far end's address tells it: `TCP` or `TLS`. */
  transports(): readonly string[];
  /** Somebody behind it calls a number of the centre, which is signed in here. */
  callCentre(number: string, from: string): Promise<void>;
  /** Is the centre signed in? */
  hasCentre(): Promise<boolean>;
  close(): Promise<void>;
}

/** What a centre signs in with. */
export const CARRIER_LOGIN = { username: 'centre', password: 'carrier-test-only' } as const;

const ARI = { user: 'test', password: 'carrier-test-only', application: 'nothing' } as const;
const SPEECH_PORT_COUNT = 200;

/** Starts one whose people are at a SIP port. Throws when no engine is installed. */
export async function startCarrier(way: CarrierWay, peoplePort: number): Promise<CarrierEngine> {
  const engine = findInstalledEngine();
  if (engine === null) throw new Error('the phone engine is not installed: npm run phone:install -- --test-phones');
  const network = loopbackNetwork(await freePorts(loopbackPortCount(SPEECH_PORT_COUNT)), SPEECH_PORT_COUNT);
  const settings = { network, tls: null, ari: ARI, trunks: [], agents: [], timers: testTimers };
  const running = await startEngine({ engine, settings });
  const port = way.kind === 'tls' ? network.sipTlsPort : network.sipPort;
  const etc = join(running.runFolder, 'etc');
  appendFileSync(join(etc, 'pjsip.conf'), pjsipOf(way, port, peoplePort, etc));
  appendFileSync(join(etc, 'extensions.conf'), dialplan);
  await running.console('core reload');
  return carrierOf(running, port, network.sipPort);
}

function carrierOf(running: RunningEngine, port: number, sipPort: number): CarrierEngine {
  return {
    port,
    sipPort,
    transports: () => Array.from(running.log().matchAll(/carried over .*transport=(\w+)/gu), ([, name]) => name ?? ''),
    async callCentre(number, from) {
      const { user, password } = ARI;
      const query = { endpoint: `PJSIP/${number}@centre`, callerId: from, context: 'from-centre', extension: from };
      const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
      const url = `${running.url}/ari/channels?${new URLSearchParams(query)}`;
      const answer = await fetch(url, { method: 'POST', headers: { authorization } });
      if (!answer.ok) throw new Error(`the carrier does not call: ${answer.status} ${await answer.text()}`);
    },
    hasCentre: async () => /Contact: +centre\/sip:/u.test(await running.console('pjsip show contacts')),
    async close() {
      await running.stop();
      rmSync(running.runFolder, { recursive: true, force: true });
    },
  };
}

function pjsipOf(way: CarrierWay, port: number, peoplePort: number, etc: string): string {
  if (way.kind === 'tls') {
    writeFileSync(join(etc, 'carrier.pem'), way.shows.certificate);
    writeFileSync(join(etc, 'carrier.key'), way.shows.key);
  }
  const certificate = `cert_file = ${etc}/carrier.pem\npriv_key_file = ${etc}/carrier.key\nmethod = tlsv1_2\n`;
  return `
[transport-centre]
type = transport
protocol = ${way.kind}
bind = 127.0.0.1:${port}
${way.kind === 'tls' ? certificate : ''}
[centre]
type = endpoint
context = from-centre
disallow = all
allow = ulaw
aors = centre
auth = centre
direct_media = no
${way.kind === 'tls' ? 'media_encryption = sdes' : ''}
[centre]
type = auth
auth_type = userpass
username = ${CARRIER_LOGIN.username}
password = ${CARRIER_LOGIN.password}
[centre]
type = identify
endpoint = centre
match = 127.0.0.1
[centre]
type = aor
max_contacts = 1
[people]
type = endpoint
transport = transport-udp
context = nobody
disallow = all
allow = ulaw
aors = people
direct_media = no
[people]
type = aor
contact = sip:127.0.0.1:${peoplePort}
`;
}

const dialplan = `
[from-centre]
exten => _[+0-9]!,1,Log(NOTICE,carried over \${CHANNEL(pjsip,target_uri)})
 same => n,Dial(PJSIP/\${EXTEN}@people)
 same => n,Hangup(\${HANGUPCAUSE})
`;
