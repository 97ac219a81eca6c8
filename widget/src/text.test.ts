import { expect, test } from 'vitest';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';
import { es } from './strings/es.ts';
import { fr } from './strings/fr.ts';
import { ja } from './strings/ja.ts';
import { makeText } from './text.ts';
import type { PluralForms, Strings } from './text.ts';

const all: Record<string, Strings> = { de, es, fr, ja };

const placeholders = (message: string | PluralForms): readonly string[] => {
  const words = typeof message === 'string' ? message : message.other;
  return [...words.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '').toSorted();
};

test.each(Object.entries(all))(
  '[C3] %s has every message of English, with the same placeholders',
  (_language, strings) => {
    expect(Object.keys(strings).toSorted()).toEqual(Object.keys(en).toSorted());
    for (const [key, message] of Object.entries(en)) {
      expect({ key, names: placeholders(Object.entries(strings).find(([name]) => name === key)?.[1] ?? '') }).toEqual({
        key,
        names: placeholders(message),
      });
    }
  },
);

test.each(Object.entries(all))('[C3] %s has no empty message', (_language, strings) => {
  for (const message of Object.values(strings))
    expect(typeof message === 'string' ? message : message.other).not.toBe('');
});

test('[C3] a plural message takes the form of its language', () => {
  expect(makeText(en, 'en')('waitMinutes', { count: 1 })).toBe('about 1 minute');
  expect(makeText(de, 'de')('waitMinutes', { count: 4 })).toBe('etwa 4 Minuten');
  // French counts 0 and 1 as singular, unlike English.
  expect(makeText(fr, 'fr')('fieldsWrong', { count: 0 })).toBe('Veuillez vérifier 0 champ.');
  expect(makeText(ja, 'ja')('waitMinutes', { count: 1 })).toBe('約1分');
});

test('[C3] a placeholder without a value stays visible', () => {
  expect(makeText(en, 'en')('promiseWindow', { from: '14:00' })).toBe('between 14:00 and {to}');
});
