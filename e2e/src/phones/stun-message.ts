import { createHmac } from 'node:crypto';

/** An address in a message. */
export interface StunAddress {
  readonly host: string;
  readonly port: number;
}

/** Attributes in use (RFC 8489, section 18.3; RFC 8656, section 18). */
export const ATTRIBUTE = {
  username: 0x06,
  integrity: 0x08,
  error: 0x09,
  channel: 0x0c,
  lifetime: 0x0d,
  peer: 0x12,
  data: 0x13,
  realm: 0x14,
  nonce: 0x15,
  relayed: 0x16,
  mapped: 0x20,
} as const;

/** A STUN message (RFC 8489, section 5), as it was received. */
export interface StunMessage {
  /** Method and class in one: 0x0003 asks for an allocation, 0x0103 grants one, 0x0113 refuses. */
  readonly type: number;
  readonly transaction: Buffer;
  readonly attributes: ReadonlyMap<number, Buffer>;
  /** Was it made by who knows this key? */
  isFrom(key: Buffer): boolean;
}

const COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const INTEGRITY_BYTES = 24;

/** Reads a message; null for anything else. */
export function readStun(bytes: Buffer): StunMessage | null {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32BE(4) !== COOKIE) return null;
  const attributes = new Map<number, Buffer>();
  let integrityAt = 0;
  for (let at = HEADER_BYTES; at + 4 <= bytes.length;) {
    const [type, length] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
    if (type === ATTRIBUTE.integrity) integrityAt = at;
    attributes.set(type, bytes.subarray(at + 4, at + 4 + length));
    at += 4 + padded(length);
  }
  return {
    type: bytes.readUInt16BE(0),
    transaction: bytes.subarray(8, HEADER_BYTES),
    attributes,
    isFrom: (key) =>
      integrityAt > 0 &&
      integrityOf(bytes.subarray(0, integrityAt), key).equals(attributes.get(ATTRIBUTE.integrity) ?? Buffer.alloc(0)),
  };
}

/** Writes a message; with a key that it proves to know, where one is given. */
export function writeStun(
  type: number,
  transaction: Buffer,
  attributes: readonly (readonly [type: number, value: Buffer])[],
  key: Buffer | null,
): Buffer {
  const body = Buffer.concat(attributes.map(([name, value]) => attribute(name, value)));
  const head = Buffer.alloc(8);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(body.length, 2);
  head.writeUInt32BE(COOKIE, 4);
  const message = Buffer.concat([head, transaction, body]);
  if (key === null) return message;
  const signed = Buffer.concat([message, attribute(ATTRIBUTE.integrity, integrityOf(message, key))]);
  signed.writeUInt16BE(body.length + INTEGRITY_BYTES, 2);
  return signed;
}

/** An IPv4 address as XOR-MAPPED-ADDRESS and its like hold it (RFC 8489, section 14.2). */
export function writeAddress({ host, port }: StunAddress): Buffer {
  const value = Buffer.from([0, 1, 0, 0, ...host.split('.').map(Number)]);
  value.writeUInt16BE(port ^ (COOKIE >>> 16), 2);
  value.writeUInt32BE((value.readUInt32BE(4) ^ COOKIE) >>> 0, 4);
  return value;
}

/** The address that such an attribute holds. */
export function readAddress(value: Buffer): StunAddress {
  const plain = Buffer.alloc(4);
  plain.writeUInt32BE((value.readUInt32BE(4) ^ COOKIE) >>> 0);
  return { host: plain.join('.'), port: value.readUInt16BE(2) ^ (COOKIE >>> 16) };
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

function attribute(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(4 + padded(value.length));
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

/** Over everything before it, as if the message ended with it (RFC 8489, section 14.5). */
function integrityOf(before: Buffer, key: Buffer): Buffer {
  const counted = Buffer.from(before);
  counted.writeUInt16BE(before.length - HEADER_BYTES + INTEGRITY_BYTES, 2);
  return createHmac('sha1', key).update(counted).digest();
}
