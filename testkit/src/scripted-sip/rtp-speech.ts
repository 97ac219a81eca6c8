import { sine, telephoneRateHz } from '../sip/tones.ts';
import { decodeUlaw, encodeUlaw } from '../sip/wav.ts';
import type { KeyToneSource } from './key-tones.ts';

const HEAD_LENGTH = 12;
const SAMPLES_PER_PACKET = 160;
const PCMU = 0;

/** How long one packet of speech lasts, milliseconds. */
export const PACKET_MS = (SAMPLES_PER_PACKET * 1000) / telephoneRateHz;

/** A steady tone as packets of G.711 (RFC 3550, RFC 3551 payload type 0). A whole number of Hz, so that each second is alike. */
export class RtpTone {
  readonly #second: Uint8Array;
  #at = 0;

  constructor(hz: number) {
    this.#second = encodeUlaw(sine(hz, 1));
  }

  /** The next packet of a sender. */
  next(source: KeyToneSource): Buffer {
    const packet = Buffer.alloc(HEAD_LENGTH + SAMPLES_PER_PACKET);
    packet.writeUInt8(0x80, 0);
    packet.writeUInt8(PCMU, 1);
    packet.writeUInt16BE((source.sequence += 1) & 0xffff, 2);
    packet.writeUInt32BE((source.timestamp += SAMPLES_PER_PACKET) >>> 0, 4);
    packet.writeUInt32BE(source.ssrc, 8);
    packet.set(this.#second.subarray(this.#at, this.#at + SAMPLES_PER_PACKET), HEAD_LENGTH);
    this.#at = (this.#at + SAMPLES_PER_PACKET) % this.#second.length;
    return packet;
  }
}

/** What was heard of a call, packet after packet as it came. */
export class RtpEar {
  readonly #parts: Float64Array[] = [];

  /** Keeps a packet of speech; other packets are passed over. */
  hear(packet: Buffer): void {
    if (packet.length > HEAD_LENGTH && (packet.readUInt8(1) & 0x7f) === PCMU)
      this.#parts.push(decodeUlaw(packet.subarray(HEAD_LENGTH)));
  }

  /** Samples from -1 to 1, since `fromMs` of speech after the first packet. */
  heard(fromMs = 0): Float64Array {
    const parts = this.#parts.slice(Math.round(fromMs / PACKET_MS));
    const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /** How much speech was heard so far, milliseconds. */
  get heardMs(): number {
    return this.#parts.length * PACKET_MS;
  }
}
