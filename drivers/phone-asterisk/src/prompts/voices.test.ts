import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allClips, nameClip, spokenLanguages } from '@ringback/core';
import { afterAll, describe, expect, test } from 'vitest';
import { recordingPath } from './recordings.ts';
import { samplesOf } from './sound-pieces.ts';
import { findVoicePrograms, HOW_TO_GET_VOICES, runProgram } from './voice-programs.ts';
import { convertRecording, makeRecordings, nameSpeaker, wholeVoicePrograms } from './voices.ts';
import { durationOf, isPhoneSound, readWave } from './wave-file.ts';
import { wholeSentence } from './whole-sentence.ts';

const programs = wholeVoicePrograms(findVoicePrograms());
const folder = mkdtempSync(join(tmpdir(), 'ringback-voices-'));
afterAll(() => rmSync(folder, { recursive: true }));

if (programs === null) console.warn(`Left out: real voices. To have them, ${HOW_TO_GET_VOICES}.`);

test.runIf(process.env['CI'] === 'true' || process.env['RINGBACK_REQUIRE_ALL'] === '1')(
  '[C3] where everything is demanded, there are the programs that make voices',
  () => {
    expect(programs).not.toBeNull();
  },
);

describe.skipIf(programs === null)('with espeak-ng and sox', () => {
  const voice = programs ?? { espeak: '', sox: '' };
  const soundOf = (language: (typeof spokenLanguages)[number], clip: string) =>
    readWave(recordingPath(folder, language, clip));

  test.for(spokenLanguages)(
    '[C3] in %s, seventeen is heard: telephone quality, half loud, no longer than a word',
    async (language) => {
      const parts = allClips(language).filter(({ clip }) => ['number.17', 'pause.short'].includes(clip));
      await makeRecordings(voice, language, parts, folder);
      const sound = soundOf(language, 'number.17');
      expect(isPhoneSound(sound)).toBe(true);
      expect(durationOf(sound)).toBeGreaterThan(250);
      expect(durationOf(sound)).toBeLessThan(1_500);
      const samples = samplesOf(sound.samples);
      const power = samples.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / samples.length;
      // Speech at a peak of -6 dB: neither silence (0) nor a tone (0.125).
      expect(power).toBeGreaterThan(0.002);
      expect(power).toBeLessThan(0.1);
      expect(samplesOf(soundOf(language, 'pause.short').samples).every((sample) => sample === 0)).toBe(true);
    },
  );

  test('[C3] many texts in one run are as many recordings, each with its own words', async () => {
    const parts = allClips('en').filter(({ clip }) =>
      /^(number\.(1|77)|connecting\.now|callback_announcement\.)/u.test(clip),
    );
    await makeRecordings(voice, 'en', parts, folder);
    const shortest = durationOf(soundOf('en', 'number.1'));
    expect(durationOf(soundOf('en', 'number.77'))).toBeGreaterThan(shortest * 1.3);
    expect(durationOf(soundOf('en', 'connecting.now'))).toBeGreaterThan(shortest * 3);
    expect(readdirSync(join(folder, 'en')).filter((file) => !file.endsWith('.wav'))).toEqual([]);
  });

  test('[D1] a sentence is put together from its recordings, with the name in it', async () => {
    const name = 'R&D <sales> [[x]]';
    await nameSpeaker(voice, folder)('en', { clip: nameClip(name), text: name });
    const prompt = { name: 'callback_announcement', language: 'en', values: { serviceName: name } } as const;
    const { wave, missing } = wholeSentence({ ownFolder: join(folder, 'none'), defaultFolder: folder }, prompt);
    expect(missing).toEqual([]);
    const parts = ['callback_announcement.intro', nameClip(name), 'callback_announcement.back'];
    const partsMs = parts.reduce((sum, clip) => sum + durationOf(soundOf('en', clip)), 0);
    expect(wave.length).toBeGreaterThan(partsMs * 16);
  });

  test('[D1] a name that the voice cannot read is not spoken as something else', async () => {
    const speak = nameSpeaker(voice, folder);
    await expect(speak('en', { clip: 'name.kanji', text: '株式会社' })).rejects.toThrow('cannot read');
    await expect(speak('ja', { clip: 'name.kanji', text: '株式会社' })).rejects.toThrow('cannot read');
    await expect(speak('en', { clip: 'name.signs', text: '***' })).rejects.toThrow('cannot read');
    await speak('ja', { clip: 'name.kana', text: 'ハーバー' });
    expect(durationOf(soundOf('ja', 'name.kana'))).toBeGreaterThan(200);
    expect(existsSync(recordingPath(folder, 'ja', 'name.kanji'))).toBe(false);
  });

  test('[C3] a recording of another quality is brought to that of the telephone', async () => {
    const studio = join(folder, 'studio.wav');
    await runProgram(voice.sox, ['-n', '-r', '48000', '-c', '2', '-b', '24', studio, 'synth', '0.5', 'sine', '440']);
    const converted = join(folder, 'converted.wav');
    await convertRecording(voice.sox, studio, converted);
    expect(isPhoneSound(readWave(converted))).toBe(true);
    expect(durationOf(readWave(converted))).toBeCloseTo(500, -1);
  });
});
