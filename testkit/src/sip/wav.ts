import { readFileSync, writeFileSync } from 'node:fs';
import { telephoneRateHz } from './tones.ts';

/** What a WAV file holds: its first channel as samples from -1 to 1. */
export interface Wav {
  readonly rateHz: number;
  readonly samples: Float64Array;
}

/** Reads a WAV file of 16 bit PCM. Also one whose head was not finished, because its writer still has it open. */
export function readWav(path: string): Wav {
  return parseWav(readFileSync(path), path);
}

/** As readWav, from bytes; `name` is for the message. Throws when they are no WAV of 16 bit PCM. */
export function parseWav(bytes: Buffer, name = 'the sound'): Wav {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error(`${name} is no WAV file`);
  let format: { channelCount: number; rateHz: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const kind = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    if (kind === 'fmt ') format = readFormat(bytes, at + 8, name);
    if (kind === 'data') {
      if (format === null) break;
      const end = length === 0 ? bytes.length : Math.min(bytes.length, at + 8 + length);
      return { rateHz: format.rateHz, samples: samplesOf(bytes.subarray(at + 8, end), format.channelCount) };
    }
    at += 8 + length + (length % 2);
  }
  throw new Error(`${name} has no sound in it`);
}

function readFormat(bytes: Buffer, at: number, name: string): { channelCount: number; rateHz: number } {
  const [bits, channelCount] = [bytes.readUInt16LE(at + 14), bytes.readUInt16LE(at + 2)];
  if (bits !== 16) throw new Error(`${name} has ${bits} bits per sample instead of 16`);
  return { channelCount, rateHz: bytes.readUInt32LE(at + 4) };
}

function samplesOf(bytes: Buffer, channelCount: number): Float64Array {
  const stepBytes = 2 * channelCount;
  const count = Math.floor(bytes.length / stepBytes);
  return Float64Array.from({ length: count }, (_, index) => bytes.readInt16LE(index * stepBytes) / 32_768);
}

/** Writes samples as a WAV file of 16 bit PCM with one channel. */
export function writeWav(path: string, samples: Float64Array, rateHz: number = telephoneRateHz): void {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + 2 * samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rateHz, 24);
  head.writeUInt32LE(2 * rateHz, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(2 * samples.length, 40);
  const body = Buffer.from(Int16Array.from(samples, (sample) => Math.round(sample * 32_767)).buffer);
  writeFileSync(path, Buffer.concat([head, body]));
}

/** Samples as G.711 µ-law, one byte each (ITU-T G.711, table 2a). */
export function encodeUlaw(samples: Float64Array): Uint8Array {
  return Uint8Array.from(samples, (sample) => {
    const biased = Math.min(32_635, Math.round(Math.abs(sample) * 32_768)) + 132;
    const segment = Math.floor(Math.log2(biased)) - 7;
    const step = (biased >> (segment + 3)) & 15;
    return ~((sample < 0 ? 128 : 0) | (segment << 4) | step) & 255;
  });
}

/** G.711 µ-law bytes as samples from -1 to 1. */
export function decodeUlaw(bytes: Uint8Array): Float64Array {
  return Float64Array.from(bytes, (byte) => {
    const code = ~byte & 255;
    const magnitude = ((((code & 15) << 3) + 132) << ((code >> 4) & 7)) - 132;
    return ((code & 128) === 0 ? magnitude : -magnitude) / 32_768;
  });
}
