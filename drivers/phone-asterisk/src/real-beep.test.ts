import type { PhoneEvent } from '@ringback/core';
import { pause, until } from '@ringback/testkit';
import { findPhonePrograms, startBaresip, type BaresipPhone } from '@ringback/testkit/sip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTestEngine, openTestAsterisk, type TestAsterisk } from './test-asterisk.ts';
import { openTestPhone } from './test-phone.ts';
import { plainTrunk } from './trunks/trunk.ts';

const installed = findTestEngine();
const programs = findPhonePrograms();

describe.skipIf(installed === null || programs === null)('a real engine and real phones', { timeout: 40_000 }, () => {
  let engine: TestAsterisk;
  let beeping: BaresipPhone;
  let humming: BaresipPhone;

  beforeAll(async () => {
    if (installed === null || programs === null) return;
    // The phones do not sign in, so the address of the server plays no part.
    const common = { programs, server: '127.0.0.1:5060', picksUp: true };
    beeping = await startBaresip({ ...common, user: '12025550104', says: 1_000 });
    humming = await startBaresip({ ...common, user: '12025550105', says: 440 });
    engine = await openTestAsterisk(installed, { beeping: beeping.sipPort, humming: humming.sipPort });
  });
  afterAll(async () => {
    await Promise.all([beeping.stop(), humming.stop()]);
    await engine.close();
  });

  test('[A2] a beep of 1000 Hz is heard as a voicemail, another tone is not, and neither is our own music', async () => {
    const events: PhoneEvent[] = [];
    const trunks = ['beeping', 'humming'].map((name) => ({ ...plainTrunk(name), numberFormat: 'digits' }) as const);
    const [toBeep, toHum] = trunks.map((trunk) => openTestPhone(engine, { trunks: [trunk] }));
    if (toBeep === undefined || toHum === undefined) return;
    const kindsOf = (legId: string) => events.filter((event) => event.legId === legId).map(({ kind }) => kind);
    const dial = (phone: typeof toBeep, legId: string, phoneNumber: string) =>
      phone.execute({ kind: 'dial', legId, target: { kind: 'number', phoneNumber }, callerId: null, ringMs: 10_000 });
    await toHum.start((event) => events.push(event));
    await dial(toHum, 'leg_hum', '+12025550105');
    await until('the humming phone answers', async () => kindsOf('leg_hum').includes('answered'), 8_000);
    await toHum.execute({ kind: 'hold_music', legId: 'leg_hum', isOn: true });
    // Nothing tells that a tone was not heard: three times as long as a beep needs.
    await pause(1_500);
    await toHum.stop();
    await toBeep.start((event) => events.push(event));
    await dial(toBeep, 'leg_beep', '+12025550104');
    await until('the beep is heard', async () => kindsOf('leg_beep').includes('machine_heard'), 8_000);
    expect(kindsOf('leg_hum')).not.toContain('machine_heard');
    await toBeep.stop();
  });
});
