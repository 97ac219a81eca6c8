import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentenceText, spokenLanguages, spokenParts, type SpokenLanguage } from './index.ts';
import { allClips } from './catalogue.ts';
import { grammarOf } from './languages/all.ts';
import { range } from './word-table.ts';

const catalogue = (language: SpokenLanguage) => new Map(allClips(language).map(({ clip, text }) => [clip, text]));
const words = (language: SpokenLanguage, clips: readonly string[]) =>
  clips.map((clip) => catalogue(language).get(clip) ?? `(${clip})`).join(' ');
const time = (language: SpokenLanguage, hour: number, minute: number) =>
  words(language, grammarOf(language).time({ hour, minute }));

test.for([
  ['en', 9, 0, 'at nine a.m.'],
  ['en', 9, 5, 'at nine oh five a.m.'],
  ['en', 0, 0, 'at midnight'],
  ['en', 12, 0, 'at noon'],
  ['en', 0, 30, 'at twelve thirty a.m.'],
  ['en', 12, 30, 'at twelve thirty p.m.'],
  ['en', 16, 45, 'at four forty-five p.m.'],
  ['de', 1, 0, 'um ein Uhr'],
  ['de', 13, 30, 'um dreizehn Uhr dreißig'],
  ['de', 21, 15, 'um einundzwanzig Uhr fünfzehn'],
  ['es', 1, 0, 'a la una de la madrugada'],
  ['es', 9, 30, 'a las nueve y media de la mañana'],
  ['es', 12, 0, 'a las doce del mediodía'],
  ['es', 13, 15, 'a la una y cuarto de la tarde'],
  ['es', 21, 5, 'a las nueve y cinco de la noche'],
  ['fr', 1, 0, 'à une heure'],
  ['fr', 12, 0, 'à midi'],
  ['fr', 0, 0, 'à minuit'],
  ['fr', 12, 30, 'à douze heures trente'],
  ['fr', 21, 21, 'à vingt et une heures vingt et une'],
  ['ja', 9, 0, 'ごぜん くじ'],
  ['ja', 4, 30, 'ごぜん よじ さんじゅっぷん'],
  ['ja', 19, 0, 'ごご しちじ'],
  ['ja', 12, 15, 'ごご れいじ じゅうごふん'],
] as const)('[C3] in %s, %i:%i is %s', ([language, hour, minute, spelling]) => {
  expect(time(language, hour, minute)).toBe(spelling);
});

test.for(spokenLanguages)('[C3] every minute of the day is said in %s, each in its own words', (language) => {
  const said = range(0, 23).flatMap((hour) => range(0, 59).map((minute) => time(language, hour, minute)));
  expect(said.filter((phrase) => phrase.includes('('))).toEqual([]);
  expect(new Set(said).size).toBe(24 * 60);
});

test.for(['en', 'de', 'fr'] as const)('[C3] twelve or twenty-four hours in %s as Unicode has it', (language) => {
  const isTwelve = new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions().hour12 === true;
  expect(grammarOf(language).time({ hour: 13, minute: 30 })[0]).toBe(isTwelve ? 'hour.1' : 'hour.13');
});

// 2026-06-01 is a Monday.
const names = (language: SpokenLanguage, options: Intl.DateTimeFormatOptions, dates: readonly Date[]) =>
  dates.map((date) => new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options }).format(date));

test.for(['en', 'de', 'es', 'fr'] as const)(
  '[C3] days and months in %s have the names that Unicode has',
  (language) => {
    const said = catalogue(language);
    const weekdays = names(
      language,
      { weekday: 'long' },
      range(1, 7).map((day) => new Date(Date.UTC(2026, 5, day))),
    );
    const months = names(
      language,
      { month: 'long' },
      range(0, 11).map((month) => new Date(Date.UTC(2026, month, 1))),
    );
    expect(weekdays.filter((name, index) => !said.get(`weekday.${index + 1}`)?.endsWith(name))).toEqual([]);
    expect(months.filter((name, index) => !said.get(`month.${index + 1}`)?.endsWith(name))).toEqual([]);
  },
);

