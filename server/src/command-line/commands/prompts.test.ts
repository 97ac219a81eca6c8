import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { allClips } from '@ringback/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  durationOf,
  findRecording,
  isPhoneSound,
  phoneWave,
  readWave,
  recordingPath,
} from '../../composition/prompt-recordings.ts';
import { listPrompts } from './prompts-list.ts';
import { playPrompt } from './prompts-play.ts';
import { setRecording } from './prompts-set.ts';

let folder = '';
const folders = () => ({ ownFolder: join(folder, 'own'), defaultFolder: join(folder, 'default') });
const ofMilliseconds = (durationMs: number) => phoneWave(Buffer.alloc(durationMs * 16, 7));

beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'ringback-prompts-'))));
afterEach(() => rm(folder, { recursive: true }));

async function record(language: 'de' | 'en', clip: string, durationMs: number): Promise<void> {
  const path = recordingPath(folders().defaultFolder, language, clip);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, ofMilliseconds(durationMs));
}

function listed(isMissingOnly: boolean): readonly string[] {
  const lines: string[] = [];
  listPrompts(folders(), { languages: ['de'], isMissingOnly, print: (line) => lines.push(line) });
  return lines;
}

test('[C3] the list tells of each recording where it comes from and what it says', async () => {
  await record('de', 'number.21', 10);
  await record('en', 'number.22', 10);
  await writeFile(join(folder, 'mine.wav'), ofMilliseconds(10));
  await setRecording(folders(), { language: 'de', clip: 'number.23', file: join(folder, 'mine.wav') });
  expect(listed(false)).toHaveLength(allClips('de').length);
  expect(listed(false)).toContainEqual(expect.stringMatching(/^de {2}default +number\.21 +einundzwanzig$/u));
  expect(listed(false)).toContainEqual(expect.stringMatching(/^de {2}english +number\.22 /u));
  expect(listed(false)).toContainEqual(expect.stringMatching(/^de {2}own +number\.23 /u));
  expect(listed(true)).toHaveLength(allClips('de').length - 2);
});

test('[C3] a name that somebody recorded is in the list', async () => {
  await writeFile(join(folder, 'mine.wav'), ofMilliseconds(10));
  await setRecording(folders(), { language: 'de', clip: 'name:Hafen', file: join(folder, 'mine.wav') });
  expect(listed(false).at(-1)).toMatch(/^de {2}own +name\.[\da-f]+ +\(name of a service\)$/u);
  expect(listed(true)).toHaveLength(allClips('de').length);
});

test('[C3] facts of a sentence are written as people write them: times in ISO 8601, true or false', async () => {
  const values = ['startsAt=2026-11-24T13:30:00Z', 'timeZone=Europe/Berlin'];
  const request = { language: 'en', name: 'scheduled_confirmed', values, out: join(folder, 'out.wav') } as const;
  const [words] = await playPrompt(folders(), request);
  expect(words).toContain('Tuesday, November twenty-fourth at two thirty p.m.');
  const asked = { ...request, name: 'callback_announcement', values: ['hasTimes=true', 'isRecorded=false'] };
  const [announced] = await playPrompt(folders(), asked);
  expect(announced).toContain('3 to choose another time');
  expect(announced).not.toContain('recorded');
});

test('[C3] a recording in telephone quality is taken as it is', async () => {
  const file = join(folder, 'mine.wav');
  await writeFile(file, ofMilliseconds(1_200));
  const told = await setRecording(folders(), { language: 'de', clip: 'connecting.now', file }, () => null);
  expect(told).toContain('(1.2 s)');
  expect(findRecording(folders(), 'de', 'connecting.now')?.source).toBe('own');
});

test('[C3] [X4] what cannot be used is refused with what to do, and nothing is replaced', async () => {
  const [studio, text, empty] = ['studio.wav', 'text.wav', 'empty.wav'].map((name) => join(folder, name));
  const wideband = ofMilliseconds(100);
  wideband.writeUInt32LE(48_000, 24);
  await writeFile(studio ?? '', wideband);
  await writeFile(text ?? '', 'hello');
  await writeFile(empty ?? '', ofMilliseconds(0));
  const set = (file = '', clip = 'connecting.now') =>
    setRecording(folders(), { language: 'de', clip, file }, () => null);
  await expect(set(studio)).rejects.toThrow('sox in.wav -r 8000 -c 1 -b 16 out.wav');
  await expect(set(text)).rejects.toThrow('no WAVE file');
  await expect(set(empty)).rejects.toThrow('no sound');
  await expect(set(join(folder, 'nothing.wav'))).rejects.toThrow(
    'nothing.wav cannot be used: there is no such file or folder. Give a WAVE file.',
  );
  await expect(set(studio, '../../etc/passwd')).rejects.toThrow('There is no recording');
  expect(findRecording(folders(), 'de', 'connecting.now')).toBeNull();
});

test('[C3] the name of a service can be recorded, too', async () => {
  const file = join(folder, 'mine.wav');
  await writeFile(file, ofMilliseconds(700));
  await setRecording(folders(), { language: 'de', clip: 'name:Hafen & Kiefer', file });
  await record('de', 'callback_announcement.intro', 300);
  const out = join(folder, 'out.wav');
  const values = ['serviceName=Hafen & Kiefer'];
  const told = await playPrompt(folders(), { language: 'de', name: 'callback_announcement', values, out });
  expect(told[0]).toMatch(/^Guten Tag, hier ist Hafen & Kiefer mit Ihrem Rückruf\./u);
  expect(told.filter((line) => line.startsWith('Missing: '))).toHaveLength(3);
  expect(durationOf(readWave(out))).toBe(1_000);
  expect(isPhoneSound(readWave(out))).toBe(true);
});

test('[C3] a sentence is written whole, with its facts', async () => {
  for (const { clip } of allClips('en')) await record('en', clip, 100);
  const out = join(folder, 'out.wav');
  const values = ['lowMs=300000', 'highMs=600000'];
  const told = await playPrompt(folders(), { language: 'en', name: 'queue_invitation', values, out });
  expect(told).toEqual([
    'The wait is between five and ten minutes. Press 1 to hang up and keep your place: we will call you back.',
    `Written to ${out}.`,
  ]);
  // between, five, and, ten, minutes, pause, keys.
  expect(durationOf(readWave(out))).toBe(700);
});

test('[C3] [X4] a sentence or a value that is none is refused in words', async () => {
  const request = { language: 'en', name: 'closed', values: [], out: join(folder, 'out.wav') } as const;
  await expect(playPrompt(folders(), { ...request, name: 'nonsense' })).rejects.toThrow(
    'Say one of: callback_announcement',
  );
  await expect(playPrompt(folders(), { ...request, values: ['nonsense'] })).rejects.toThrow('not name=value');
});
