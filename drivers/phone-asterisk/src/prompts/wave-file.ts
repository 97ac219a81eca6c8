import { readFileSync } from 'node:fs';

/** Uncompressed sound of a WAVE file. */
export interface WaveSound {
  readonly sampleRateHz: number;
  readonly channelCount: number;
  readonly bitsPerSample: number;
  /** Samples as they lie in the file, little endian. */
  readonly samples: Buffer;
}

/** A file that is no uncompressed WAVE file; the message says what is wrong with it. */
export class NotAWaveError extends Error {
  override readonly name = 'NotAWaveError';
}

/** What a phone line carries, and what Asterisk's `.wav` must be. */
export const PHONE_SOUND = { sampleRateHz: 8_000, channelCount: 1, bitsPerSample: 16 } as const;

const PCM = 1;
const EXTENSIBLE = 0xfffe;
const HEADER_LENGTH = 44;

/** Reads a WAVE file (RIFF, PCM). Throws NotAWaveError, and what the file system throws. */
export function readWave(path: string): WaveSound {
  return parseWave(readFileSync(path));
}

/** Reads the bytes of a WAVE file. Throws NotAWaveError. */
export function parseWave(bytes: Buffer): WaveSound {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw new NotAWaveError('It is no WAVE file.');
  }
  const chunks = chunksOf(bytes);
  const format = chunks.get('fmt ');
  const samples = chunks.get('data');
  if (format === undefined || format.length < 16 || samples === undefined) {
    throw new NotAWaveError('The WAVE file is cut off.');
  }
  const coding = format.readUInt16LE(0);
  if (coding !== PCM && coding !== EXTENSIBLE) throw new NotAWaveError('The WAVE file is compressed.');
  return {
    sampleRateHz: format.readUInt32LE(4),
    channelCount: format.readUInt16LE(2),
    bitsPerSample: format.readUInt16LE(14),
    samples,
  };
}

/** The bytes of a WAVE file of telephone quality: 8 kHz, one channel, 16 bit. */
export function phoneWave(samples: Buffer): Buffer {
  const { sampleRateHz, channelCount, bitsPerSample } = PHONE_SOUND;
  const frameLength = (channelCount * bitsPerSample) / 8;
  const header = Buffer.alloc(HEADER_LENGTH);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_LENGTH - 8 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(PCM, 20);
  header.writeUInt16LE(channelCount, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz * frameLength, 28);
  header.writeUInt16LE(frameLength, 32);
  header.writeUInt16LE(bitsPerSample, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** Can the phone play it as it is? */
export function isPhoneSound(sound: WaveSound): boolean {
  return (
    sound.sampleRateHz === PHONE_SOUND.sampleRateHz &&
    sound.channelCount === PHONE_SOUND.channelCount &&
    sound.bitsPerSample === PHONE_SOUND.bitsPerSample
  );
}

/** How long a sound lasts, milliseconds. */
export function durationOf({ samples, sampleRateHz, channelCount, bitsPerSample }: WaveSound): number {
  return (samples.length / ((channelCount * bitsPerSample) / 8) / sampleRateHz) * 1_000;
}

function chunksOf(bytes: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  let position = 12;
  while (position + 8 <= bytes.length) {
    const length = bytes.readUInt32LE(position + 4);
    chunks.set(bytes.toString('latin1', position, position + 4), bytes.subarray(position + 8, position + 8 + length));
    // Chunks begin at even places.
    position += 8 + length + (length % 2);
  }
  return chunks;
}