test.for([
  ['en', 'on Monday , November twenty-third'],
  ['de', 'am Montag , dem dreiundzwanzigsten November ,'],
  ['es', 'el lunes veintitrés de noviembre'],
  ['fr', 'lundi vingt-trois novembre'],
  ['ja', 'じゅういちがつ にじゅうさんにち げつようび'],
] as const)('[C3] a date in %s is %s', ([language, spelling]) => {
  expect(words(language, grammarOf(language).date({ weekday: 1, month: 11, day: 23 }))).toBe(spelling);
});

test.for([
  ['en', { 1: 'first', 2: 'second', 3: 'third', 12: 'twelfth', 20: 'twentieth', 21: 'twenty-first', 30: 'thirtieth' }],
  ['de', { 1: 'dem ersten', 3: 'dem dritten', 7: 'dem siebten', 19: 'dem neunzehnten', 20: 'dem zwanzigsten' }],
  ['fr', { 1: 'premier', 2: 'deux', 31: 'trente et un' }],
  [
    'ja',
    {
      1: 'ついたち',
      8: 'ようか',
      10: 'とおか',
      14: 'じゅうよっか',
      20: 'はつか',
      24: 'にじゅうよっか',
      30: 'さんじゅうにち',
    },
  ],
] as const)('[C3] days of the month in %s', ([language, days]) => {
  const said = catalogue(language);
  expect(Object.fromEntries(Object.keys(days).map((day) => [day, said.get(`day.${day}`)]))).toEqual(days);
});

test('[C3] months that Japanese reads in its own way', () => {
  expect([4, 7, 9, 10, 12].map((month) => catalogue('ja').get(`month.${month}`))).toEqual([
    'しがつ',
    'しちがつ',
    'くがつ',
    'じゅうがつ',
    'じゅうにがつ',
  ]);
});

const saidFor = (startsAt: string, now: string | null, timeZone: string) =>
  sentenceText(
    spokenParts({
      name: 'scheduled_confirmed',
      language: 'en',
      values: { startsAt: Date.parse(startsAt), timeZone, nowAt: now === null ? null : Date.parse(now) },
    }),
  );

test.for([
  ['2026-11-21T20:30Z', '2026-11-21T08:00Z', 'Europe/Berlin', 'today at nine thirty p.m.'],
  ['2026-11-21T23:30Z', '2026-11-21T08:00Z', 'Europe/Berlin', 'tomorrow at twelve thirty a.m.'],
  ['2026-11-23T08:00Z', '2026-11-21T08:00Z', 'Europe/Berlin', 'on Monday, November twenty-third at nine a.m.'],
  ['2026-11-21T20:30Z', null, 'Asia/Tokyo', 'on Sunday, November twenty-second at five thirty a.m.'],
  // The day on which the clocks go back has 25 hours: it is still today, and the day after tomorrow.
  ['2026-10-25T22:30Z', '2026-10-24T22:30Z', 'Europe/Berlin', 'today at eleven thirty p.m.'],
] as const)('[C3] [S1] %s heard at %s in %s/%s', ([startsAt, now, timeZone, moment]) => {
  expect(saidFor(startsAt, now, timeZone)).toBe(`We will call you ${moment} You can hang up now. Goodbye.`);
});

test('[C3] a time in a zone nobody knows is left out, not told wrongly', () => {
  expect(saidFor('2026-11-21T20:30Z', null, 'Mars/Olympus')).not.toMatch(/a\.m\.|p\.m\./u);
});

test('[C3] any time in any zone is said from recordings that there are', () => {
  const instants = fc.integer({ min: 0, max: 4_102_444_800_000 });
  const zones = fc.constantFrom('Europe/Madrid', 'Asia/Tokyo', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu');
  fc.assert(
    fc.property(
      instants,
      fc.option(instants),
      zones,
      fc.constantFrom(...spokenLanguages),
      (startsAt, nowAt, timeZone, language) => {
        const values = { startsAt, nowAt, timeZone };
        const fixed = spokenParts({ name: 'scheduled_confirmed', language, values: {} }).length;
        // At least a day and an hour.
        expect(spokenParts({ name: 'scheduled_confirmed', language, values }).length).toBeGreaterThan(fixed + 1);
      },
    ),
  );
});
