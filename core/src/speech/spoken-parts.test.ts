import { expect, test } from 'vitest';
import { promptNames, type Prompt, type PromptName } from '../effects.ts';
import { allClips, nameClip, sentenceText, spokenLanguageOf, spokenLanguages, spokenParts } from './index.ts';

const say = (name: PromptName, language: string, values: Prompt['values'] = {}) =>
  sentenceText(spokenParts({ name, language, values }));

const everything: Prompt['values'] = {
  serviceName: 'Harbour & Pine',
  lowMs: 120_000,
  highMs: 300_000,
  position: 3,
  delayMs: 600_000,
  phoneNumber: '+4930123456',
  code: '4711',
  startsAt: Date.UTC(2026, 10, 23, 8, 30),
  scheduledFor: Date.UTC(2026, 10, 23, 8, 30),
  slot1StartsAt: Date.UTC(2026, 10, 23, 8, 30),
  slot2StartsAt: Date.UTC(2026, 10, 23, 9, 0),
  slot3StartsAt: Date.UTC(2026, 10, 24, 9, 0),
  opensAt: Date.UTC(2026, 10, 23, 8, 0),
  timeZone: 'Europe/Berlin',
  hasTimes: 1,
  hasMore: 1,
  wasTaken: 1,
  isOtherService: 1,
};

const spoken = spokenLanguages.flatMap((language) => promptNames.map((name) => [language, name] as const));

test.for(spoken)('[C3] in %s, %s has words without any facts, and with all of them', ([language, name]) => {
  for (const values of [{}, everything]) {
    const parts = spokenParts({ name, language, values });
    expect(parts.length).toBeGreaterThan(0);
    expect(sentenceText(parts)).toMatch(/[.。]$/u);
    expect(sentenceText(parts)).not.toMatch(/undefined|NaN|[{}?]| {2}/u);
  }
});

test.for(spoken)('[C3] in %s, every recording of %s is in the catalogue with the same words', ([language, name]) => {
  const catalogue = new Map(allClips(language).map(({ clip, text }) => [clip, text]));
  const parts = spokenParts({ name, language, values: everything });
  const strange = parts.filter(({ clip, text }) => !clip.startsWith('name.') && catalogue.get(clip) !== text);
  expect(strange).toEqual([]);
});

test.for(spokenLanguages)('[C3] the recordings of %s have names that are names of files, each once', (language) => {
  const clips = allClips(language);
  expect(clips.length).toBeGreaterThan(200);
  expect(new Set(clips.map(({ clip }) => clip)).size).toBe(clips.length);
  expect(clips.filter(({ clip }) => !/^[a-z\d_]+(\.[a-z\d_]+)+$/u.test(clip))).toEqual([]);
  expect(clips.filter(({ text }) => text.trim() !== text || text === '')).toEqual([]);
});

test('[C3] Japanese is in kana only: the voice cannot read kanji', () => {
  const kana = /^[\p{Script=Hiragana}\p{Script=Katakana}ー、。 ]+$/u;
  expect(allClips('ja').filter(({ text }) => !kana.test(text))).toEqual([]);
});

test.for([
  ['de-AT', 'de'],
  ['fr_CA', 'fr'],
  ['JA', 'ja'],
  ['en-GB', 'en'],
  ['pt-BR', 'en'],
  ['', 'en'],
] as const)('[C3] who asks for "%s" hears %s', ([tag, language]) => {
  expect(spokenLanguageOf(tag)).toBe(language);
  expect(say('connecting', tag)).toBe(say('connecting', language));
});

test('[D1] the announcement says who calls and which keys there are', () => {
  expect(say('callback_announcement', 'en', { serviceName: 'Harbour & Pine' })).toBe(
    'This is Harbour & Pine calling you back. Press 1 to be connected, 2 to be called later, 9 to cancel and never be called again.',
  );
});

test('[D8] key 3 is told only where there is a time to choose', () => {
  for (const language of spokenLanguages) {
    const clips = (hasTimes: number) =>
      spokenParts({ name: 'callback_announcement', language, values: { hasTimes } }).map(({ clip }) => clip);
    expect(clips(0)).not.toContain('callback_announcement.times');
    expect(clips(1)).toContain('callback_announcement.times');
  }
});

test.for([
  [{ lowMs: 30_000, highMs: 60_000 }, 'The wait is about one minute.'],
  [{ waitMs: 240_000 }, 'The wait is about four minutes.'],
  [{ waitMs: 240_001 }, 'The wait is about five minutes.'],
  [{ lowMs: 180_000, highMs: 420_000 }, 'The wait is between three and seven minutes.'],
  [{ lowMs: 300_000, highMs: 640_000 }, 'The wait is between five and fifteen minutes.'],
  [{ lowMs: 3_600_000, highMs: 3_600_000 }, 'The wait is about one hour.'],
  [{ lowMs: 3_700_000, highMs: 7_000_000 }, 'The wait is more than one hour.'],
  [{ lowMs: 7_300_000, highMs: 9_000_000 }, 'The wait is more than two hours.'],
  [{ lowMs: 2_400_000, highMs: 9_000_000 }, 'The wait is more than forty minutes.'],
  [{ lowMs: null, highMs: null }, 'Everybody is busy at the moment.'],
  [{ lowMs: Number.NaN, highMs: 60_000 }, 'Everybody is busy at the moment.'],
  [{}, 'Everybody is busy at the moment.'],
] as const)('[R1] [Q9] the invitation tells a wait of %j in words', ([values, sentence]) => {
  expect(say('queue_invitation', 'en', values)).toBe(
    `${sentence} Press 1 to hang up and keep your place: we will call you back.`,
  );
});

