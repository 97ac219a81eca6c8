const KEYS = '0123456789*#ABCD';
const PAYLOAD_TYPE = 101;
const SAMPLES_PER_PACKET = 160;
const LAST_PACKET_COUNT = 3;
const PACKETS_PER_KEY = 5;

/** What one sender of keys remembers between packets. */
export interface KeyToneSource {
  readonly ssrc: number;
  sequence: number;
  timestamp: number;
}

/** The packets of one key as telephone events (RFC 4733): 100 ms of tone, its end said three times. */
export function keyTonePackets(source: KeyToneSource, key: string): Buffer[] {
  const code = KEYS.indexOf(key.toUpperCase());
  if (code < 0) throw new RangeError(`${key} is no key of a telephone`);
  const packets = Array.from({ length: PACKETS_PER_KEY + LAST_PACKET_COUNT }, (_, index) =>
    keyTonePacket(source, code, index),
  );
  source.timestamp += SAMPLES_PER_PACKET * (PACKETS_PER_KEY + LAST_PACKET_COUNT);
  return packets;
}

function keyTonePacket(source: KeyToneSource, code: number, index: number): Buffer {
  const packet = Buffer.alloc(16);
  const isFirst = index === 0;
  const isLast = index >= PACKETS_PER_KEY;
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8((isFirst ? 0x80 : 0) | PAYLOAD_TYPE, 1);
  packet.writeUInt16BE((source.sequence += 1) & 0xffff, 2);
  packet.writeUInt32BE(source.timestamp >>> 0, 4);
  packet.writeUInt32BE(source.ssrc, 8);
  packet.writeUInt8(code, 12);
  packet.writeUInt8((isLast ? 0x80 : 0) | 10, 13);
  packet.writeUInt16BE(Math.min(index + 1, PACKETS_PER_KEY) * SAMPLES_PER_PACKET, 14);
  return packet;
}
