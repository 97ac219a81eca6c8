import { en } from './strings/en.ts';
import { makeText } from './text.ts';
import type { Strings, Text } from './text.ts';

/** The languages with messages of their own; any other reads English. */
export const languages = ['en', 'de', 'es', 'fr', 'ja'] as const;

/** A locale ready to use: the tag that formats dates, and the messages. */
export interface Locale {
  readonly tag: string;
  readonly language: string;
  readonly text: Text;
}

const loaders: Record<string, () => Promise<Strings>> = {
  de: async () => (await import('./strings/de.ts')).de,
  es: async () => (await import('./strings/es.ts')).es,
  fr: async () => (await import('./strings/fr.ts')).fr,
  ja: async () => (await import('./strings/ja.ts')).ja,
};

/** English without waiting: what is shown until another locale has arrived. */
export const english: Locale = { tag: 'en', language: 'en', text: makeText(en, 'en') };

/**
 * Picks the tag for dates and messages. A bare language ("en") takes the region of the reader's own
 * preferences when they speak it, so that 14:30 or 2:30 pm is written as they are used to.
 */
export function chooseTag(wanted: string | null, preferred: readonly string[]): string {
  const tag = supportedTag(wanted) ?? supportedTag(preferred[0] ?? null) ?? 'en';
  if (tag.includes('-')) return tag;
  return preferred.find((p) => p.startsWith(`${tag}-`) && supportedTag(p) !== null) ?? tag;
}

/** Loads the messages of a locale; English when the language is not there or its file cannot be fetched. */
export async function loadLocale(tag: string): Promise<Locale> {
  const language = tag.split('-')[0] ?? 'en';
  const load = loaders[language];
  if (load === undefined) return { ...english, tag: language === 'en' ? tag : 'en' };
  try {
    return { tag, language, text: makeText(await load(), tag) };
  } catch {
    return english;
  }
}

function supportedTag(tag: string | null): string | null {
  if (tag === null || tag === '') return null;
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag)[0] ?? null;
  } catch {
    return null;
  }
}
