import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SpokenLanguage, SpokenPart } from '@ringback/core';
import type { SpeakName } from './recorded-prompts.ts';
import { recordingPath } from './recordings.ts';
import { bytesOf, finished, samplesOf, silence, splitAtGaps, type Samples } from './sound-pieces.ts';
import { findVoicePrograms, runProgram, type VoicePrograms } from './voice-programs.ts';
import { phoneWave, readWave } from './wave-file.ts';

/** The voice of a language and how fast it speaks, words in a minute. */
interface Voice {
  readonly name: string;
  readonly wordsPerMinute: number;
}

const voices: Readonly<Record<SpokenLanguage, Voice>> = {
  en: { name: 'en-us', wordsPerMinute: 150 },
  de: { name: 'de', wordsPerMinute: 145 },
  es: { name: 'es', wordsPerMinute: 150 },
  fr: { name: 'fr-fr', wordsPerMinute: 150 },
  ja: { name: 'ja', wordsPerMinute: 145 },
};

/** Raised when the same text has to sound different. */
const RECIPE = 2;
const PAUSES_MS: Readonly<Record<string, number>> = { 'pause.short': 250, 'pause.long': 400 };
const AFTER_SENTENCE_MS = 350;
const AFTER_COMMA_MS = 150;
const AFTER_WORD_MS = 40;
/** Silence between the texts of one run, and how much of it is left for sure. No voice is silent for so long by itself. */
const BREAK_MS = 3_000;
const GAP_MS = 2_000;
/** Longer than any sentence of ours; a name is a few words. */
const TEXT_LENGTH_MAX = 500;
/** Half of full scale: room for what the change of rate adds at the edges. */
const headroom = ['gain', '-6'];
const toPhoneSound = ['-r', '8000', '-c', '1', '-b', '16', '-e', 'signed-integer'];

/** Programs that can make a recording: both are needed. */
export type WholeVoicePrograms = { readonly [Name in keyof VoicePrograms]: string };

/** The voice spoke other than it was told to; the message says how. */
export class VoiceFailed extends Error {
  override readonly name = 'VoiceFailed';
}

/** Both programs, or null when one of them is missing. */
export function wholeVoicePrograms({ espeak, sox }: VoicePrograms): WholeVoicePrograms | null {
  return espeak === null || sox === null ? null : { espeak, sox };
}

/** What a recording is made from, as one text: when it changes, the recording has to be made anew. */
export function recipeOf(language: SpokenLanguage, part: SpokenPart): string {
  return JSON.stringify([RECIPE, voices[language], PAUSES_MS[part.clip] ?? part.text]);
}

/**
 * Makes recordings of telephone quality, equally loud, in one run of the voice: texts spoken, and pauses. Each file is there
 * whole or not at all. Rejects with ProgramFailed or VoiceFailed.
 */
export async function makeRecordings(
  programs: WholeVoicePrograms,
  language: SpokenLanguage,
  parts: readonly SpokenPart[],
  folder: string,
): Promise<void> {
  const spoken = parts.filter(({ clip }) => PAUSES_MS[clip] === undefined);
  const pieces = spoken.length === 0 ? [] : await speakEach(programs, language, spoken);
  for (const part of parts) {
    const pauseMs = PAUSES_MS[part.clip];
    const piece = pieces[spoken.indexOf(part)];
    if (pauseMs !== undefined) save(silence(pauseMs), recordingPath(folder, language, part.clip));
    else if (piece !== undefined)
      save(finished(piece, silenceAfterMs(part.text)), recordingPath(folder, language, part.clip));
  }
}

/** Brings a sound file of any kind that SoX reads into telephone quality; the loudness stays. Rejects with ProgramFailed. */
export async function convertRecording(sox: string, from: string, to: string): Promise<void> {
  await inWorkFolder(async (work) => {
    const converted = join(work, 'converted.wav');
    await runProgram(sox, [from, ...toPhoneSound, converted]);
    save(samplesOf(readWave(converted).samples), to);
  });
}

/** Speaks names of services into the folder of default voices. Names in a script the voice cannot read are refused. */
export function nameSpeaker(programs: WholeVoicePrograms, defaultFolder: string): SpeakName {
  return async (language, part) => {
    if (!isReadable(language, part.text)) throw new VoiceFailed(`The voice of ${language} cannot read this name.`);
    await makeRecordings(programs, language, [part], defaultFolder);
  };
}

/** Speaks names with the programs of this machine; null when it has none. */
export function foundNameSpeaker(defaultFolder: string): SpeakName | null {
  const programs = wholeVoicePrograms(findVoicePrograms());
  return programs === null ? null : nameSpeaker(programs, defaultFolder);
}

function isReadable(language: SpokenLanguage, text: string): boolean {
  if (!/[\p{Letter}\d]/u.test(text)) return false;
  return language === 'ja'
    ? /^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Latin}ー\P{Letter}]+$/u.test(text)
    : /^[\p{Script=Latin}\P{Letter}]+$/u.test(text);
}

/** One run for all of them; where its breaks were not kept, one run for each. */
async function speakEach(
  programs: WholeVoicePrograms,
  language: SpokenLanguage,
  parts: readonly SpokenPart[],
): Promise<readonly Samples[]> {
  const pieces = await speak(programs, language, parts);
  if (pieces.length === parts.length) return pieces;
  if (parts.length <= 1) throw new VoiceFailed(`The voice of ${language} said nothing.`);
  const one = async (part: SpokenPart): Promise<Samples> =>
    (await speakEach(programs, language, [part]))[0] ?? silence(0);
  const alone: Samples[] = [];
  for (const part of parts) alone.push(await one(part));
  return alone;
}

function speak(
  { espeak, sox }: WholeVoicePrograms,
  language: SpokenLanguage,
  parts: readonly SpokenPart[],
): Promise<readonly Samples[]> {
  return inWorkFolder(async (work) => {
    const [spoken, converted] = [join(work, 'spoken.wav'), join(work, 'converted.wav')];
    const { name, wordsPerMinute } = voices[language];
    const options = ['-m', '-v', name, '-s', String(wordsPerMinute), '-b', '1', '-w', spoken, '--stdin'];
    await runProgram(espeak, options, markup(parts));
    // Without dither, silence stays complete silence.
    await runProgram(sox, ['-D', spoken, ...toPhoneSound, converted, ...headroom]);
    return splitAtGaps(samplesOf(readWave(converted).samples), GAP_MS);
  });
}

/** The texts in the Speech Synthesis Markup Language (W3C), a long break after each. */
function markup(parts: readonly SpokenPart[]): string {
  const spoken = parts.map(({ text }) => `<p>${plainText(text)}</p><break time="${BREAK_MS}ms"/>`);
  return `<speak>\n${spoken.join('\n')}\n</speak>\n`;
}

/** Double brackets would be read as phonemes. A comma keeps the voice up where the sentence goes on. */
function plainText(text: string): string {
  const plain = text.replace(/\[\[|\]\]|\s+/gu, ' ').slice(0, TEXT_LENGTH_MAX);
  const ended = /[.,:?!。、]$/u.test(plain) ? plain : `${plain},`;
  return ended.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function silenceAfterMs(text: string): number {
  if (/[.:?!。]$/u.test(text)) return AFTER_SENTENCE_MS;
  return /[,、]$/u.test(text) ? AFTER_COMMA_MS : AFTER_WORD_MS;
}

let savedCount = 0;

function save(samples: Samples, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}-${(savedCount += 1)}`;
  writeFileSync(draft, phoneWave(bytesOf(samples)));
  renameSync(draft, path);
}

async function inWorkFolder<Result>(run: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-voice-'));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
