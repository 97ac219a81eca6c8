import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../until.ts';
import { keyTonePackets } from './key-tones.ts';
import { audioAddressOf, formatSip, headerOf, headersOf, parseSip, uriOf, userOf } from './sip-message.ts';
import { toneSeconds } from '../sip/tones.ts';
import { SipPeer } from './sip-peer.ts';
import type { SipScript } from './sip-script.ts';

const scripts: Readonly<Record<string, SipScript>> = {
  '1001': { kind: 'answer', ringAfterMs: 5, answerAfterMs: 20 },
  '1486': { kind: 'refuse', ringAfterMs: null, refuseAfterMs: 5, status: 486 },
  '1440': { kind: 'answer', ringAfterMs: null, answerAfterMs: 5, saysHz: 440 },
  '1000': { kind: 'dead' },
};

let called: SipPeer;
let caller: SipPeer;

beforeEach(async () => {
  called = await SipPeer.open({ scriptOf: (user) => scripts[user] ?? { kind: 'ring' }, enginePort: () => 0 });
  caller = await SipPeer.open({ scriptOf: () => ({ kind: 'dead' }), enginePort: () => called.port });
});
afterEach(() => {
  called.close();
  caller.close();
});

const isOver = (peer: SipPeer, callId: string) => async () => !peer.isLive(callId);

test('two scripted far ends call each other, talk and hang up', async () => {
  const callId = caller.callIn({ from: '2000', to: '1001' });
  await until('the call arrives', async () => called.calls().length === 1, 2_000);
  expect(called.calls()).toMatchObject([{ callId, user: '1001' }]);
  await until('a key can be pressed', async () => canPress(caller, callId), 2_000);
  caller.hangUp(callId);
  await until('the called end knows', isOver(called, callId), 2_000);
});

test('two scripted far ends hear the tone of the other and not their own', async () => {
  const callId = caller.callIn({ from: '2000', to: '1440', saysHz: 1000 });
  await until('a second was heard', async () => caller.heardMs(callId) > 1_000, 5_000);
  expect(toneSeconds(caller.heard(callId), 440)).toBeGreaterThan(0.8);
  expect(toneSeconds(called.heard(callId), 1000)).toBeGreaterThan(0.8);
  expect(toneSeconds(called.heard(callId), 440)).toBe(0);
});

test('a refusal ends the call at both ends, and so does a caller who gives up', async () => {
  const refused = caller.callIn({ from: '2000', to: '1486' });
  await until('the refusal arrives', isOver(caller, refused), 2_000);
  const given = caller.callIn({ from: '2000', to: '1002' });
  await until('it rings', async () => called.isLive(given), 2_000);
  caller.hangUp(given);
  await until('the called end knows', isOver(called, given), 2_000);
});

test('a call that only rings is picked up by hand', async () => {
  const callId = caller.callIn({ from: '2000', to: '1002', saysHz: 1000 });
  await until('it rings', async () => called.isRinging(callId), 2_000);
  called.pickUp(callId, 440);
  await until('something was heard', async () => caller.heardMs(callId) > 0, 2_000);
  expect(called.isRinging(callId)).toBe(false);
});

test('a message is taken apart and put together again', () => {
  const text = formatSip(
    'INVITE sip:+1202@h:5060 SIP/2.0',
    [
      ['Via', 'a'],
      ['Via', 'b'],
      ['To', '"A" <sip:+1202@h>;tag=1'],
    ],
    'c=IN IP4 127.0.0.1\r\nm=audio 4000 RTP/AVP 0\r\n',
  );
  const message = parseSip(text);
  if (message === null) throw new Error('not read');
  expect(message.request).toEqual({ method: 'INVITE', uri: 'sip:+1202@h:5060' });
  expect(headersOf(message, 'via')).toEqual(['a', 'b']);
  expect(userOf(message.request?.uri ?? '')).toBe('+1202');
  expect(uriOf(headerOf(message, 'to'))).toBe('sip:+1202@h');
  expect(audioAddressOf(message.body)).toEqual({ host: '127.0.0.1', port: 4000 });
  expect(parseSip('hello')).toBeNull();
});

test('a key is 100 ms of telephone event 5, its end said three times (RFC 4733 2.5)', () => {
  const packets = keyTonePackets({ ssrc: 7, sequence: 0, timestamp: 0 }, '5');
  expect(packets.map((packet) => packet.readUInt8(12))).toEqual(Array(8).fill(5));
  expect(packets.map((packet) => packet.readUInt8(13) >> 7)).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
  expect(packets.map((packet) => packet.readUInt8(1) >> 7)).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  expect(packets.map((packet) => packet.readUInt16BE(14))).toEqual([160, 320, 480, 640, 800, 800, 800, 800]);
  expect(new Set(packets.map((packet) => packet.readUInt32BE(4))).size).toBe(1);
});

function canPress(peer: SipPeer, callId: string): boolean {
  try {
    peer.pressKey(callId, '1');
    return true;
  } catch {
    return false;
  }
}
