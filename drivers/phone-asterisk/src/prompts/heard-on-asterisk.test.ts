import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allClips, type PhoneEvent, type Prompt, spokenParts } from '@ringback/core';
import { type SipPeer, until } from '@ringback/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTestEngine, openTestAsterisk, type TestAsterisk } from '../test-asterisk.ts';
import { NUMBERS, openPeer } from '../test-far-ends.ts';
import { keepLog, openTestPhone } from '../test-phone.ts';
import { recordedPrompts } from './recorded-prompts.ts';
import { findVoicePrograms } from './voice-programs.ts';
import { makeRecordings, wholeVoicePrograms } from './voices.ts';
import { wholeSentence } from './whole-sentence.ts';

const installed = findTestEngine();
const programs = wholeVoicePrograms(findVoicePrograms());
const prompt: Prompt = { name: 'snooze_goodbye', language: 'de', values: { delayMs: 300_000 } };

describe.skipIf(installed === null || programs === null)('on a real engine, with real voices', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-heard-'));
  const folders = { ownFolder: join(folder, 'own'), defaultFolder: join(folder, 'default') };
  let engine: TestAsterisk;
  let peer: SipPeer;
  beforeAll(async () => {
    if (installed === null || programs === null) return;
    const wanted = new Set(spokenParts(prompt).map(({ clip }) => clip));
    const parts = allClips('de').filter(({ clip }) => wanted.has(clip));
    await makeRecordings(programs, 'de', parts, folders.defaultFolder);
    peer = await openPeer(() => engine);
    engine = await openTestAsterisk(installed, { main: peer.port });
  });
  afterAll(async () => {
    peer.close();
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  test('[C3] [D8] the engine plays every part of a sentence, to its end', async () => {
    const log = keepLog();
    const phone = openTestPhone(engine, { log, promptFiles: recordedPrompts({ ...folders, log, speakName: null }) });
    const heard: { readonly event: PhoneEvent; readonly atMs: number }[] = [];
    await phone.start((event) => heard.push({ event, atMs: performance.now() }));
    const target = { kind: 'number', phoneNumber: NUMBERS.answering } as const;
    await phone.execute({ kind: 'dial', legId: 'heard', target, callerId: null, ringMs: 10_000 });
    await until('it is answered', async () => heard.some(({ event }) => event.kind === 'answered'), 5_000);
    const beganAtMs = performance.now();
    await phone.execute({ kind: 'play', legId: 'heard', playId: 'sentence', prompt });
    await until('it is spoken', async () => heard.some(({ event }) => event.kind === 'play_finished'), 20_000);
    const tookMs = (heard.find(({ event }) => event.kind === 'play_finished')?.atMs ?? 0) - beganAtMs;
    await phone.execute({ kind: 'hang_up', legId: 'heard' });
    await phone.stop();
    const { wave, missing } = wholeSentence(folders, prompt);
    const sentenceMs = (wave.length - 44) / 16;
    expect(missing).toEqual([]);
    expect(log.lines.filter((line) => !line.startsWith('info'))).toEqual([]);
    // A part that the engine cannot read is over at once.
    expect(tookMs).toBeGreaterThan(sentenceMs - 100);
    expect(tookMs).toBeLessThan(sentenceMs + 3_000);
  });
});
