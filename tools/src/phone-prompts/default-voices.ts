import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allClips, type SpokenLanguage, type SpokenPart } from '@ringback/core';
import {
  makeRecordings,
  recipeOf,
  recordingPath,
  type WholeVoicePrograms,
} from '@ringback/driver-phone-asterisk/prompts';
import { runLimited } from '../support/child-process.ts';

/** What was done for a language. */
export interface MadeVoices {
  readonly language: SpokenLanguage;
  readonly clipCount: number;
  readonly madeCount: number;
}

const PARALLEL = 2;
/** Texts spoken in one run of the voice. */
const BATCH_LENGTH = 50;
const MANIFEST = 'manifest.json';

/**
 * Makes the recordings of a language that are not there or whose text or voice has changed, and takes away those that no
 * sentence uses any more. Names of services stay. Safe to stop and to run again.
 */
export async function makeDefaultVoices(
  programs: WholeVoicePrograms,
  folder: string,
  language: SpokenLanguage,
): Promise<MadeVoices> {
  const clips = allClips(language);
  const before = readManifest(folder, language);
  const made = new Map(clips.map((part) => [part.clip, hashOf(language, part)]));
  const wanted = clips.filter(
    ({ clip }) => before.get(clip) !== made.get(clip) || !existsSync(recordingPath(folder, language, clip)),
  );
  mkdirSync(join(folder, language), { recursive: true });
  // Until everything is made, the manifest vouches only for what was there before and stays as it is.
  forget(folder, language, before, wanted);
  await runLimited(batchesOf(wanted), PARALLEL, (batch) => makeRecordings(programs, language, batch, folder));
  removeUnused(folder, language, made);
  writeManifest(folder, language, made);
  return { language, clipCount: clips.length, madeCount: wanted.length };
}

function batchesOf(parts: readonly SpokenPart[]): readonly (readonly SpokenPart[])[] {
  const count = Math.ceil(parts.length / BATCH_LENGTH);
  return Array.from({ length: count }, (_, index) => parts.slice(index * BATCH_LENGTH, (index + 1) * BATCH_LENGTH));
}

function hashOf(language: SpokenLanguage, part: SpokenPart): string {
  return createHash('sha256').update(recipeOf(language, part)).digest('hex').slice(0, 16);
}

function forget(
  folder: string,
  language: SpokenLanguage,
  before: ReadonlyMap<string, string>,
  parts: readonly SpokenPart[],
): void {
  if (parts.length === 0) return;
  const changing = new Set(parts.map(({ clip }) => clip));
  writeManifest(folder, language, new Map([...before].filter(([clip]) => !changing.has(clip))));
}

function removeUnused(folder: string, language: SpokenLanguage, made: ReadonlyMap<string, string>): void {
  for (const file of readdirSync(join(folder, language))) {
    const clip = file.replace(/\.wav$/u, '');
    const isUsed = file === MANIFEST || clip.startsWith('name.') || made.has(clip);
    if (!isUsed) rmSync(join(folder, language, file));
  }
}

function readManifest(folder: string, language: SpokenLanguage): ReadonlyMap<string, string> {
  try {
    const read: unknown = JSON.parse(readFileSync(join(folder, language, MANIFEST), 'utf8'));
    const entries = Object.entries(Object(read));
    return new Map(entries.flatMap(([clip, hash]) => (typeof hash === 'string' ? [[clip, hash] as const] : [])));
  } catch {
    return new Map();
  }
}

function writeManifest(folder: string, language: SpokenLanguage, made: ReadonlyMap<string, string>): void {
  const path = join(folder, language, MANIFEST);
  writeFileSync(`${path}.new`, `${JSON.stringify(Object.fromEntries(made), null, 1)}\n`);
  renameSync(`${path}.new`, path);
}
