import { spokenLanguages, type Grammar, type SpokenLanguage } from '../grammar.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { japanese } from './japanese.ts';
import { spanish } from './spanish.ts';

const grammars: Readonly<Record<SpokenLanguage, Grammar>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  ja: japanese,
};

/** The language that is spoken where a tag (BCP 47, as `de-AT`) is asked for: its base language, else English. */
export function spokenLanguageOf(tag: string): SpokenLanguage {
  const base = tag.toLowerCase().split(/[-_]/u)[0];
  return spokenLanguages.find((language) => language === base) ?? 'en';
}

/** What is particular to a language. */
export function grammarOf(language: SpokenLanguage): Grammar {
  return grammars[language];
}
