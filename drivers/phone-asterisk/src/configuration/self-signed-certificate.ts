import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** A certificate and its key, PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** RFC 5280, section 4.1.2.5: a certificate that is meant not to end. */
const NEVER = '99991231235959Z';
const SINCE = '200101000000Z';

// Object identifiers (RFC 5280, RFC 5758), as they are written in DER.
const COMMON_NAME = [0x55, 0x04, 0x03];
const SUBJECT_ALTERNATIVES = [0x55, 0x1d, 0x11];
const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];

/**
 * A new key and a certificate for host names and IPv4 addresses that nobody vouches for but itself: X.509 version 3 (RFC 5280) with
 * ECDSA on P-256, written as DER (X.690). `validUntil` is a UTCTime like `301231235959Z`; without end when it is left out.
 */
export function selfSignedCertificate(names: readonly string[], validUntil = NEVER): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(der(0x06, ECDSA_WITH_SHA256));
  const name = nameOf(names[0] ?? '');
  const alternatives = sequence(...names.map(generalName));
  const body = sequence(
    der(0xa0, der(0x02, [2])),
    der(0x02, [0x01, ...randomBytes(8)]),
    algorithm,
    name,
    sequence(time(SINCE), time(validUntil)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(der(0x06, SUBJECT_ALTERNATIVES), der(0x04, alternatives)))),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  return {
    certificate: pem('CERTIFICATE', sequence(body, algorithm, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** One element: its tag, the length of its content, and the content. */
function der(tag: number, content: Uint8Array | readonly number[]): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), Buffer.from(content)]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, Buffer.concat(parts));

/** UTCTime has two digits of the year, GeneralizedTime four. */
const time = (text: string): Buffer => der(text.length === NEVER.length ? 0x18 : 0x17, Buffer.from(text));

const nameOf = (commonName: string): Buffer =>
  sequence(der(0x31, sequence(der(0x06, COMMON_NAME), der(0x0c, Buffer.from(commonName)))));

const generalName = (name: string): Buffer =>
  isIPv4(name) ? der(0x87, name.split('.').map(Number)) : der(0x82, Buffer.from(name));

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').replace(/.{64}(?!$)/gu, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
