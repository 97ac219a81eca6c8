import { type Prompt, type SpokenLanguage, spokenLanguageOf, type SpokenPart, spokenParts } from '@ringback/core';
import type { AsteriskPhoneLog } from '../log.ts';
import { builtInPrompts, type PromptFiles } from './prompt-files.ts';
import { findRecording, type RecordingFolders } from './recordings.ts';

/** Makes the recording of a name, so that it is there the next time. Rejects when it cannot. */
export type SpeakName = (language: SpokenLanguage, part: SpokenPart) => Promise<void>;

/** What the sentences of a centre are spoken from. */
export interface RecordedPromptsOptions extends RecordingFolders {
  readonly log: AsteriskPhoneLog;
  /** Null: nothing here can speak; a name without a recording of its own is said as "our service". */
  readonly speakName: SpeakName | null;
}

/** The recording that stands in for a name that has none. */
const UNNAMED = 'service.unnamed';

/**
 * Sentences from recordings, one for each part (C3). A recording that is missing is logged once and left out; while none of a
 * sentence is there, the engine's own sounds are played. Recordings are looked for at each play: a replaced one counts at once.
 */
export function recordedPrompts(options: RecordedPromptsOptions): PromptFiles {
  const recorded = new RecordedPrompts(options);
  return (prompt) => recorded.mediaOf(prompt);
}

class RecordedPrompts {
  readonly #options: RecordedPromptsOptions;
  readonly #missing = new Set<string>();
  readonly #askedNames = new Set<string>();

  constructor(options: RecordedPromptsOptions) {
    this.#options = options;
  }

  mediaOf(prompt: Prompt): readonly string[] {
    const language = spokenLanguageOf(prompt.language);
    const media = spokenParts(prompt).flatMap((part) => this.#mediaOfPart(language, part));
    // Pauses alone say nothing.
    return media.some((address) => !address.includes('/pause.')) ? media : builtInPrompts(prompt);
  }

  #mediaOfPart(language: SpokenLanguage, part: SpokenPart): readonly string[] {
    const found = findRecording(this.#options, language, part.clip);
    if (found !== null) return [`sound:${found.path.replace(/\.wav$/u, '')}`];
    if (!part.clip.startsWith('name.')) return this.#without(language, part.clip);
    this.#askForName(language, part);
    return this.#mediaOfPart(language, { clip: UNNAMED, text: '' });
  }

  #without(language: SpokenLanguage, clip: string): readonly string[] {
    const key = `${language}/${clip}`;
    if (!this.#missing.has(key)) this.#options.log.warn('a recording is missing and left out', { language, clip });
    this.#missing.add(key);
    return [];
  }

  #askForName(language: SpokenLanguage, part: SpokenPart): void {
    const { speakName, log } = this.#options;
    const key = `${language}/${part.clip}`;
    if (speakName === null || this.#askedNames.has(key)) return;
    this.#askedNames.add(key);
    speakName(language, part).catch((error: unknown) =>
      log.warn('a name could not be spoken', { language, clip: part.clip, error: String(error) }),
    );
  }
}
