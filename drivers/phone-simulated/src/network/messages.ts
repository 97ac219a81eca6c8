import type { LivingLeg, PhoneEffect, PhoneEvent } from '@ringback/core';
import type { CallIn } from '../simulated-phone.ts';
import type { SubscriberBehaviour } from '../subscriber.ts';

/** Where a network listens. */
export interface NetworkAddress {
  readonly host: string;
  readonly port: number;
}

/** What a client can ask of the network. */
export type NetworkAsk =
  /** From now on this connection is told every event. */
  | { readonly kind: 'listen' }
  | { readonly kind: 'stop_listening' }
  | { readonly kind: 'execute'; readonly effect: PhoneEffect }
  | { readonly kind: 'living_legs' }
  | { readonly kind: 'call_in'; readonly call: CallIn }
  | {
      readonly kind: 'set_subscriber';
      readonly number: string;
      readonly behaviour: Partial<SubscriberBehaviour> | null;
    }
  | { readonly kind: 'press_keys'; readonly legId: string; readonly keys: string }
  | { readonly kind: 'hang_up_far_end'; readonly legId: string }
  | { readonly kind: 'set_speed'; readonly speed: number };

/** One line from a client. Answered by a line with the same id. */
export interface NetworkRequest {
  readonly id: number;
  readonly ask: NetworkAsk;
}

/** One line from the network. */
export type NetworkMessage =
  | { readonly kind: 'event'; readonly event: PhoneEvent }
  | { readonly kind: 'answer'; readonly id: number; readonly livingLegs: readonly LivingLeg[] }
  | { readonly kind: 'refusal'; readonly id: number; readonly reason: string };

/** Reads `host:port`. Throws RangeError for anything else. */
export function parseNetworkAddress(text: string): NetworkAddress {
  const [, host, port] = /^(.+):(\d{1,5})$/u.exec(text) ?? [];
  if (host === undefined || port === undefined || Number(port) > 65_535)
    throw new RangeError(`a simulated network has an address like 127.0.0.1:5070, not ${text}`);
  return { host: host.replace(/^\[(.*)\]$/u, '$1'), port: Number(port) };
}

/** Reads a line of a client. Throws on a line that no client of this version writes. */
export function parseRequest(line: string): NetworkRequest {
  const read: unknown = JSON.parse(line);
  if (!isRecord(read) || typeof read['id'] !== 'number' || !isRecord(read['ask']) || !isText(read['ask']['kind']))
    throw new Error('a request to the simulated network is not readable');
  // Both ends run the same code: what has the outer shape is a request as it was written.
  return { id: read['id'], ask: read['ask'] as unknown as NetworkAsk };
}

/** Reads a line of the network. Throws on a line that no network of this version writes. */
export function parseMessage(line: string): NetworkMessage {
  const read: unknown = JSON.parse(line);
  if (!isRecord(read) || !['event', 'answer', 'refusal'].includes(String(read['kind'])))
    throw new Error('a message of the simulated network is not readable');
  // Both ends run the same code: what has the outer shape is a message as it was written.
  return read as unknown as NetworkMessage;
}

/** Calls `handler` with each whole line that arrives in pieces. */
export function splitLines(handler: (line: string) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') handler(line);
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
