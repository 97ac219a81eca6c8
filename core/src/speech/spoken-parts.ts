import type { Prompt } from '../effects.ts';
import { catalogueOf } from './catalogue.ts';
import { fillingsOf, isSoIn, spokenName } from './fillings.ts';
import { grammarOf, spokenLanguageOf } from './languages/all.ts';
import { nameClip } from './name-clip.ts';
import type { SpokenPart } from './spoken-part.ts';
import { clipsOf } from './steps.ts';

/**
 * A prompt as it is spoken on the phone, part by part, in the language of the prompt, its base language or else English
 * (C3). Facts that are not known are left out or said without a number.
 */
export function spokenParts(prompt: Prompt): readonly SpokenPart[] {
  const language = spokenLanguageOf(prompt.language);
  const grammar = grammarOf(language);
  const catalogue = catalogueOf(language);
  const name = spokenName(prompt.values);
  const named = name === null ? null : nameClip(name);
  const { sentences } = grammar;
  const fillings = fillingsOf(grammar, prompt.values);
  const clips = clipsOf(prompt.name, sentences[prompt.name], fillings, isSoIn(prompt.values));
  return clips.flatMap((clip) => {
    const text = clip === named ? name : catalogue.get(clip);
    return text === undefined || text === null ? [] : [{ clip, text }];
  });
}

/** The parts of a sentence as one text: a space between words, none before punctuation, no two full stops in a row. */
export function sentenceText(parts: readonly SpokenPart[]): string {
  let text = '';
  for (const part of parts) {
    if (!part.clip.startsWith('pause.')) text += text === '' ? part.text : ` ${part.text}`;
    else if (!/[.,。、]$/u.test(text)) text += part.text;
  }
  return text;
}
