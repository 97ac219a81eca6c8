import type { SpokenLanguage } from './grammar.ts';
import { grammarOf } from './languages/all.ts';
import type { SpokenPart } from './spoken-part.ts';
import { textsOf } from './steps.ts';

const catalogues = new Map<SpokenLanguage, ReadonlyMap<string, string>>();

/** The text of every recording of a language by its name; names of services are not among them. */
export function catalogueOf(language: SpokenLanguage): ReadonlyMap<string, string> {
  const made = catalogues.get(language) ?? makeCatalogue(language);
  catalogues.set(language, made);
  return made;
}

function makeCatalogue(language: SpokenLanguage): ReadonlyMap<string, string> {
  const { sentences, phrases, words } = grammarOf(language);
  const named = [...Object.entries(sentences), ...Object.entries(phrases)];
  return new Map([...named.flatMap(([name, steps]) => textsOf(name, steps)), ...words]);
}

/** Every recording that sentences of a language are made of, pauses among them; names of services are made on demand. */
export function allClips(language: SpokenLanguage): readonly SpokenPart[] {
  return Array.from(catalogueOf(language), ([clip, text]) => ({ clip, text }));
}
