import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SpokenLanguage } from '@ringback/core';

/** Where recordings lie, each as `<folder>/<language>/<clip>.wav`. */
export interface RecordingFolders {
  /** The centre's own recordings; they come first. */
  readonly ownFolder: string;
  /** The default voices that `npm run phone:prompts` makes. */
  readonly defaultFolder: string;
}

/** A recording that was found, and whose it is. `english`: the language asked for has none, the English one stands in. */
export interface FoundRecording {
  readonly path: string;
  readonly source: 'own' | 'default' | 'english';
}

/** The file of a recording in a folder of recordings. */
export function recordingPath(folder: string, language: SpokenLanguage, clip: string): string {
  return join(folder, language, `${clip}.wav`);
}

/** Finds the recording of a clip: the centre's own, the default voice, the same in English; null when there is none. */
export function findRecording(
  { ownFolder, defaultFolder }: RecordingFolders,
  language: SpokenLanguage,
  clip: string,
): FoundRecording | null {
  const places = [
    { source: 'own', path: recordingPath(ownFolder, language, clip) },
    { source: 'default', path: recordingPath(defaultFolder, language, clip) },
    { source: 'english', path: recordingPath(ownFolder, 'en', clip) },
    { source: 'english', path: recordingPath(defaultFolder, 'en', clip) },
  ] as const;
  return places.find(({ path }) => existsSync(path)) ?? null;
}
