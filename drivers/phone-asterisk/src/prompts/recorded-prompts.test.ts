import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nameClip, type Prompt, type PromptName } from '@ringback/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { builtInPrompts } from './prompt-files.ts';
import { recordedPrompts, type RecordedPromptsOptions } from './recorded-prompts.ts';
import { recordingPath } from './recordings.ts';

let folder = '';
const ownFolder = () => join(folder, 'own');
const defaultFolder = () => join(folder, 'default');

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'ringback-prompts-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function record(root: string, language: 'en' | 'de', ...clips: readonly string[]): void {
  for (const clip of clips) {
    const path = recordingPath(root, language, clip);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
  }
}

function prompts(options: Partial<RecordedPromptsOptions> = {}) {
  const warn = vi.fn();
  const log = { info: vi.fn(), warn, error: vi.fn() };
  const files = recordedPrompts({
    ownFolder: ownFolder(),
    defaultFolder: defaultFolder(),
    log,
    speakName: null,
    ...options,
  });
  const media = (name: PromptName, values: Prompt['values'] = {}, language = 'de-AT') =>
    files({ name, language, values }).map((address) => address.replace(`sound:${folder}/`, ''));
  return { media, warn };
}

const goodbye = ['snooze_goodbye.again', 'delay_unknown.later', 'snooze_goodbye.once_more', 'snooze_goodbye.place'];

test('[C3] a sentence is played from the recordings of its language, in the order of its parts', () => {
  record(defaultFolder(), 'de', ...goodbye);
  const { media, warn } = prompts();
  expect(media('snooze_goodbye')).toEqual(goodbye.map((clip) => `default/de/${clip}`));
  expect(warn).not.toHaveBeenCalled();
});

test('[C3] a recording of the centre comes before the default voice, from the next play on', () => {
  record(defaultFolder(), 'de', ...goodbye);
  const { media } = prompts();
  expect(media('snooze_goodbye')[3]).toBe('default/de/snooze_goodbye.place');
  record(ownFolder(), 'de', 'snooze_goodbye.place');
  expect(media('snooze_goodbye')[3]).toBe('own/de/snooze_goodbye.place');
});

test('[C3] what is missing is taken from English; what is missing there too is logged once and left out', () => {
  record(defaultFolder(), 'de', 'snooze_goodbye.again');
  record(defaultFolder(), 'en', 'snooze_goodbye.place', 'delay_unknown.later');
  const { media, warn } = prompts();
  const spoken = [
    'default/de/snooze_goodbye.again',
    'default/en/delay_unknown.later',
    'default/en/snooze_goodbye.place',
  ];
  expect(media('snooze_goodbye')).toEqual(spoken);
  expect(media('snooze_goodbye')).toEqual(spoken);
  expect(warn.mock.calls).toEqual([
    ['a recording is missing and left out', { language: 'de', clip: 'snooze_goodbye.once_more' }],
  ]);
});

test('[D1] without any recording of a sentence the engine says something of its own', () => {
  record(defaultFolder(), 'de', 'pause.short', 'pause.long');
  const prompt: Prompt = { name: 'connecting', language: 'de', values: {} };
  expect(prompts().media('connecting')).toEqual(builtInPrompts(prompt));
});

test('[D1] a name is asked for once, is "our service" until it is there, and then itself', async () => {
  record(defaultFolder(), 'de', 'callback_announcement.intro', 'service.unnamed');
  const clip = nameClip('Hafen & Kiefer');
  const speakName = vi.fn(async () => record(defaultFolder(), 'de', clip));
  const { media } = prompts({ speakName });
  const second = () => media('callback_announcement', { serviceName: 'Hafen & Kiefer' })[1];
  expect(second()).toBe('default/de/service.unnamed');
  expect(second()).toBe(`default/de/${clip}`);
  expect(speakName.mock.calls).toEqual([['de', { clip, text: 'Hafen & Kiefer' }]]);
});

test('[D1] a name that cannot be spoken is warned of once, without the name, and stays "our service"', async () => {
  record(defaultFolder(), 'de', 'callback_announcement.intro', 'service.unnamed');
  const speakName = vi.fn(() => Promise.reject(new Error('no voice')));
  const { media, warn } = prompts({ speakName });
  media('callback_announcement', { serviceName: '株式会社' });
  await vi.waitFor(() => expect(warn).toHaveBeenCalledWith('a name could not be spoken', expect.anything()));
  expect(media('callback_announcement', { serviceName: '株式会社' })[1]).toBe('default/de/service.unnamed');
  expect(speakName).toHaveBeenCalledOnce();
  expect(JSON.stringify(warn.mock.calls)).not.toContain('株式会社');
});
