import { rootCertificates } from 'node:tls';
import { join } from 'node:path';
import { demandHost, demandPort, section, type Line } from './config-text.ts';
import type { Certificate } from './self-signed-certificate.ts';
import type { AsteriskSettings, EngineFolders, EngineNetwork, Trunk, TrunkTransport } from './settings.ts';

/** The file, in the folder of the configuration, of the authorities that the public trusts. */
const PUBLIC_AUTHORITIES = 'public-authorities.pem';

type OverTls = Extract<TrunkTransport, { kind: 'tls' }>;

/** A section of `pjsip.conf` that trunks share whose servers are judged alike. */
interface TlsSection {
  readonly name: string;
  readonly verifiesServer: boolean;
  readonly caFile: string | null;
}

/** Is it, or could it become, the name of a transport in `pjsip.conf`? */
export function isTransportName(name: string): boolean {
  return /^transport-(?:udp|tcp|wss?|tls(?:-\d+)?)$/u.test(name);
}

/** Name of the transport that a trunk goes over. */
export function transportNameOf({ transport }: Trunk, trunks: readonly Trunk[]): string {
  if (transport.kind !== 'tls') return `transport-${transport.kind}`;
  return tlsSections(trunks).find((one) => isAlike(one, transport))?.name ?? 'transport-tls';
}

/** What follows a trunk's `sip:host:port`; nothing for UDP (RFC 3261, section 19.1.1). */
export function transportParameter({ transport }: Trunk): string {
  return transport.kind === 'udp' ? '' : `;transport=${transport.kind}`;
}

/** Whether speech is encrypted; where it is, a provider that would not encrypt gets no call. */
export function speechEncryption({ transport }: Trunk): Line[] {
  if (transport.kind !== 'tls' || !transport.encryptsSpeech) return [];
  return [
    ['media_encryption', 'sdes'],
    ['media_encryption_optimistic', false],
  ];
}

/** The transports: UDP and those of browsers always, TCP and TLS where a trunk goes over them. */
export function transportSections(settings: AsteriskSettings): readonly string[] {
  const { network, tls, trunks } = settings;
  const address = demandHost('sipAddress', network.sipAddress);
  const sip = (protocol: string): string =>
    transport(protocol, protocol, `${address}:${demandPort('sipPort', network.sipPort)}`, network);
  // Sockets of softphones arrive at the HTTP server; these sections only switch the protocol on.
  const web = (protocol: string): string => transport(protocol, protocol, address, network);
  return [
    sip('udp'),
    ...(trunks.some(({ transport: { kind } }) => kind === 'tcp') ? [sip('tcp')] : []),
    ...tlsSections(trunks).map((one, index) => tlsTransport(one, index, settings)),
    web('ws'),
    ...(tls === null ? [] : [web('wss')]),
  ];
}

/** Files that the transports read: the public authorities, where a trunk trusts them. */
export function transportFiles({ trunks }: AsteriskSettings): readonly (readonly [name: string, text: string])[] {
  const isTrusted = tlsSections(trunks).some(({ verifiesServer, caFile }) => verifiesServer && caFile === null);
  return isTrusted ? [[PUBLIC_AUTHORITIES, `${rootCertificates.join('\n')}\n`]] : [];
}

/** Authorities belong to a transport, not to a trunk: each set of them gets one. */
function tlsSections(trunks: readonly Trunk[]): readonly TlsSection[] {
  const sections: TlsSection[] = [];
  for (const { transport: way } of trunks) {
    if (way.kind !== 'tls' || sections.some((one) => isAlike(one, way))) continue;
    const name = sections.length === 0 ? 'transport-tls' : `transport-tls-${sections.length + 1}`;
    sections.push({ name, verifiesServer: way.verifiesServer, caFile: way.caFile });
  }
  return sections;
}

function isAlike(one: TlsSection, way: OverTls): boolean {
  return one.verifiesServer === way.verifiesServer && one.caFile === way.caFile;
}

/**
 * A provider may send what follows in a call over a connection that it opens to us, so the engine listens, with the certificate of
 * the settings or one that it made itself.
 */
function tlsTransport({ name, verifiesServer, caFile }: TlsSection, index: number, settings: AsteriskSettings): string {
  const { folders, network, tls } = settings;
  const port = demandPort('sipTlsPort', network.sipTlsPort) + index;
  const authorities = caFile ?? join(folders.configuration, PUBLIC_AUTHORITIES);
  const own = ownCertificateFiles(folders);
  return transport(name.replace('transport-', ''), 'tls', `${network.sipAddress}:${port}`, network, [
    // Older ones are not to be used any more (RFC 8996).
    ['method', 'tlsv1_2'],
    ['verify_server', verifiesServer],
    ['ca_list_file', verifiesServer ? authorities : null],
    ['cert_file', tls?.certificateFile ?? own.certificate],
    ['priv_key_file', tls?.keyFile ?? own.key],
  ]);
}

/** Files of the certificate that an engine shows where the settings name none; made with its folders. */
export function ownCertificateFiles({ state }: Pick<EngineFolders, 'state'>): Certificate {
  return { certificate: join(state, 'sip-certificate.pem'), key: join(state, 'sip-key.pem') };
}

function transport(
  name: string,
  protocol: string,
  bind: string,
  network: EngineNetwork,
  more: readonly Line[] = [],
): string {
  return section(`transport-${name}`, [
    ['type', 'transport'],
    ['protocol', protocol],
    ['bind', bind],
    ...translation(network),
    ...more,
  ]);
}

function translation({ publicAddress, localNetworks }: EngineNetwork): Line[] {
  if (publicAddress === null) return [];
  const seen = demandHost('publicAddress', publicAddress);
  return [
    ['external_signaling_address', seen],
    ['external_media_address', seen],
    ...localNetworks.map((network): Line => ['local_net', demandHost('localNetworks', network)]),
  ];
}
