import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PhoneEvent } from '@ringback/core';
import { until } from '@ringback/testkit';
import {
  audibleSeconds,
  findPhonePrograms,
  readWav,
  sine,
  startBaresip,
  telephoneRateHz,
  writeWav,
  type BaresipPhone,
} from '@ringback/testkit/sip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findVoicePrograms } from './prompts/voice-programs.ts';
import { findTestEngine, openTestAsterisk, type TestAsterisk } from './test-asterisk.ts';
import { openTestPhone } from './test-phone.ts';
import { plainTrunk } from './trunks/trunk.ts';

const installed = findTestEngine();
const programs = findPhonePrograms();
const voices = findVoicePrograms();

const GREETING = 'You have reached Anna. I cannot take your call at the moment. Please leave a message after the tone.';
const SILENCE_S = 60;
const BEEP_S = 0.7;

/** Speech as a telephone carries it. */
function speak(folder: string, text: string): Float64Array {
  const [raw, out] = [join(folder, 'raw.wav'), join(folder, 'said.wav')];
  execFileSync(String(voices.espeak), ['-v', 'en-us', '-w', raw, text]);
  execFileSync(String(voices.sox), [raw, '-r', String(telephoneRateHz), '-c', '1', '-b', '16', out, 'norm', '-6']);
  return readWav(out).samples;
}

