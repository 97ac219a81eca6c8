import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allClips, sentenceText, spokenParts, type SpokenLanguage } from './index.ts';
import { grammarOf } from './languages/all.ts';
import { codeClips, phoneNumberClips } from './spoken-number.ts';

const inWords = (language: SpokenLanguage, clips: readonly string[]) => {
  const catalogue = new Map(allClips(language).map(({ clip, text }) => [clip, text]));
  return sentenceText(clips.map((clip) => ({ clip, text: catalogue.get(clip) ?? `(${clip})` })));
};
const spoken = (language: SpokenLanguage, phoneNumber: string) =>
  inWords(language, phoneNumberClips(grammarOf(language), phoneNumber));

// Grouped as each country writes its numbers; numbers reserved for examples where the country reserves some.
test.for([
  ['en', '+12025550123', 'two zero two, five five five, zero one two three'],
  ['en', '+442079460018', 'zero two zero, seven nine four six, zero zero one eight'],
  ['de', '+493023125123', 'null drei null, zwei drei eins, zwei fünf eins, zwei drei'],
  ['es', '+34612345678', 'seis uno dos, tres cuatro, cinco seis, siete ocho'],
  ['fr', '+33612345678', 'zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit'],
  ['fr', '+33699910103', 'zéro six, quatre-vingt-dix-neuf, quatre-vingt-onze, zéro un, zéro trois'],
  ['ja', '+819012345678', 'ゼロ きゅう ゼロ、 いち に さん よん、 ご ろく なな はち'],
] as const)('[R1] [C3] in %s, %s is read %s', ([language, phoneNumber, words]) => {
  expect(spoken(language, phoneNumber)).toBe(words);
});

test('[R1] what is no number of any country is read all the same', () => {
  expect(spoken('en', '1234567')).toBe('one two three, four five six seven');
  expect(spoken('en', '+999123')).toBe('nine nine nine, one two three');
  expect(spoken('en', 'anonymous')).toBe('');
});

test.for([
  ['4711', 'four seven one one'],
  ['47110', 'four seven one, one zero'],
  ['471108', 'four seven one, one zero eight'],
] as const)('[P3] the code %s is read %s', ([code, words]) => {
  expect(inWords('en', codeClips(grammarOf('en'), code))).toBe(words);
});

test('[R1] every digit of a number is read, in its order', () => {
  const digits = fc.stringMatching(/^\d{4,15}$/u);
  fc.assert(
    fc.property(digits, fc.constantFrom('en', 'de', 'es', 'ja'), (number, language) => {
      const clips = phoneNumberClips(grammarOf(language), number).filter((clip) => clip.startsWith('number.'));
      expect(clips.map((clip) => clip.slice('number.'.length)).join('')).toBe(number);
    }),
  );
});

test('[R1] a caller who withholds the number hears none', () => {
  const parts = spokenParts({ name: 'invitation_confirmed', language: 'en', values: { phoneNumber: 'anonymous' } });
  expect(sentenceText(parts)).toBe('You keep your place. We will call you back. You can hang up now. Goodbye.');
});
