import { readFileSync } from 'node:fs';
import { connect, rootCertificates, type PeerCertificate, type TLSSocket } from 'node:tls';
import { failed, ok, type PhoneFinding, warning } from './phone-finding.ts';

/** A trunk's server that is spoken to over TLS. */
export interface TlsServer {
  /** Name of the trunk. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly verifyServer: boolean;
  /** PEM file of the authorities that are trusted; null: the public ones. */
  readonly caFile: string | null;
}

const patienceMs = 5000;

/** Begins a TLS connection as the phone engine does, looks at the server's certificate, and ends it. */
export async function checkTlsServer(server: TlsServer): Promise<PhoneFinding> {
  const what = `Trunk ${server.name}, TLS`;
  const address = `${server.host}:${server.port}`;
  try {
    const { problem, certificate } = await look(server);
    if (!server.verifyServer)
      return warning(what, `whoever answers at ${address} is believed: verifyServer is false in the file of trunks`);
    if (problem === null) return ok(what, `${address} shows a right certificate, until ${certificate.valid_to}`);
    return failed(what, `${address}: ${adviceOn(problem, server, certificate)}, so no call can go over it`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(
      what,
      `${address} does not speak TLS (${reason}): are host and port right, and does a firewall let TCP pass?`,
    );
  }
}

interface Seen {
  /** Why the certificate is not right, as OpenSSL or Node calls it; null when it is. */
  readonly problem: string | null;
  readonly certificate: PeerCertificate;
}

function look({ host, port, caFile }: TlsServer): Promise<Seen> {
  const ca = caFile === null ? [...rootCertificates] : readFileSync(caFile, 'utf8');
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ host, port, ca, minVersion: 'TLSv1.2', rejectUnauthorized: false }, () => {
      const { authorized, authorizationError } = socket;
      resolve({ problem: authorized ? null : codeOf(authorizationError), certificate: socket.getPeerCertificate() });
      socket.destroy();
    });
    socket.setTimeout(patienceMs, () => socket.destroy(new Error(`nothing within ${patienceMs / 1000} s`)));
    socket.on('error', reject);
  });
}

/** Node gives a code or an error that has one. */
function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return String(error);
}

function adviceOn(problem: string, { host, caFile }: TlsServer, certificate: PeerCertificate): string {
  if (problem === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `the certificate is for ${certificate.subjectaltname ?? 'other names'}, not for ${host}: host must be the name that the provider gave you`;
  if (problem === 'CERT_HAS_EXPIRED') return `the certificate was valid until ${certificate.valid_to}`;
  if (problem === 'CERT_NOT_YET_VALID') return `the certificate is valid from ${certificate.valid_from}`;
  return caFile === null
    ? `no public authority vouches for the certificate (${problem}): name the PEM file of its authority in caFile`
    : `no authority in ${caFile} vouches for the certificate (${problem})`;
}
