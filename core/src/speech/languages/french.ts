import type { ClockTime, Grammar } from '../grammar.ts';
import { eachDigit, numbered, range, withHundreds, wordAt } from '../word-table.ts';
import { phrases, sentences } from './french-sentences.ts';

const small =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  );
const tens = [
  '',
  '',
  'vingt',
  'trente',
  'quarante',
  'cinquante',
  'soixante',
  'soixante',
  'quatre-vingt',
  'quatre-vingt',
];

/** Seventy is sixty-ten and ninety is four-twenty-ten; "et" before one and eleven, but not after four-twenty. */
function numberText(count: number): string {
  if (count < 20) return wordAt(small, count);
  if (count === 80) return 'quatre-vingts';
  const ten = wordAt(tens, Math.floor(count / 10));
  const unit = count >= 60 ? count % 20 : count % 10;
  if (unit === 0) return ten;
  const isAnd = count < 80 && (unit === 1 || unit === 11);
  return isAnd ? `${ten} et ${wordAt(small, unit)}` : `${ten}-${wordAt(small, unit)}`;
}

/** "une", "vingt et une", "quatre-vingt-une": minutes and hours are feminine. */
function feminineText(count: number): string {
  return numberText(count).replace(/un$/u, 'une');
}

const withFeminine = range(0, 99).filter((count) => feminineText(count) !== numberText(count));

function feminine(count: number): string {
  return withFeminine.includes(count) ? `number.${count}.feminine` : `number.${count}`;
}

function counted(count: number, noun: string): readonly string[] {
  return count === 1 ? [`${noun}.1`] : [feminine(count), `${noun}.many`];
}

function hourText(hour: number): string {
  return `à ${feminineText(hour)} ${hour < 2 ? 'heure' : 'heures'}`;
}

function timeClips({ hour, minute }: ClockTime): readonly string[] {
  if (minute > 0) return [`hour.${hour}`, feminine(minute)];
  if (hour === 0) return ['hour.midnight'];
  return [hour === 12 ? 'hour.noon' : `hour.${hour}`];
}

/** Numbers of France and its territories are read in pairs: "zéro six, douze, trente-quatre". */
function digitClips(group: string, country: string | null): readonly string[] {
  const isPair = group.length === 2 && country === 'FR' && !group.startsWith('0');
  return isPair ? [`number.${group}`] : eachDigit(group);
}

const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const months = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

const words: Grammar['words'] = new Map([
  ...numbered('number', range(0, 99).map(numberText)),
  ...withFeminine.map((count) => [`number.${count}.feminine`, feminineText(count)] as const),
  ...range(1, 9).flatMap((hundreds) => {
    const text = hundreds === 1 ? 'cent' : `${numberText(hundreds)} cent`;
    return [
      [`hundred.${hundreds}`, hundreds === 1 ? text : `${text}s`] as const,
      [`hundred.${hundreds}.and`, text] as const,
    ];
  }),
  ['minutes.1', 'une minute'],
  ['minutes.many', 'minutes'],
  ['hours.1', 'une heure'],
  ['hours.many', 'heures'],
  ...numbered('hour', range(0, 23).map(hourText)),
  ['hour.noon', 'à midi'],
  ['hour.midnight', 'à minuit'],
  ['day_word.today', 'aujourd’hui'],
  ['day_word.tomorrow', 'demain'],
  ...numbered('weekday', weekdays, 1),
  ...numbered('month', months, 1),
  ...numbered(
    'day',
    range(1, 31).map((day) => (day === 1 ? 'premier' : numberText(day))),
    1,
  ),
  ['service.unnamed', 'notre service client'],
  ['pause.short', ','],
  ['pause.long', '.'],
] satisfies readonly (readonly [string, string])[]);

/** How French of France is spoken: soixante-dix, quatre-vingts, quatre-vingt-dix; twenty-four-hour clock. */
export const french: Grammar = {
  sentences,
  phrases,
  words,
  number: withHundreds,
  minutes: (count) => counted(count, 'minutes'),
  lowMinutes: (count) => [feminine(count)],
  hours: (count) => counted(count, 'hours'),
  time: timeClips,
  date: ({ weekday, month, day }) => [`weekday.${weekday}`, `day.${day}`, `month.${month}`],
  digits: digitClips,
};
