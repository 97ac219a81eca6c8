import { copyFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { allClips, nameClip, type SpokenLanguage } from '@ringback/core';
import {
  convertRecording,
  durationOf,
  findProgram,
  isPhoneSound,
  readWave,
  recordingPath,
  type RecordingFolders,
} from '../../composition/prompt-recordings.ts';
import { fileProblem, makeWritableFolder } from './file-access.ts';

/** A recording that is to stand in place of another. */
export interface SetRequest {
  readonly language: SpokenLanguage;
  /** Name of the recording, or `name:` and the name of a service. */
  readonly clip: string;
  readonly file: string;
}

const NAME_PREFIX = 'name:';

/** Puts a recording into the centre's own folder, in telephone quality; answers what was done. Throws what is to be told. */
export async function setRecording(
  folders: RecordingFolders,
  { language, clip, file }: SetRequest,
  findSox: () => string | null = () => findProgram('sox'),
): Promise<string> {
  const known = clipNamed(language, clip);
  const sound = readSound(file);
  if (durationOf(sound) === 0) throw new Error(`${file} has no sound in it.`);
  const path = recordingPath(folders.ownFolder, language, known);
  await makeWritableFolder(
    dirname(path),
    'RINGBACK_DATA names the data folder; give this user the right to write there.',
  );
  if (isPhoneSound(sound)) {
    await copyFile(file, `${path}.new`);
    await rename(`${path}.new`, path);
  } else await convert(findSox(), file, path);
  return `${language} ${clip} is now ${path} (${(durationOf(readWave(path)) / 1_000).toFixed(1)} s).`;
}

function readSound(file: string): ReturnType<typeof readWave> {
  try {
    return readWave(file);
  } catch (error) {
    throw new Error(`${file} cannot be used: ${fileProblem(error)}. Give a WAVE file.`, { cause: error });
  }
}

function clipNamed(language: SpokenLanguage, clip: string): string {
  if (clip.startsWith(NAME_PREFIX) && clip.length > NAME_PREFIX.length) return nameClip(clip.slice(NAME_PREFIX.length));
  const known = allClips(language).find((part) => part.clip === clip);
  if (known === undefined)
    throw new Error(
      `There is no recording ${clip} in ${language}; \`prompts list --language ${language}\` has them all.`,
    );
  return known.clip;
}

async function convert(sox: string | null, from: string, to: string): Promise<void> {
  if (sox === null) {
    throw new Error(
      `${from} is not 8 kHz, one channel, 16 bit, and SoX, which would convert it, is not installed. Install sox, or ` +
        'convert the file elsewhere: sox in.wav -r 8000 -c 1 -b 16 out.wav',
    );
  }
  await convertRecording(sox, from, to);
}
