import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  nameClip,
  promptNames,
  sentenceText,
  spokenParts,
  type Prompt,
  type PromptName,
  type SpokenLanguage,
} from '@ringback/core';
import {
  findProgram,
  findRecording,
  foundNameSpeaker,
  runProgram,
  wholeSentence,
  type RecordingFolders,
} from '../../composition/prompt-recordings.ts';
import { fileProblem } from './file-access.ts';

/** A sentence to be heard. */
export interface PlayRequest {
  readonly language: SpokenLanguage;
  readonly name: string;
  /** `name=value`; what looks like a number, an instant, true or false is one. */
  readonly values: readonly string[];
  /** File to write; null: play it here. */
  readonly out: string | null;
}

/** Writes or plays a sentence; answers its words and what is missing in it. Throws what is to be told. */
export async function playPrompt(folders: RecordingFolders, request: PlayRequest): Promise<readonly string[]> {
  const prompt = promptOf(request);
  await speakName(folders, request.language, prompt);
  const { wave, missing } = wholeSentence(folders, prompt);
  const told = [
    sentenceText(spokenParts(prompt)),
    ...missing.map(
      ({ clip, text }) => `Missing: ${clip} (${text}); \`npm run phone:prompts\` makes the default voices.`,
    ),
  ];
  if (request.out !== null) {
    await writeSound(request.out, wave);
    return [...told, `Written to ${request.out}.`];
  }
  await play(wave);
  return told;
}

async function writeSound(path: string, wave: Buffer): Promise<void> {
  try {
    await writeFile(path, wave);
  } catch (error) {
    throw new Error(`${path} cannot be written: ${fileProblem(error)}. Name another file with --out.`, {
      cause: error,
    });
  }
}

function promptOf({ language, name, values }: PlayRequest): Prompt {
  const known: PromptName | undefined = promptNames.find((promptName) => promptName === name);
  if (known === undefined) throw new Error(`There is no sentence ${name}. Say one of: ${promptNames.join(', ')}.`);
  return { name: known, language, values: Object.fromEntries(values.map(readValue)) };
}

/** Values that are text even where they look like a number. */
const texts: ReadonlySet<string> = new Set(['serviceName', 'phoneNumber', 'code', 'timeZone']);

function readValue(text: string): readonly [string, string | number] {
  const [, name, value] = /^(\w+)=(.*)$/su.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new Error(`"${text}" is not name=value; write for example lowMs=300000.`);
  return [name, texts.has(name) ? value : factOf(value)];
}

/** Facts are numbers, yes or no as 1 or 0, and instants in epoch milliseconds; people write those in ISO 8601. */
function factOf(value: string): string | number {
  if (/^-?\d+(\.\d+)?$/u.test(value)) return Number(value);
  if (value === 'true' || value === 'false') return value === 'true' ? 1 : 0;
  const at = /^\d{4}-\d\d-\d\dT/u.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? value : at;
}

async function speakName(folders: RecordingFolders, language: SpokenLanguage, prompt: Prompt): Promise<void> {
  const text = prompt.values['serviceName'];
  const speak = foundNameSpeaker(folders.defaultFolder);
  if (typeof text !== 'string' || speak === null) return;
  const clip = nameClip(text);
  if (findRecording(folders, language, clip) !== null) return;
  // A name the voice cannot read stays missing, and is told as such.
  await speak(language, { clip, text }).catch(() => {});
}

async function play(wave: Buffer): Promise<void> {
  const player = findProgram('aplay') ?? findProgram('afplay');
  if (player === null) throw new Error('There is neither aplay nor afplay on this machine; write a file with --out.');
  const folder = await mkdtemp(join(tmpdir(), 'ringback-play-'));
  try {
    await writeFile(join(folder, 'sentence.wav'), wave);
    await runProgram(player, [join(folder, 'sentence.wav')]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
