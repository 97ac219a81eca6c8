import { allClips, type SpokenLanguage } from '@ringback/core';
import { findRecording, type RecordingFolders } from '../../composition/prompt-recordings.ts';

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
      if (!isMissingOnly || isMissing) print(`${language}  ${source.padEnd(7)}  ${clip.padEnd(30)}  ${text}`);
    }
  }
}
