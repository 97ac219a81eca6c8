import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { allClips, type SpokenLanguage } from '@ringback/core';
import { findRecording, recordingPath, type RecordingFolders } from '../../composition/prompt-recordings.ts';

/** What is listed, and where the lines go. */
export interface ListRequest {
  readonly languages: readonly SpokenLanguage[];
  readonly isMissingOnly: boolean;
  readonly print: (line: string) => void;
}

/** Lists recordings: language, where it comes from (own, default, english, missing), name, words. */
export function listPrompts(folders: RecordingFolders, { languages, isMissingOnly, print }: ListRequest): void {
  for (const language of languages) {
    for (const { clip, text } of allClips(language)) {
      const source = findRecording(folders, language, clip)?.source ?? 'missing';
      const isMissing = source === 'missing' || source === 'english';
      if (!isMissingOnly || isMissing) print(lineOf(language, source, clip, text));
    }
    if (!isMissingOnly)
      for (const clip of ownNames(folders, language)) print(lineOf(language, 'own', clip, '(name of a service)'));
  }
}

function lineOf(language: SpokenLanguage, source: string, clip: string, text: string): string {
  return `${language}  ${source.padEnd(7)}  ${clip.padEnd(30)}  ${text}`;
}

/** Recordings of names that somebody set. What they name cannot be told from the file. */
function ownNames({ ownFolder }: RecordingFolders, language: SpokenLanguage): readonly string[] {
  const folder = dirname(recordingPath(ownFolder, language, ''));
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.startsWith('name.') && file.endsWith('.wav'))
    .map((file) => basename(file, '.wav'))
    .sort();
}
