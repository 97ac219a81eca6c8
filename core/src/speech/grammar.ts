import type { PromptName } from '../effects.ts';

/** The languages that sentences are spoken in. */
export const spokenLanguages = ['en', 'de', 'es', 'fr', 'ja'] as const;
/** A language that sentences are spoken in. */
export type SpokenLanguage = (typeof spokenLanguages)[number];

/** What stands open in a sentence and is filled with facts. `,` and `.` are a short and a long pause. */
export const slots = [
  'service',
  'wait',
  'appointment',
  'known_wait',
  'position',
  'delay',
  'number',
  'phone',
  'opening',
  'moment',
  'first_time',
  'second_time',
  'third_time',
  'no_time',
  'option',
  'duration',
  'low',
  'high',
  'count',
  'digits',
  ',',
  '.',
] as const;
/** A place in a sentence that is filled with facts. */
export type Slot = (typeof slots)[number];

/** What is either so or not, and decides whether a step is spoken: values of the prompt that are 1 or 0. */
export type Condition = 'isRecorded' | 'hasTimes' | 'hasMore' | 'wasTaken' | 'isOtherService';

/**
 * One step of a sentence: a slot in braces, or `key: text` of a recording, whose name is the sentence's name and the key.
 * `?hasTimes key: text` is spoken only where that is so.
 */
export type Step = `{${Slot}}` | `${string}: ${string}` | `?${Condition} ${string}: ${string}`;

/** The phrases that a language puts into its sentences when the facts are known, or are not. */
export type PhraseName =
  | 'wait_about'
  | 'wait_between'
  | 'wait_over'
  | 'wait_unknown'
  | 'position'
  | 'delay_known'
  | 'delay_unknown'
  | 'on_number'
  | 'opening'
  | 'option'
  | 'first_time'
  | 'second_time'
  | 'third_time'
  | 'no_time';

/** Where a duration stands: as an amount ("about five minutes"), or as a delay after "in", which some languages decline. */
export type DurationUse = 'amount' | 'delay';

/** A time on the wall clock of a zone. */
export interface ClockTime {
  /** 0 to 23. */
  readonly hour: number;
  /** 0 to 59. */
  readonly minute: number;
}

/** A day of the calendar. */
export interface CalendarDay {
  /** 1 is Monday, 7 is Sunday (ISO 8601). */
  readonly weekday: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Everything that is particular to one language. Functions answer names of recordings, in the order they are spoken. */
export interface Grammar {
  readonly sentences: Readonly<Record<PromptName, readonly Step[]>>;
  readonly phrases: Readonly<Record<PhraseName, readonly Step[]>>;
  /** Texts of numbers, hours, days and other words, by the name of the recording. */
  readonly words: ReadonlyMap<string, string>;
  /** A whole number from 0 to 999, as in "number five". */
  readonly number: (count: number) => readonly string[];
  /** A number of minutes with its noun, 1 to 99. */
  readonly minutes: (count: number, use: DurationUse) => readonly string[];
  /** The lower end of a range whose upper end is said with `minutes`. */
  readonly lowMinutes: (count: number) => readonly string[];
  /** A number of hours with its noun, 1 to 24. */
  readonly hours: (count: number, use: DurationUse) => readonly string[];
  /** A time of day with its preposition: "at nine thirty a.m.". */
  readonly time: (time: ClockTime) => readonly string[];
  /** A date with its preposition: "on Monday, November twenty-first". */
  readonly date: (day: CalendarDay) => readonly string[];
  /** One group of a phone number or code, as digits. `country`: whose number it is, ISO 3166-1 alpha-2; null for a code. */
  readonly digits: (group: string, country: string | null) => readonly string[];
}
