import type { DurationUse, Grammar } from '../grammar.ts';
import { eachDigit, numbered, range, withHundreds, wordAt } from '../word-table.ts';
import { phrases, sentences } from './german-sentences.ts';

const small =
  'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'.split(
    ' ',
  );
const tens = ['', '', 'zwanzig', 'dreißig', 'vierzig', 'fünfzig', 'sechzig', 'siebzig', 'achtzig', 'neunzig'];

function numberText(count: number): string {
  if (count < 20) return wordAt(small, count);
  const unit = count % 10;
  const ten = wordAt(tens, Math.floor(count / 10));
  return unit === 0 ? ten : `${beforeNoun(unit)}und${ten}`;
}

/** "ein" before what it counts; every other number keeps its form. */
function beforeNoun(count: number): string {
  return count === 1 ? 'ein' : numberText(count);
}

const irregularOrdinals: Readonly<Record<number, string>> = { 1: 'ersten', 3: 'dritten', 7: 'siebten', 8: 'achten' };

function ordinalText(count: number): string {
  return irregularOrdinals[count] ?? `${numberText(count)}${count < 20 ? 'ten' : 'sten'}`;
}

const weekdays = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];
const months = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');

const words: Grammar['words'] = new Map([
  ...numbered('number', range(0, 99).map(numberText)),
  ['number.1.before_noun', 'ein'],
  ...range(1, 9).flatMap((hundreds) => [
    [`hundred.${hundreds}`, `${beforeNoun(hundreds)}hundert`] as const,
    [`hundred.${hundreds}.and`, `${beforeNoun(hundreds)}hundert`] as const,
  ]),
  ['minutes.1', 'eine Minute'],
  ['minutes.many', 'Minuten'],
  // After "in" the dative: "in einer Minute", "in zwei Stunden".
  ['minutes.1.dative', 'einer Minute'],
  ['hours.1', 'eine Stunde'],
  ['hours.1.dative', 'einer Stunde'],
  ['hours.many', 'Stunden'],
  ...numbered(
    'hour',
    range(0, 23).map((hour) => `um ${beforeNoun(hour)} Uhr`),
  ),
  ['day_word.today', 'heute'],
  ['day_word.tomorrow', 'morgen'],
  ...numbered(
    'weekday',
    weekdays.map((name) => `am ${name}`),
    1,
  ),
  ...numbered('month', months, 1),
  ...numbered(
    'day',
    range(1, 31).map((day) => `dem ${ordinalText(day)}`),
    1,
  ),
  ['service.unnamed', 'unser Kundenservice'],
  ['pause.short', ','],
  ['pause.long', '.'],
] satisfies readonly (readonly [string, string])[]);

function single(unit: string, use: DurationUse): string {
  return use === 'delay' ? `${unit}.1.dative` : `${unit}.1`;
}

/** How German is spoken: units before tens, twenty-four-hour clock. */
export const german: Grammar = {
  sentences,
  phrases,
  words,
  number: withHundreds,
  minutes: (count, use) => (count === 1 ? [single('minutes', use)] : [`number.${count}`, 'minutes.many']),
  lowMinutes: (count) => [count === 1 ? 'number.1.before_noun' : `number.${count}`],
  hours: (count, use) => (count === 1 ? [single('hours', use)] : [`number.${count}`, 'hours.many']),
  time: ({ hour, minute }) => (minute === 0 ? [`hour.${hour}`] : [`hour.${hour}`, `number.${minute}`]),
  date: ({ weekday, month, day }) => [
    `weekday.${weekday}`,
    'pause.short',
    `day.${day}`,
    `month.${month}`,
    'pause.short',
  ],
  digits: eachDigit,
};
