import { type Prompt, spokenLanguageOf, type SpokenPart, spokenParts } from '@ringback/core';
import { findRecording, type RecordingFolders } from './recordings.ts';
import { isPhoneSound, phoneWave, readWave } from './wave-file.ts';

/** A sentence as one sound, and the parts of it that nobody has recorded. */
export interface WholeSentence {
  /** A WAVE file in telephone quality. */
  readonly wave: Buffer;
  readonly missing: readonly SpokenPart[];
}

/** Puts the recordings of a prompt together, as the phone would play them. Throws NotAWaveError for a broken recording. */
export function wholeSentence(folders: RecordingFolders, prompt: Prompt): WholeSentence {
  const language = spokenLanguageOf(prompt.language);
  const sounds: Buffer[] = [];
  const missing: SpokenPart[] = [];
  for (const part of spokenParts(prompt)) {
    const found = findRecording(folders, language, part.clip);
    const sound = found === null ? null : readWave(found.path);
    if (sound === null || !isPhoneSound(sound)) missing.push(part);
    else sounds.push(sound.samples);
  }
  return { wave: phoneWave(Buffer.concat(sounds)), missing };
}
