import { sentenceText, spokenParts, type Prompt } from '@ringback/core';

/** The sentence of a prompt in its language, as the handset shows it: what a phone would speak, in words. */
export function promptText(prompt: Prompt): string {
  return sentenceText(spokenParts(prompt));
}
