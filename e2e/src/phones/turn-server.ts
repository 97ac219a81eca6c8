import { createHash, createHmac } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import {
  ATTRIBUTE,
  readAddress,
  readStun,
  type StunAddress,
  type StunMessage,
  writeAddress,
  writeStun,
} from './stun-message.ts';

/** A TURN server (RFC 8656) over UDP for a test: time-limited passwords as coturn takes them, and no limits. */
export interface TurnServer {
  /** `turn:host:port?transport=udp`. */
  readonly url: string;
  /** User names that were let in. */
  readonly usernames: ReadonlySet<string>;
  /** Packets that went through it to others, and from others. */
  relayedCount(): { readonly out: number; readonly back: number };
  close(): void;
}

/** One who was let in, with the socket that the others see. */
interface Allocation {
  readonly relay: Socket;
  readonly key: Buffer;
  readonly channelByPeer: Map<string, number>;
  readonly peerByChannel: Map<number, StunAddress>;
}

const REALM = 'turn.example';
const NONCE = Buffer.from('0123456789abcdef');
const LIFETIME_S = 600;
const [ALLOCATE, REFRESH, PERMIT, BIND_CHANNEL, SEND, DATA] = [0x003, 0x004, 0x008, 0x009, 0x016, 0x017];
const [GRANTED, REFUSED] = [0x100, 0x110];

/** An address of this machine that browsers use. */
export function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (found === undefined) throw new Error('this machine has no IPv4 address besides the loopback one');
  return found.address;
}

/** Opens one that shares a secret with the server under test. */
export async function openTurnServer(secret: string): Promise<TurnServer> {
  const host = ownAddress();
  const server = createSocket('udp4');
  const allocations = new Map<string, Allocation>();
  const usernames = new Set<string>();
  const count = { out: 0, back: 0 };

  server.on('message', (bytes, client) => {
    const message = readStun(bytes);
    const allocation = allocations.get(nameOf(client));
    if (message !== null) void answer(message, client, allocation);
    else if (allocation !== undefined) fromChannel(bytes, allocation);
  });

  function fromChannel(bytes: Buffer, { peerByChannel, relay }: Allocation): void {
    const peer = peerByChannel.get(bytes.readUInt16BE(0));
    if (peer !== undefined) send(relay, bytes.subarray(4, 4 + bytes.readUInt16BE(2)), peer);
  }

  function send(relay: Socket, data: Buffer, { host: to, port }: StunAddress): void {
    count.out += 1;
    relay.send(data, port, to);
  }

  async function answer(message: StunMessage, client: RemoteInfo, known: Allocation | undefined): Promise<void> {
    const { type, transaction, attributes } = message;
    const data = attributes.get(ATTRIBUTE.data);
    const peer = attributes.get(ATTRIBUTE.peer);
    if (type === SEND) {
      if (known !== undefined && data !== undefined && peer !== undefined) send(known.relay, data, readAddress(peer));
      return;
    }
    const say = (kind: number, more: readonly (readonly [number, Buffer])[], key: Buffer | null): void =>
      server.send(writeStun(type | kind, transaction, more, key), client.port, client.address);
    const key = keyOf(attributes.get(ATTRIBUTE.username)?.toString() ?? '');
    if (key === null || !message.isFrom(key)) return say(REFUSED, refusal, null);
    const lifetime = [ATTRIBUTE.lifetime, uint32(LIFETIME_S)] as const;
    if (type === ALLOCATE) {
      usernames.add(attributes.get(ATTRIBUTE.username)?.toString() ?? '');
      const { relay } = known ?? (await allocate(client, key));
      const relayed = writeAddress({ host, port: relay.address().port });
      const mapped = writeAddress({ host: client.address, port: client.port });
      return say(GRANTED, [[ATTRIBUTE.relayed, relayed], [ATTRIBUTE.mapped, mapped], lifetime], key);
    }
    const channel = attributes.get(ATTRIBUTE.channel)?.readUInt16BE(0);
    if (type === BIND_CHANNEL && known !== undefined && channel !== undefined && peer !== undefined) {
      known.peerByChannel.set(channel, readAddress(peer));
      known.channelByPeer.set(addressName(readAddress(peer)), channel);
    }
    if ([REFRESH, PERMIT, BIND_CHANNEL].includes(type)) say(GRANTED, type === REFRESH ? [lifetime] : [], key);
  }

  /** The password of a user name whose time is not over, as RFC 8489 (section 9.2.2) makes a key of it. */
  function keyOf(username: string): Buffer | null {
    if (!(Number.parseInt(username, 10) * 1000 > performance.timeOrigin + performance.now())) return null;
    const password = createHmac('sha1', secret).update(username).digest('base64');
    return createHash('md5').update(`${username}:${REALM}:${password}`).digest();
  }

  async function allocate(client: RemoteInfo, key: Buffer): Promise<Allocation> {
    const relay = createSocket('udp4');
    relay.bind(0, host);
    await once(relay, 'listening');
    const allocation: Allocation = { relay, key, channelByPeer: new Map(), peerByChannel: new Map() };
    allocations.set(nameOf(client), allocation);
    relay.on('message', (bytes, { address, port }) => {
      count.back += 1;
      const channel = allocation.channelByPeer.get(addressName({ host: address, port }));
      const peer = writeAddress({ host: address, port });
      const wrapped =
        channel === undefined
          ? writeStun(
              DATA,
              Buffer.alloc(12),
              [
                [ATTRIBUTE.peer, peer],
                [ATTRIBUTE.data, bytes],
              ],
              null,
            )
          : Buffer.concat([uint32(channel * 0x1_0000 + bytes.length), bytes]);
      server.send(wrapped, client.port, client.address);
    });
    return allocation;
  }

  server.bind(0, host);
  await once(server, 'listening');
  return {
    url: `turn:${host}:${server.address().port}?transport=udp`,
    usernames,
    relayedCount: () => ({ ...count }),
    close() {
      server.close();
      for (const { relay } of allocations.values()) relay.close();
    },
  };
}

const refusal: readonly (readonly [number, Buffer])[] = [
  [ATTRIBUTE.error, Buffer.from([0, 0, 4, 1])],
  [ATTRIBUTE.realm, Buffer.from(REALM)],
  [ATTRIBUTE.nonce, NONCE],
];

const addressName = ({ host, port }: StunAddress): string => `${host}:${port}`;
const nameOf = ({ address, port }: RemoteInfo): string => `${address}:${port}`;

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