function joined(...parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

const silence = (seconds: number): Float64Array => new Float64Array(seconds * telephoneRateHz);

interface SitTone {
  readonly hz: number;
  readonly ms: number;
}

/** The three tones one after the other, off by a share of their frequencies and of their lengths (the encoding of Telcordia). */
function specialInformation(first: SitTone, second: SitTone, offShare: number, longerShare: number): Float64Array {
  const third = { hz: 1_776.7, ms: 380 };
  const tones = [first, second, third].map(({ hz, ms }) => sine(hz * (1 + offShare), (ms / 1_000) * (1 + longerShare)));
  return joined(silence(0.4), ...tones, silence(SILENCE_S));
}

/** A tone of 425 Hz that comes and goes (ITU-T E.180, supplement 2). */
function cadence(onSeconds: number, offSeconds: number): Float64Array {
  const one = joined(sine(425, onSeconds), silence(offSeconds));
  return joined(silence(0.4), ...Array.from({ length: 10 }, () => one));
}

const sit = {
  intercept: specialInformation({ hz: 913.8, ms: 274 }, { hz: 1_370.6, ms: 274 }, 0, -0.05),
  vacant: specialInformation({ hz: 985.2, ms: 380 }, { hz: 1_370.6, ms: 274 }, 0.002, 0),
  reorder: specialInformation({ hz: 913.8, ms: 274 }, { hz: 1_428.5, ms: 380 }, -0.002, 0),
  noCircuit: specialInformation({ hz: 985.2, ms: 380 }, { hz: 1_428.5, ms: 380 }, 0.002, 0.05),
  reorderOfAnother: specialInformation({ hz: 985.2, ms: 274 }, { hz: 1_428.5, ms: 380 }, 0, 0),
};

const hasAll = installed !== null && programs !== null && voices.espeak !== null && voices.sox !== null;

describe.skipIf(!hasAll)('a real engine and machines', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'rb-amd-'));
  let engine: TestAsterisk;
  const phones = new Map<string, BaresipPhone>();

  beforeAll(async () => {
    if (installed === null || programs === null) return;
    const greeting = speak(folder, GREETING);
    const sounds = {
      voicemail: joined(greeting, silence(0.3), sine(1_000, BEEP_S), silence(SILENCE_S)),
      person: joined(silence(0.3), speak(folder, 'Hello?'), silence(SILENCE_S)),
      silent: silence(SILENCE_S),
      fax: joined(silence(0.4), sine(2_100, 4), silence(SILENCE_S)),
      ...sit,
      busy: cadence(0.5, 0.5),
      congestion: cadence(0.25, 0.25),
      ringing: cadence(1, 4),
    };
    for (const [name, samples] of Object.entries(sounds)) {
      const says = join(folder, `${name}.wav`);
      writeWav(says, samples);
      const user = `12025550${170 + phones.size}`;
      phones.set(name, await startBaresip({ programs, server: '127.0.0.1:5060', picksUp: true, user, says }));
    }
    const ports = [...phones].map(([name, phone]) => [name, phone.sipPort] as const);
    engine = await openTestAsterisk(installed, Object.fromEntries(ports));
  }, 60_000);
  afterAll(async () => {
    await Promise.all([...phones.values()].map((phone) => phone.stop()));
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function reached(name: string) {
    const events: PhoneEvent[] = [];
    const phone = openTestPhone(engine, { trunks: [{ ...plainTrunk(name), numberFormat: 'digits' }] });
    await phone.start((event) => events.push(event));
    const heard = (kind: PhoneEvent['kind'], limitMs = 12_000) =>
      until(
        `${name}: ${kind} among ${events.map((event) => event.kind).join()}`,
        async () => events.some((event) => event.kind === kind),
        limitMs,
      );
    const phoneNumber = `+12025550${170 + [...phones.keys()].indexOf(name)}`;
    const legId = `leg_${name}`;
    const target = { kind: 'number', phoneNumber } as const;
    await phone.execute({ kind: 'dial', legId, target, callerId: null, ringMs: 10_000 });
    await heard('answered');
    await phone.execute({ kind: 'detect_machine', legId });
    await phone.execute({ kind: 'detect_machine', legId });
    return { phone, legId, events, heard, kinds: () => events.map(({ kind }) => kind) };
  }

  test.each(['person', 'silent', 'ringing'])('[D7] %s is no machine, and goes on as a call of ours', async (name) => {
    const { phone, legId, heard, kinds } = await reached(name);
    await heard('human_heard');
    expect(kinds()).not.toContain('machine_heard');
    const prompt = { name: 'connecting', language: 'en', values: {} } as const;
    await phone.execute({ kind: 'play', legId, playId: `play_${name}`, prompt });
    await heard('play_finished');
    await phone.execute({ kind: 'hang_up', legId });
    await heard('ended');
    await phone.stop();
  });

  test.each([
    ['fax', 'fax'],
    ['intercept', 'number_not_in_service'],
    ['vacant', 'number_not_in_service'],
    ['reorder', 'network_congested'],
    ['noCircuit', 'network_congested'],
    ['reorderOfAnother', 'network_congested'],
    ['busy', 'busy_tone'],
    ['congestion', 'voicemail'],
  ])('[D7][A2] %s that answers is told by its tones, before anything else: %s', async (name, machine) => {
    const { phone, legId, events, heard } = await reached(name);
    await heard('machine_heard');
    expect(events.find(({ kind }) => kind === 'machine_heard' || kind === 'human_heard')).toMatchObject({ machine });
    await phone.execute({ kind: 'hang_up', legId });
    await heard('ended');
    await phone.stop();
    await until(
      'nothing is left on the engine',
      async () => JSON.stringify(await engine.ask('GET', 'channels')) === '[]',
      5_000,
    );
  });

  test('[D7] a voicemail is a machine, and gets the whole message after its beep', async () => {
    const { phone, legId, events, heard, kinds } = await reached('voicemail');
    await heard('machine_heard');
    expect(kinds()).not.toContain('human_heard');
    const prompt = { name: 'voicemail_message', language: 'en', values: { serviceName: 'Support' } } as const;
    const message = { kind: 'leave_message', legId, playId: 'play_message', prompt } as const;
    await phone.execute(message);
    await phone.execute(message);
    await heard('play_finished', 30_000);
    await phone.execute({ kind: 'hang_up', legId });
    await heard('ended');
    await phone.stop();
    // By speech first, by its beep then; what the far end recorded begins with our first word.
    expect(kinds().filter((kind) => kind === 'machine_heard' || kind === 'play_finished')).toEqual([
      'machine_heard',
      'machine_heard',
      'play_finished',
    ]);
    expect(new Set(events.flatMap((event) => ('machine' in event ? event.machine : [])))).toEqual(
      new Set(['voicemail']),
    );
    const sound = phones.get('voicemail')?.heard().at(-1);
    expect(audibleSeconds(sound?.samples ?? new Float64Array())).toBeGreaterThan(2);
  });
});
