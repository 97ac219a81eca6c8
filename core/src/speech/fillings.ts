import type { Prompt } from '../effects.ts';
import type { Grammar } from './grammar.ts';
import { nameClip } from './name-clip.ts';
import { momentClips } from './spoken-moment.ts';
import { codeClips, phoneNumberClips } from './spoken-number.ts';
import { durationClips, waitClips, wholeMinutes } from './spoken-wait.ts';
import { phraseOf, type Fillings, type IsSo } from './steps.ts';

type Values = Prompt['values'];

/** Positions beyond are not told: the number of recordings ends, and so does what it helps a caller to know. */
const POSITION_MAX = 999;

/**
 * What fills the slots of a prompt, from its values: those that `promptNames` lists, and `waitMs`, `code`,
 * `opensAt`, and `nowAt`, with which a day near it is called today or tomorrow.
 */
export function fillingsOf(grammar: Grammar, values: Values): Fillings {
  const times = choicesOf(grammar, values);
  return {
    ...times,
    no_time: Object.values(times).every((clips) => clips.length === 0) ? phraseOf(grammar, 'no_time') : [],
    service: serviceClips(values),
    wait: waitOf(grammar, values),
    known_wait: isWaitKnown(values) ? waitOf(grammar, values) : [],
    position: positionOf(grammar, values),
    delay: delayOf(grammar, values),
    number: numberOf(grammar, values),
    phone: phoneOf(grammar, values),
    digits: codeClips(grammar, textOf(values, 'code') ?? ''),
    opening: openingOf(grammar, values),
    appointment: momentOf(grammar, values, ['scheduledFor']),
    moment: momentOf(grammar, values, ['startsAt', 'scheduledFor', 'opensAt']),
  };
}

/** Is a value of a prompt that is either so or not so? */
export function isSoIn(values: Values): IsSo {
  return (condition) => values[condition] === 1;
}

/** The name of the service that is spoken in a prompt as free text; null when it has none. */
export function spokenName(values: Values): string | null {
  return textOf(values, 'serviceName');
}

function serviceClips(values: Values): readonly string[] {
  const name = spokenName(values);
  return [name === null ? 'service.unnamed' : nameClip(name)];
}

const oneWait = ['waitMs', 'estimatedWaitMs', 'likelyMs'];
const lowNames = ['lowMs', 'waitLowMs', ...oneWait];
const highNames = ['highMs', 'waitHighMs', ...oneWait];

function waitOf(grammar: Grammar, values: Values): readonly string[] {
  return waitClips(grammar, firstNumber(values, lowNames), firstNumber(values, highNames));
}

function positionOf(grammar: Grammar, values: Values): readonly string[] {
  const position = firstNumber(values, ['position']);
  if (position === null || position < 1 || position > POSITION_MAX || !Number.isInteger(position)) return [];
  return phraseOf(grammar, 'position', { count: grammar.number(position) });
}

function delayOf(grammar: Grammar, values: Values): readonly string[] {
  const delayMs = firstNumber(values, ['delayMs', 'snoozeMs', 'waitMs']);
  if (delayMs === null) return phraseOf(grammar, 'delay_unknown');
  return phraseOf(grammar, 'delay_known', { duration: durationClips(grammar, wholeMinutes(delayMs), 'delay') });
}

function numberOf(grammar: Grammar, values: Values): readonly string[] {
  const digits = phoneOf(grammar, values);
  return digits.length === 0 ? [] : phraseOf(grammar, 'on_number', { digits });
}

function phoneOf(grammar: Grammar, values: Values): readonly string[] {
  return phoneNumberClips(grammar, textOf(values, 'phoneNumber') ?? '');
}

function momentOf(grammar: Grammar, values: Values, names: readonly string[]): readonly string[] {
  const at = firstNumber(values, names);
  const timeZone = textOf(values, 'timeZone');
  return at === null || timeZone === null ? [] : momentClips(grammar, at, timeZone, firstNumber(values, ['nowAt']));
}

function openingOf(grammar: Grammar, values: Values): readonly string[] {
  const moment = momentOf(grammar, values, ['opensAt']);
  return moment.length === 0 ? [] : phraseOf(grammar, 'opening', { moment });
}

function choicesOf(grammar: Grammar, values: Values): Fillings {
  const choice = (phrase: 'first_time' | 'second_time' | 'third_time', name: string): readonly string[] => {
    const moment = momentOf(grammar, values, [name]);
    return moment.length === 0 ? [] : phraseOf(grammar, phrase, { option: phraseOf(grammar, 'option', { moment }) });
  };
  return {
    first_time: choice('first_time', 'slot1StartsAt'),
    second_time: choice('second_time', 'slot2StartsAt'),
    third_time: choice('third_time', 'slot3StartsAt'),
  };
}

function isWaitKnown(values: Values): boolean {
  return firstNumber(values, lowNames) !== null && firstNumber(values, highNames) !== null;
}

function textOf(values: Values, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** The first of some values that is a number which can be told. */
function firstNumber(values: Values, names: readonly string[]): number | null {
  const found = names.map((name) => values[name]).find((value) => typeof value === 'number' && Number.isFinite(value));
  return typeof found === 'number' ? found : null;
}
