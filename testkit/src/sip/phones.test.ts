import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import { startBaresip } from './baresip-phone.ts';
import { freePorts, isFreeForUdp } from './free-ports.ts';
import { SipPeer } from '../scripted-sip/sip-peer.ts';
import { startOrderedFarEnd } from './ordered-far-end.ts';
import { arrivedCalls, startSipp } from './sipp.ts';
import { findPhonePrograms, type PhonePrograms } from './test-programs.ts';
import { sine, toneSeconds, toneShare } from './tones.ts';
import { readWav, writeWav } from './wav.ts';

test('ports are free, in a row, and given once', async () => {
  const [first, second] = [await freePorts(4), await freePorts(2)];
  expect(second).toBeGreaterThanOrEqual(first + 4);
  expect(await isFreeForUdp(first + 3)).toBe(true);
});

test('of a log of SIPp each INVITE that arrived counts once', () => {
  const line = '-----------------------------------------------';
  const invite = (id: string): string =>
    `${line} 2026-11-21 10:00:00.000\nUDP message received [300] bytes :\n\nINVITE sip:1404@127.0.0.1:5 SIP/2.0\r\nFrom: "A" <sip:+1800@h>;tag=1\r\nCall-ID: ${id}\r\n\r\n`;
  const sent = `${line} 2026-11-21 10:00:00.000\nUDP message sent (300 bytes):\n\nINVITE sip:9@h SIP/2.0\r\nCall-ID: c\r\n\r\n`;
  expect(arrivedCalls([invite('a'), invite('a'), sent, invite('b')].join(''))).toEqual([
    { callId: 'a', dialled: '1404', callerId: '+1800' },
    { callId: 'b', dialled: '1404', callerId: '+1800' },
  ]);
});

const found = findPhonePrograms();

describe.skipIf(found === null)('real test phones', () => {
  // The suite does not run without them.
  const programs = found as PhonePrograms;

  test('a WAV file of ours is one for SoX, and one of SoX is one for us', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rb-wav-'));
    writeWav(join(folder, 'ours.wav'), sine(440, 1));
    const made = spawnSync(programs.sox, [
      join(folder, 'ours.wav'),
      '-r',
      '16000',
      '-c',
      '2',
      join(folder, 'theirs.wav'),
    ]);
    expect(made.status).toBe(0);
    const { rateHz, samples } = readWav(join(folder, 'theirs.wav'));
    expect([rateHz, samples.length]).toEqual([16_000, 16_000]);
    expect(toneShare(samples, 440, rateHz)).toBeGreaterThan(0.99);
    rmSync(folder, { recursive: true, force: true });
  });

  test('two phones call each other: each hears the tone of the other and none of its own', async () => {
    const caller = await startBaresip({ programs, user: 'caller', server: '127.0.0.1:9', says: 440 });
    const callee = await startBaresip({ programs, user: 'callee', server: '127.0.0.1:9', says: 1000 });
    try {
      await caller.dial(callee.uri);
      expect((await callee.event('CALL_INCOMING')).peer).toContain('caller');
      await callee.accept();
      await Promise.all([caller.event('CALL_ESTABLISHED'), callee.event('CALL_ESTABLISHED')]);
      const heard = (phone: typeof caller, hz: number): number =>
        toneSeconds(phone.heard()[0]?.samples ?? new Float64Array(), hz);
      await until('both were heard', () => Promise.resolve(heard(caller, 1000) > 1 && heard(callee, 440) > 1), 10_000);
      await caller.hangUp();
      await callee.event('CALL_CLOSED');
      expect([heard(caller, 440), heard(callee, 1000)]).toEqual([0, 0]);
    } finally {
      await Promise.all([caller.stop(), callee.stop()]);
    }
  });

  test.each([486, 404, 503])('a far end refuses with %i', async (status) => {
    const farEnd = await startSipp(programs, { kind: 'refuses', status, rings: false, afterMs: 10 });
    const caller = await startBaresip({ programs, user: 'caller', server: '127.0.0.1:9' });
    try {
      await caller.dial(farEnd.uriOf('1404'));
      expect((await caller.event('CALL_CLOSED')).param).toContain(String(status));
      expect(farEnd.calls()).toMatchObject([{ dialled: '1404', callerId: 'caller' }]);
    } finally {
      await Promise.all([caller.stop(), farEnd.stop()]);
    }
  });

  test('a far end answers with a tone and hangs up by itself', async () => {
    const farEnd = await startSipp(programs, { kind: 'answers', afterMs: 10, toneHz: 440, hangsUpAfterMs: 1500 });
    const caller = await startBaresip({ programs, user: 'caller', server: '127.0.0.1:9' });
    try {
      await caller.dial(farEnd.uriOf('1404'));
      await caller.event('CALL_ESTABLISHED');
      await caller.event('CALL_CLOSED');
      expect(toneSeconds(caller.heard()[0]?.samples ?? new Float64Array(), 440)).toBeGreaterThan(1);
    } finally {
      await Promise.all([caller.stop(), farEnd.stop()]);
    }
  });

  test('a far end that rings is given up', async () => {
    const farEnd = await startSipp(programs, { kind: 'never answers' });
    const caller = await startBaresip({ programs, user: 'caller', server: '127.0.0.1:9' });
    try {
      await caller.dial(farEnd.uriOf('1404'));
      await caller.event('CALL_RINGING');
      await caller.hangUp();
      await until('it took the CANCEL', () => Promise.resolve(farEnd.seenCount(/^SIP\/2.0 487/u) > 0), 5000);
      expect(farEnd.calls()).toHaveLength(1);
    } finally {
      await Promise.all([caller.stop(), farEnd.stop()]);
    }
  });

  test('a far end that takes orders rings until it is told to answer, and talks until it is told to hang up', async () => {
    const farEnd = await startOrderedFarEnd(programs);
    const caller = await SipPeer.open({ scriptOf: () => ({ kind: 'dead' }), enginePort: () => farEnd.port });
    try {
      const callId = caller.callIn({ from: '1800', to: '1404' });
      await until('it rings', async () => farEnd.seenCount(/^SIP\/2.0 180/u) > 0, 5_000);
      expect(farEnd.calls()).toEqual([{ callId, dialled: '1404', callerId: '1800' }]);
      farEnd.goOn(callId);
      await until('it has answered', async () => farEnd.seenCount(/^ACK /u) > 0, 5_000);
      expect(caller.isLive(callId)).toBe(true);
      farEnd.goOn(callId);
      await until('it has hung up', async () => !caller.isLive(callId), 5_000);
      expect(farEnd.calls()).toHaveLength(1);
    } finally {
      caller.close();
      await farEnd.stop();
    }
  });

  test('what a phone says is in its file, and a stopped phone leaves neither process nor files', async () => {
    const phone = await startBaresip({ programs, user: 'solo', server: '127.0.0.1:9' });
    await phone.stop();
    expect(() => process.kill(phone.pid, 0)).toThrow();
    expect(await isFreeForUdp(phone.sipPort)).toBe(true);
    expect(phone.heardFiles()).toEqual([]);
  });
});
