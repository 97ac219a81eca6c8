import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { keyTonePackets, type KeyToneSource } from '../scripted-sip/key-tones.ts';
import { audioAddressOf } from '../scripted-sip/sip-message.ts';
import { ORDER } from './sipp-scenarios.ts';
import { startSipp, type SippFarEnd } from './sipp.ts';
import type { PhonePrograms } from './test-programs.ts';

/** A far end played by SIPp whose people do what they are told: SIPp signals and counts, keys are pressed beside it. */
export interface OrderedFarEnd extends SippFarEnd {
  /** Tells whoever is called to do the next thing: to answer, and after that to hang up. */
  readonly goOn: (callId: string) => void;
  /** Presses a key in an answered call. */
  readonly pressKey: (callId: string, key: string) => void;
}

const HOST = '127.0.0.1';
const PACKET_EVERY_MS = 20;

/** Starts one; resolves when it listens. */
export async function startOrderedFarEnd(programs: PhonePrograms): Promise<OrderedFarEnd> {
  const [orders, speech] = [createSocket('udp4'), createSocket('udp4')];
  speech.bind(0, HOST);
  await once(speech, 'listening');
  const sources = new Map<string, KeyToneSource>();
  const closeSockets = (): void => [orders, speech].forEach((socket) => void socket.close());
  let orderCount = 0;
  try {
    const farEnd = await startSipp(programs, { kind: 'takes orders', speechPort: speech.address().port });
    orders.on('message', (answer) => passOn(orders, answer, farEnd));
    return {
      ...farEnd,
      goOn: (callId) => orders.send(orderLike(farEnd.inviteOf(callId), (orderCount += 1)), farEnd.port, HOST),
      pressKey: (callId, key) => press(speech, farEnd.inviteOf(callId), sourceOf(sources, callId), key),
      async stop() {
        closeSockets();
        await farEnd.stop();
      },
    };
  } catch (error) {
    closeSockets();
    throw error;
  }
}

/** The head of the INVITE with another method: what SIPp then answers to is still the INVITE. It takes equal orders for a repeat. */
function orderLike(invite: string, orderNumber: number): string {
  const [head = ''] = invite.replace(/^INVITE /u, `${ORDER} `).split('\n\n');
  const lines = head.split('\n').filter((line) => !/^Content-/iu.test(line));
  return `${lines.join('\r\n')}\r\nX-Order: ${orderNumber}\r\nContent-Length: 0\r\n\r\n`;
}

/** SIPp answers to where a message came from, which is us: the caller's own address is in its Contact. */
function passOn(orders: Socket, answer: Buffer, farEnd: SippFarEnd): void {
  const callId = /^Call-ID: *(\S+)/imu.exec(answer.toString('latin1'))?.[1] ?? '';
  const contact = /^Contact:.*?@?([\d.]+):(\d+)/imu.exec(farEnd.inviteOf(callId));
  if (contact !== null) orders.send(answer, Number(contact[2]), contact[1]);
}

function press(speech: Socket, invite: string, source: KeyToneSource, key: string): void {
  const audio = audioAddressOf(invite);
  if (audio === null) throw new Error('the caller told no address for speech');
  keyTonePackets(source, key).forEach((packet, index) =>
    setTimeout(() => speech.send(packet, audio.port, audio.host), index * PACKET_EVERY_MS),
  );
}

function sourceOf(sources: Map<string, KeyToneSource>, callId: string): KeyToneSource {
  const source = sources.get(callId) ?? { ssrc: 0x20000 + sources.size, sequence: 0, timestamp: 0 };
  sources.set(callId, source);
  return source;
}