// "In" takes the dative in German; a range begins with "ein"; Spanish drops the o; French minutes are feminine.
test.for([
  ['de', { lowMs: 60_000, highMs: 60_000 }, 'Die Wartezeit beträgt etwa eine Minute.'],
  ['de', { lowMs: 60_000, highMs: 180_000 }, 'Die Wartezeit beträgt ein bis drei Minuten.'],
  ['es', { lowMs: 60_000, highMs: 180_000 }, 'El tiempo de espera es de entre uno y tres minutos.'],
  ['es', { lowMs: 60_000, highMs: 60_000 }, 'El tiempo de espera es de aproximadamente un minuto.'],
  ['fr', { lowMs: 60_000, highMs: 180_000 }, 'Le temps d’attente est compris entre une et trois minutes.'],
  ['fr', { lowMs: 4_200_000, highMs: 4_200_000 }, 'Le temps d’attente dépasse une heure.'],
  ['ja', { lowMs: 60_000, highMs: 180_000 }, 'おまちいただく じかんは いっぷん から さんぷん です。'],
] as const)('[C3] [Q9] a wait in %s: %j', ([language, values, sentence]) => {
  expect(say('queue_invitation', language, values).startsWith(sentence)).toBe(true);
});

test.for([
  ['en', 'We will call you again in one minute.'],
  ['de', 'Wir rufen Sie in einer Minute noch einmal an.'],
  ['es', 'Le volveremos a llamar dentro de un minuto.'],
  ['fr', 'Nous vous rappellerons dans une minute.'],
  ['ja', 'いっぷん ごに もういちど おでんわ いたします。'],
] as const)('[D8] [C3] a delay of a minute in %s', ([language, sentence]) => {
  expect(say('snooze_goodbye', language, { delayMs: 60_000 }).startsWith(sentence)).toBe(true);
});

test('[D8] a delay nobody knows is said without a number', () => {
  expect(say('snooze_goodbye', 'en')).toBe('We will call you again later. You keep your place. Goodbye.');
});

test.for([
  [1, 'You are number one in line.'],
  [105, 'You are number one hundred five in line.'],
  [999, 'You are number nine hundred ninety-nine in line.'],
] as const)('[R1] the greeting tells position %i', ([position, sentence]) => {
  expect(say('queue_greeting', 'en', { position })).toBe(
    `Welcome to our service. Everybody is busy at the moment. ${sentence} Please hold the line.`,
  );
});

test.for([0, 1.5, 1_000, null])('[R1] the greeting leaves out position %s', (position) => {
  expect(say('queue_greeting', 'en', { position })).not.toContain('You are number');
});

test('[D8] the free times are told one by one, with the key of each', () => {
  const values = {
    slot1StartsAt: Date.UTC(2026, 10, 23, 8, 30),
    slot2StartsAt: Date.UTC(2026, 10, 23, 9, 0),
    slot3StartsAt: null,
    timeZone: 'Europe/London',
    nowAt: Date.UTC(2026, 10, 22, 12, 0),
    hasMore: 0,
    wasTaken: 0,
  };
  expect(say('time_choices', 'en', values)).toBe(
    'For a call tomorrow at eight thirty a.m. press 1. For a call tomorrow at nine a.m. press 2.',
  );
  expect(say('time_choices', 'en', { wasTaken: 1, timeZone: 'Europe/London' })).toBe(
    'Somebody else has just taken this time. There is no free time at the moment.',
  );
});

test('[P7] who is recognised hears of what, and what the keys do', () => {
  const values = { serviceName: 'Sales', hasTimes: 0, isOtherService: 1, lowMs: null, highMs: null };
  expect(say('recognised_caller', 'en', values)).toBe(
    'You have asked for a call from Sales. Press 1 to wait on the line at your place, or 3 to cancel the call. If you are calling about something else, please hold the line.',
  );
});

test('[C3] the same name has the same recording, another name another one', () => {
  expect(nameClip('Harbour & Pine')).toBe(nameClip('Harbour & Pine'));
  expect(nameClip('Harbour & Pine')).not.toBe(nameClip('Harbour & Pino'));
  // FNV-1a, 64 bit: the offset basis is the hash of nothing, and "a" has a published test value.
  expect(nameClip('')).toBe('name.cbf29ce484222325');
  expect(nameClip('a')).toBe('name.af63dc4c8601ec8c');
});

test('[P7] out of hours, who is recognised hears the time of their callback where it has one', () => {
  const known = { serviceName: 'Sales', hasTimes: 1, timeZone: 'UTC', nowAt: Date.UTC(2026, 2, 2, 20) };
  const opensAt = Date.UTC(2026, 2, 3, 9);
  expect(say('recognised_closed', 'en', { ...known, opensAt, scheduledFor: Date.UTC(2026, 2, 3, 10) })).toBe(
    'We are closed now. We open again tomorrow at nine a.m. You have asked for a call from Sales tomorrow at ten a.m. Press 2 to choose another time. Press 3 to cancel the call.',
  );
  expect(say('recognised_closed', 'en', { ...known, opensAt: null, scheduledFor: null, hasTimes: 0 })).toBe(
    'We are closed now. You have asked for a call from Sales. Press 3 to cancel the call.',
  );
});
