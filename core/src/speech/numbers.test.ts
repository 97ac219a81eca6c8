import { expect, test } from 'vitest';
import { allClips, spokenLanguages, type SpokenLanguage } from './index.ts';
import { grammarOf } from './languages/all.ts';

const text = (language: SpokenLanguage, clips: readonly string[]) => {
  const catalogue = new Map(allClips(language).map((part) => [part.clip, part.text]));
  return clips.map((clip) => catalogue.get(clip) ?? `(${clip})`).join(' ');
};
const number = (language: SpokenLanguage, count: number) => text(language, grammarOf(language).number(count));
const minutes = (language: SpokenLanguage, count: number) =>
  text(language, grammarOf(language).minutes(count, 'amount'));
const hours = (language: SpokenLanguage, count: number) => text(language, grammarOf(language).hours(count, 'amount'));

// Spellings of the cardinal rules (spellout-cardinal) of Unicode's CLDR; Japanese in its usual reading.
const spellings: Readonly<Record<SpokenLanguage, Readonly<Record<number, string>>>> = {
  en: {
    0: 'zero',
    7: 'seven',
    13: 'thirteen',
    15: 'fifteen',
    18: 'eighteen',
    40: 'forty',
    42: 'forty-two',
    99: 'ninety-nine',
  },
  de: {
    0: 'null',
    1: 'eins',
    12: 'zwölf',
    16: 'sechzehn',
    17: 'siebzehn',
    21: 'einundzwanzig',
    30: 'dreißig',
    37: 'siebenunddreißig',
    66: 'sechsundsechzig',
    71: 'einundsiebzig',
    99: 'neunundneunzig',
  },
  es: {
    1: 'uno',
    16: 'dieciséis',
    21: 'veintiuno',
    22: 'veintidós',
    26: 'veintiséis',
    31: 'treinta y uno',
    55: 'cincuenta y cinco',
    90: 'noventa',
    99: 'noventa y nueve',
    100: 'cien',
    101: 'ciento uno',
    500: 'quinientos',
    777: 'setecientos setenta y siete',
  },
  fr: {
    1: 'un',
    17: 'dix-sept',
    21: 'vingt et un',
    22: 'vingt-deux',
    61: 'soixante et un',
    70: 'soixante-dix',
    71: 'soixante et onze',
    72: 'soixante-douze',
    77: 'soixante-dix-sept',
    80: 'quatre-vingts',
    81: 'quatre-vingt-un',
    90: 'quatre-vingt-dix',
    91: 'quatre-vingt-onze',
    99: 'quatre-vingt-dix-neuf',
    100: 'cent',
    200: 'deux cents',
    201: 'deux cent un',
  },
  ja: {
    4: 'よん',
    7: 'なな',
    9: 'きゅう',
    10: 'じゅう',
    14: 'じゅうよん',
    20: 'にじゅう',
    99: 'きゅうじゅうきゅう',
    300: 'さんびゃく',
    600: 'ろっぴゃく',
    800: 'はっぴゃく',
    123: 'ひゃく にじゅうさん',
  },
};

const spelled = spokenLanguages.flatMap((language) =>
  Object.entries(spellings[language]).map(([count, spelling]) => [language, Number(count), spelling] as const),
);

test.for(spelled)('[C3] in %s, %i is %s', ([language, count, spelling]) => {
  expect(number(language, count)).toBe(spelling);
});

test.for(spokenLanguages)('[C3] every number from 0 to 999 is said in %s, each in its own words', (language) => {
  const said = Array.from({ length: 1_000 }, (_, count) => number(language, count));
  expect(said.filter((words) => words.includes('('))).toEqual([]);
  expect(new Set(said).size).toBe(1_000);
});

test.for([
  ['en', 1, 'one minute'],
  ['en', 21, 'twenty-one minutes'],
  ['de', 1, 'eine Minute'],
  ['de', 21, 'einundzwanzig Minuten'],
  ['es', 1, 'un minuto'],
  ['es', 21, 'veintiún minutos'],
  ['es', 31, 'treinta y un minutos'],
  ['es', 11, 'once minutos'],
  ['fr', 1, 'une minute'],
  ['fr', 21, 'vingt et une minutes'],
  ['fr', 71, 'soixante et onze minutes'],
  ['fr', 81, 'quatre-vingt-une minutes'],
  ['ja', 1, 'いっぷん'],
  ['ja', 2, 'にふん'],
  ['ja', 3, 'さんぷん'],
  ['ja', 4, 'よんぷん'],
  ['ja', 6, 'ろっぷん'],
  ['ja', 8, 'はっぷん'],
  ['ja', 10, 'じゅっぷん'],
  ['ja', 15, 'じゅうごふん'],
  ['ja', 30, 'さんじゅっぷん'],
  ['ja', 59, 'ごじゅうきゅうふん'],
] as const)('[C3] minutes in %s: %i is %s', ([language, count, spelling]) => {
  expect(minutes(language, count)).toBe(spelling);
});

test.for([
  ['en', 1, 'one hour'],
  ['de', 1, 'eine Stunde'],
  ['es', 1, 'una hora'],
  ['es', 21, 'veintiuna horas'],
  ['fr', 1, 'une heure'],
  ['fr', 21, 'vingt et une heures'],
  ['ja', 4, 'よじかん'],
  ['ja', 9, 'くじかん'],
  ['ja', 24, 'にじゅうよじかん'],
] as const)('[C3] hours in %s: %i is %s', ([language, count, spelling]) => {
  expect(hours(language, count)).toBe(spelling);
});

test.for(spokenLanguages)('[C3] singular and plural in %s follow the plural rules of Unicode', (language) => {
  const rules = new Intl.PluralRules(language);
  const { minutes: minutesOf, hours: hoursOf } = grammarOf(language);
  const hasSingular = rules.resolvedOptions().pluralCategories.includes('one');
  for (let count = 1; count <= 99; count += 1) {
    const isSingular = rules.select(count) === 'one';
    const said = minutesOf(count, 'amount');
    if (hasSingular) expect(said.at(-1), `${count}`).toBe(isSingular ? 'minutes.1' : 'minutes.many');
    expect(text(language, said)).not.toContain('(');
    if (count <= 24) expect(text(language, hoursOf(count, 'amount'))).not.toContain('(');
  }
});
