import { createStepClock } from '@ringback/testkit';
import { expect, test } from 'vitest';
import { keepLog } from '../test-phone.ts';
import { AriClient } from './ari-client.ts';
import type { AriSocketListener } from './socket.ts';

/** A client whose sockets do nothing by themselves. */
function openClient() {
  const clock = createStepClock(0);
  const sockets: { listener: AriSocketListener; sent: string[]; isClosed: boolean }[] = [];
  const opened: { url: string; authorization: string }[] = [];
  let preparedCount = 0;
  const client = new AriClient({
    url: 'https://engine:8089/',
    user: 'u',
    password: 'p:w',
    application: 'centre a',
    clock,
    log: keepLog(),
    random: () => 0,
    onEvent: () => undefined,
    prepare: async () => void (preparedCount += 1),
    openSocket(url, authorization, listener) {
      const socket = { listener, sent: [] as string[], isClosed: false };
      sockets.push(socket);
      opened.push({ url, authorization });
      return { send: (text) => void socket.sent.push(text), close: () => void (socket.isClosed = true) };
    },
  });
  client.start();
  return { client, clock, sockets, opened, preparedCount: () => preparedCount };
}

test('[X6] the password travels in a header, never in the address', () => {
  const { opened } = openClient();
  expect(opened).toEqual([
    {
      url: 'wss://engine:8089/ari/events?app=centre%20a&subscribeAll=false',
      authorization: `Basic ${Buffer.from('u:p:w').toString('base64')}`,
    },
  ]);
});

test('[X1] a connection that does not open is given up, and opens too late in vain', async () => {
  const { client, clock, sockets, preparedCount } = openClient();
  await clock.advance(5_000);
  expect(sockets[0]?.isClosed).toBe(true);
  await clock.advance(50);
  expect(sockets).toHaveLength(2);
  sockets[0]?.listener.opened();
  await clock.advance(0);
  expect([client.state, preparedCount()]).toEqual(['connecting', 0]);
  sockets[1]?.listener.opened();
  await clock.advance(0);
  expect([client.state, preparedCount()]).toEqual(['ready', 1]);
});

test('[X1] pauses grow while the engine is away', async () => {
  const { clock, sockets } = openClient();
  const connectedAt: number[] = [];
  for (let count = 1; count <= 5; count += 1) {
    sockets.at(-1)?.listener.closed('refused');
    while (sockets.length === count) await clock.advance(10);
    connectedAt.push(clock.now());
  }
  // Half of 100, 200, 400, 800 and 1600 ms: the least that the jitter leaves.
  expect(connectedAt).toEqual([50, 150, 350, 750, 1_550]);
});

test('[X1] a request without an answer breaks the connection and says that it may have arrived; one that was not sent says so too', async () => {
  const { client, clock, sockets } = openClient();
  await expect(client.request({ method: 'GET', path: 'channels' })).rejects.toMatchObject({ mayHaveArrived: false });
  sockets[0]?.listener.opened();
  await clock.advance(0);
  const asked = expect(client.request({ method: 'GET', path: 'channels' })).rejects.toMatchObject({
    mayHaveArrived: true,
  });
  await clock.advance(5_000);
  await asked;
  expect(client.state).toBe('connecting');
});

test('a stopped client lets go of its socket and of who waits', async () => {
  const { client, clock, sockets } = openClient();
  const waiting = expect(client.untilReady(1_000)).rejects.toThrow('closed');
  client.stop();
  await waiting;
  await clock.advance(60_000);
  expect([sockets.length, sockets[0]?.isClosed, clock.nextWakeUpAt()]).toEqual([1, true, null]);
});
