import type { ClockTime, Grammar } from '../grammar.ts';
import { eachDigit, numbered, range, withHundreds, wordAt } from '../word-table.ts';
import { phrases, sentences } from './japanese-sentences.ts';

const units = ['ゼロ', 'いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'];
const hundreds = 'ひゃく にひゃく さんびゃく よんひゃく ごひゃく ろっぴゃく ななひゃく はっぴゃく きゅうひゃく'.split(
  ' ',
);

function tensText(count: number): string {
  const ten = Math.floor(count / 10);
  if (ten === 0) return '';
  return ten === 1 ? 'じゅう' : `${wordAt(units, ten)}じゅう`;
}

function numberText(count: number): string {
  return count >= 10 && count % 10 === 0 ? tensText(count) : `${tensText(count)}${wordAt(units, count % 10)}`;
}

/** Minutes change the sound of number and counter: いっぷん, にふん, さんぷん, よんぷん, ごふん, ろっぷん ... */
const minuteUnits = [
  '',
  'いっぷん',
  'にふん',
  'さんぷん',
  'よんぷん',
  'ごふん',
  'ろっぷん',
  'ななふん',
  'はっぷん',
  'きゅうふん',
];

function minutesText(count: number): string {
  return count % 10 === 0
    ? `${tensText(count).replace(/う$/u, 'っ')}ぷん`
    : `${tensText(count)}${wordAt(minuteUnits, count % 10)}`;
}

/** Hours have their own forms of four, seven and nine: よじ, しちじ, くじ. */
const hourUnits = ['', 'いち', 'に', 'さん', 'よ', 'ご', 'ろく', 'しち', 'はち', 'く'];

function hourText(count: number): string {
  if (count === 0) return 'れいじ';
  return count % 10 === 0 ? `${tensText(count)}じ` : `${tensText(count)}${wordAt(hourUnits, count % 10)}じ`;
}

/** The first ten days of the month, the 14th, 20th and 24th have names of their own. */
const dayNames: Readonly<Record<number, string>> = {
  1: 'ついたち',
  2: 'ふつか',
  3: 'みっか',
  4: 'よっか',
  5: 'いつか',
  6: 'むいか',
  7: 'なのか',
  8: 'ようか',
  9: 'ここのか',
  10: 'とおか',
  14: 'じゅうよっか',
  20: 'はつか',
  24: 'にじゅうよっか',
};

function dayText(day: number): string {
  return dayNames[day] ?? (day === 30 ? 'さんじゅうにち' : `${tensText(day)}${wordAt(hourUnits, day % 10)}にち`);
}

function monthText(month: number): string {
  if (month === 4) return 'しがつ';
  return month === 10 ? 'じゅうがつ' : `${tensText(month)}${wordAt(hourUnits, month % 10)}がつ`;
}

function timeClips({ hour, minute }: ClockTime): readonly string[] {
  const half = hour < 12 ? 'half.am' : 'half.pm';
  return [half, `hour.${hour % 12}`, ...(minute === 0 ? [] : [`minutes.${minute}`])];
}

const weekdays = 'げつようび かようび すいようび もくようび きんようび どようび にちようび'.split(' ');

const words: Grammar['words'] = new Map([
  ...numbered('number', range(0, 99).map(numberText)),
  ...numbered('hundred', hundreds, 1),
  ...hundreds.map((text, index) => [`hundred.${index + 1}.and`, text] as const),
  ...numbered('minutes', range(1, 99).map(minutesText), 1),
  ...numbered(
    'hours',
    range(1, 24).map((count) => `${hourText(count)}かん`),
    1,
  ),
  ...numbered('hour', range(0, 11).map(hourText)),
  ['half.am', 'ごぜん'],
  ['half.pm', 'ごご'],
  ['day_word.today', 'きょう'],
  ['day_word.tomorrow', 'あす'],
  ...numbered('weekday', weekdays, 1),
  ...numbered('month', range(1, 12).map(monthText), 1),
  ...numbered('day', range(1, 31).map(dayText), 1),
  ['service.unnamed', 'おきゃくさまサービス'],
  ['pause.short', '、'],
  ['pause.long', '。'],
] satisfies readonly (readonly [string, string])[]);

/**
 * How Japanese is spoken, written in kana as it is read, because the voice cannot read kanji. Counters keep their sound
 * changes by being recordings of their own: `minutes.3` is さんぷん. Twelve-hour clock with ごぜん and ごご, from zero.
 */
export const japanese: Grammar = {
  sentences,
  phrases,
  words,
  number: withHundreds,
  minutes: (count) => [`minutes.${count}`],
  lowMinutes: (count) => [`minutes.${count}`],
  hours: (count) => [`hours.${count}`],
  time: timeClips,
  date: ({ weekday, month, day }) => [`month.${month}`, `day.${day}`, `weekday.${weekday}`],
  digits: eachDigit,
};
