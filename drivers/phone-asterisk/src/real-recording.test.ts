import type { PhoneEffect, PhoneEvent } from '@ringback/core';
import { until } from '@ringback/testkit';
import {
  findPhonePrograms,
  parseWav,
  startBaresip,
  toneSeconds,
  toneShare,
  type BaresipPhone,
} from '@ringback/testkit/sip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storedRecordings } from './ari/http-request.ts';
import { findTestEngine, openTestAsterisk, type TestAsterisk } from './test-asterisk.ts';
import { openTestPhone } from './test-phone.ts';
import { plainTrunk } from './trunks/trunk.ts';

const installed = findTestEngine();
const programs = findPhonePrograms();

/** Shares of bins 10 Hz wide: in a mix each tone has half of the power. */
const toneOf = (bytes: Uint8Array, hz: number): number => toneSeconds(parseWav(Buffer.from(bytes)).samples, hz);

describe.skipIf(installed === null || programs === null)('a real engine and real phones', { timeout: 40_000 }, () => {
  let engine: TestAsterisk;
  let customer: BaresipPhone;
  let agent: BaresipPhone;

  beforeAll(async () => {
    if (installed === null || programs === null) return;
    const common = { programs, server: '127.0.0.1:5060', picksUp: true };
    customer = await startBaresip({ ...common, user: '12025550141', says: 440 });
    agent = await startBaresip({ ...common, user: '12025550142', says: 700 });
    engine = await openTestAsterisk(installed, { callers: customer.sipPort, desks: agent.sipPort });
  });
  afterAll(async () => {
    await Promise.all([customer.stop(), agent.stop()]);
    await engine.close();
  });

  test('[D13] both sides in one file, and each side apart; a repeat begins nothing new', async () => {
    const events: PhoneEvent[] = [];
    const finished: string[] = [];
    const trunkOf = (name: string) => ({ ...plainTrunk(name), numberFormat: 'digits' }) as const;
    const heardBy = (legId: string) => events.some((event) => event.legId === legId && event.kind === 'answered');
    const dialOn = async (trunk: string, legId: string, phoneNumber: string) => {
      const phone = openTestPhone(engine, { trunks: [trunkOf(trunk)], onRecorded: (name) => finished.push(name) });
      await phone.start((event) => events.push(event));
      await phone.execute({
        kind: 'dial',
        legId,
        target: { kind: 'number', phoneNumber },
        callerId: null,
        ringMs: 10_000,
      });
      await until(`${legId} is answered`, async () => heardBy(legId), 8_000);
      return phone;
    };
    const first = await dialOn('callers', 'leg_customer', '+12025550141');
    await first.stop();
    const phone = await dialOn('desks', 'leg_agent', '+12025550142');
    const bridgeId = 'bridge_recorded';
    await phone.execute({ kind: 'bridge', bridgeId, legIds: ['leg_customer', 'leg_agent'] });
    const record = (recordingId: string, legId: string | null): PhoneEffect => ({
      kind: 'record',
      recordingId,
      bridgeId,
      legId,
    });
    const all = [record('rec_mixed', null), record('rec_customer', 'leg_customer'), record('rec_agent', 'leg_agent')];
    await Promise.all(all.map((effect) => phone.execute(effect)));
    await Promise.all(all.map((effect) => phone.execute(effect)));
    const heardCount = agent.heard().length;
    await until(
      'the agent has heard the customer for two seconds',
      async () => {
        const sound = agent.heard()[Math.max(0, heardCount - 1)];
        return sound !== undefined && toneSeconds(sound.samples, 440) >= 2;
      },
      10_000,
    );
    const names = ['rec_mixed', 'rec_customer', 'rec_agent'];
    await Promise.all(names.map((recordingId) => phone.execute({ kind: 'stop_recording', recordingId })));
    await until('the engine has finished them', async () => names.every((name) => finished.includes(name)), 5_000);
    await Promise.all(names.map((recordingId) => phone.execute({ kind: 'stop_recording', recordingId })));
    const stored = storedRecordings(engine);
    const [mixed, customerSide, agentSide] = await Promise.all(names.map((name) => stored.read(name)));
    if (!mixed || !customerSide || !agentSide) throw new Error(`missing sound among ${String(await stored.list())}`);
    expect(mixedShares(mixed)).toEqual({ customer: true, agent: true });
    expect(toneOf(customerSide, 440)).toBeGreaterThan(1);
    expect(toneOf(customerSide, 700)).toBe(0);
    expect(toneOf(agentSide, 700)).toBeGreaterThan(1);
    expect(toneOf(agentSide, 440)).toBe(0);
    expect(await stored.read('rec_nobody')).toBeNull();
    await stored.remove('rec_mixed');
    expect(await stored.list()).not.toContain('rec_mixed');
    await phone.stop();
  });
});

/** Whether each tone has a good part of the power of a mix. */
function mixedShares(bytes: Uint8Array): { customer: boolean; agent: boolean } {
  const { samples } = parseWav(Buffer.from(bytes));
  const middle = samples.subarray(samples.length / 4, (samples.length * 3) / 4);
  return { customer: toneShare(middle, 440) > 0.3, agent: toneShare(middle, 700) > 0.3 };
}
