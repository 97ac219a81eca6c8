import type { Grammar } from '../grammar.ts';
import { eachDigit, numbered, range, withHundreds, wordAt } from '../word-table.ts';
import { phrases, sentences } from './english-sentences.ts';

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

function numberText(count: number): string {
  if (count < 20) return wordAt(small, count);
  const unit = count % 10;
  return unit === 0 ? wordAt(tens, count / 10) : `${wordAt(tens, Math.floor(count / 10))}-${wordAt(small, unit)}`;
}

const irregularOrdinals: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
  twenty: 'twentieth',
  thirty: 'thirtieth',
};

function ordinalText(count: number): string {
  return numberText(count).replace(/\w+$/u, (last) => irregularOrdinals[last] ?? `${last}th`);
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = 'January February March April May June July August September October November December'.split(' ');

const words: Grammar['words'] = new Map([
  ...numbered('number', range(0, 99).map(numberText)),
  ...range(1, 9).flatMap((hundreds) => [
    [`hundred.${hundreds}`, `${numberText(hundreds)} hundred`] as const,
    [`hundred.${hundreds}.and`, `${numberText(hundreds)} hundred`] as const,
  ]),
  ['minutes.1', 'one minute'],
  ['minutes.many', 'minutes'],
  ['hours.1', 'one hour'],
  ['hours.many', 'hours'],
  ...numbered(
    'hour',
    range(1, 12).map((hour) => `at ${numberText(hour)}`),
    1,
  ),
  ['hour.noon', 'at noon'],
  ['hour.midnight', 'at midnight'],
  ...numbered(
    'past',
    range(1, 9).map((minute) => `oh ${numberText(minute)}`),
    1,
  ),
  ['half.am', 'a.m.'],
  ['half.pm', 'p.m.'],
  ['day_word.today', 'today'],
  ['day_word.tomorrow', 'tomorrow'],
  ...numbered(
    'weekday',
    weekdays.map((name) => `on ${name}`),
    1,
  ),
  ...numbered('month', months, 1),
  ...numbered('day', range(1, 31).map(ordinalText), 1),
  ['service.unnamed', 'our service'],
  ['pause.short', ','],
  ['pause.long', '.'],
] satisfies readonly (readonly [string, string])[]);

function pastTheHour(minute: number): readonly string[] {
  if (minute === 0) return [];
  return [minute < 10 ? `past.${minute}` : `number.${minute}`];
}

/** How English is spoken: twelve-hour clock, month before day. */
export const english: Grammar = {
  sentences,
  phrases,
  words,
  number: withHundreds,
  minutes: (count) => (count === 1 ? ['minutes.1'] : [`number.${count}`, 'minutes.many']),
  lowMinutes: (count) => [`number.${count}`],
  hours: (count) => (count === 1 ? ['hours.1'] : [`number.${count}`, 'hours.many']),
  time: ({ hour, minute }) => {
    if (minute === 0 && hour % 12 === 0) return [hour === 0 ? 'hour.midnight' : 'hour.noon'];
    return [`hour.${hour % 12 === 0 ? 12 : hour % 12}`, ...pastTheHour(minute), hour < 12 ? 'half.am' : 'half.pm'];
  },
  date: ({ weekday, month, day }) => [`weekday.${weekday}`, 'pause.short', `month.${month}`, `day.${day}`],
  digits: eachDigit,
};
