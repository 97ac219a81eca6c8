import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationOf, isPhoneSound, NotAWaveError, parseWave, phoneWave } from './wave-file.ts';

test('[C3] what is written is what is read, and is telephone quality', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const samples = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
      const sound = parseWave(phoneWave(samples));
      expect(sound.samples.equals(samples)).toBe(true);
      expect(isPhoneSound(sound)).toBe(true);
    }),
  );
});

test('[C3] the header is the one of the format: RIFF, fmt of 16 bytes, data', () => {
  const file = phoneWave(Buffer.alloc(16_000));
  expect(file.subarray(0, 44).toString('hex')).toBe(
    '52494646a43e000057415645666d74201000000001000100401f0000803e000002001000' + '64617461803e0000',
  );
  expect(durationOf(parseWave(file))).toBe(1_000);
});

test('[C3] chunks that are not sound are passed over, also of odd length', () => {
  const file = phoneWave(Buffer.from([1, 2, 3, 4]));
  const note = Buffer.from('LIST\u0003\0\0\0abc\0', 'latin1');
  const withNote = Buffer.concat([file.subarray(0, 36), note, file.subarray(36)]);
  expect([...parseWave(withNote).samples]).toEqual([1, 2, 3, 4]);
});

test('[X4] any bytes are read or refused, and never anything else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(60), (bytes, position) => {
      const file = phoneWave(Buffer.alloc(20));
      file.set(bytes.subarray(0, file.length - position), position);
      try {
        parseWave(file);
      } catch (error) {
        expect(error).toBeInstanceOf(NotAWaveError);
      }
    }),
  );
});

test('[X4] music of a compressed kind is refused in words', () => {
  const file = phoneWave(Buffer.alloc(4));
  file.writeUInt16LE(49, 20);
  expect(() => parseWave(file)).toThrow('compressed');
  expect(() => parseWave(Buffer.from('ID3 some music'))).toThrow('no WAVE file');
});
