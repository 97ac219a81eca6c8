import { connect } from 'node:net';
import type { PhoneEvent } from '@ringback/core';
import { describePhoneContract, livingLegIds } from '@ringback/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseNetworkAddress, splitLines } from './messages.ts';
import { readNetworkLog } from './network-log.ts';
import { openTestServer } from './test-server.ts';

describePhoneContract('simulated, over a socket', async () => {
  const server = await openTestServer();
  const phone = await server.connect(null);
  let callCount = 0;
  return {
    phone,
    farEnds: {
      numbers: {
        answering: '+12025550105',
        busy: '+12025550101',
        silent: '+12025550102',
        rejecting: '+12025550103',
        unallocated: '+12025550107',
        congested: '+12025550108',
      },
      ringCount: async (legId) => server.log().filter((entry) => entry.kind === 'ring' && entry.legId === legId).length,
      pressKey: (legId, digit) => phone.pressKeys(legId, digit),
      hangUp: (legId) => phone.hangUpFarEnd(legId),
      callIn: (call) => phone.callIn({ ...call, legId: `in-${(callCount += 1)}` }),
    },
    legIdPrefix: 'leg-',
    passTime: server.passTime,
    close: server.close,
  };
});

describe('a network on a socket', () => {
  let server: Awaited<ReturnType<typeof openTestServer>>;
  beforeEach(async () => {
    server = await openTestServer();
  });
  afterEach(() => server.close());

  const dial = (legId: string, phoneNumber = '+12025550105') =>
    ({ kind: 'dial', legId, target: { kind: 'number', phoneNumber }, callerId: null, ringMs: 30_000 }) as const;

  test('[A1][I2] writes down what rang, was answered and ended, and every repeated dial', async () => {
    const phone = await server.connect(() => undefined);
    await phone.execute(dial('leg-1'));
    await phone.execute(dial('leg-1'));
    await server.passTime(1_000);
    await phone.hangUpFarEnd('leg-1');
    await server.passTime(0);
    expect(
      server.log().map(({ kind, at, ...rest }) => [kind, at - Date.UTC(2026, 4, 4, 12), ...Object.values(rest)]),
    ).toEqual([
      ['started', 0],
      ['ring', 0, 'leg-1', '+12025550105'],
      ['repeated_dial', 0, 'leg-1', '+12025550105'],
      ['answered', 1_000, 'leg-1'],
      ['ended', 1_000, 'leg-1', 'far_end'],
    ]);
  });

  test('[X1] calls go on while nobody is connected; their events are lost, their legs are found', async () => {
    const dead = await server.connect(() => undefined);
    await dead.execute(dial('leg-1'));
    dead.disconnect();
    await server.passTime(2_000);
    const heard: PhoneEvent[] = [];
    const next = await server.connect((event) => heard.push(event));
    expect(await next.livingLegs()).toEqual([{ legId: 'leg-1', isAnswered: true }]);
    await next.execute(dial('leg-1'));
    await server.passTime(2_000);
    expect(heard).toEqual([]);
    expect(server.log().filter(({ kind }) => kind === 'ring')).toHaveLength(1);
  });

  test('[X1] a client comes back by itself and tells which of its legs ended without it', async () => {
    const heard: PhoneEvent[] = [];
    const phone = await server.connect((event) => heard.push(event));
    await phone.execute(dial('leg-1'));
    await phone.execute(dial('leg-2'));
    await server.passTime(1_500);
    server.network.dropConnections();
    const other = await server.connect(null);
    await other.hangUpFarEnd('leg-1');
    await server.clock.advance(0);
    expect(await livingLegIds(phone)).toEqual(['leg-2']);
    await server.passTime(0);
    expect(heard.filter(({ kind }) => kind === 'ended')).toEqual([
      { kind: 'ended', legId: 'leg-1', end: { sipStatus: null, q850Cause: null, endedBy: 'network' } },
    ]);
    await phone.hangUpFarEnd('leg-2');
    await server.passTime(0);
    expect(heard.at(-1)).toMatchObject({ kind: 'ended', legId: 'leg-2', end: { endedBy: 'far_end' } });
  });

  test('[X1] a client that comes back tells which of its legs were picked up without it, each once', async () => {
    const heard: PhoneEvent[] = [];
    const phone = await server.connect((event) => heard.push(event));
    await phone.execute(dial('leg-1'));
    await server.passTime(1_000);
    await phone.execute(dial('leg-2'));
    await phone.execute(dial('leg-3', '+12025550102'));
    await server.passTime(500);
    const answers = () => heard.flatMap(({ kind, legId }) => (kind === 'answered' ? [legId] : []));
    expect(answers()).toEqual(['leg-1']);
    server.network.dropConnections();
    await server.clock.advance(1_000);
    await expect.poll(answers).toEqual(['leg-1', 'leg-2']);
    server.network.dropConnections();
    await phone.livingLegs();
    await server.passTime(0);
    expect(answers()).toEqual(['leg-1', 'leg-2']);
  });

  test('a change of speed counts for what begins after it', async () => {
    const heard: string[] = [];
    const phone = await server.connect((event) => heard.push(`${event.kind} ${event.legId}`));
    await phone.execute(dial('slow'));
    await phone.setSpeed(10);
    await phone.execute(dial('fast'));
    await server.passTime(110);
    expect(heard).toContain('answered fast');
    expect(heard).not.toContain('answered slow');
    await expect(phone.setSpeed(0)).rejects.toThrow('must be a positive number');
  });

  test('[X4] a line that is not readable ends that connection and no other', async () => {
    const phone = await server.connect(() => undefined);
    const stranger = connect({ ...server.network.address });
    const gone = new Promise((resolve) => stranger.on('close', resolve));
    stranger.on('error', () => undefined);
    stranger.write('hello\n');
    await gone;
    expect(await livingLegIds(phone)).toEqual([]);
  });
});

test('lines are put together from pieces', () => {
  const lines: string[] = [];
  const take = splitLines((line) => lines.push(line));
  for (const piece of ['on', 'e\ntw', 'o\n\nthree\nfo']) take(piece);
  expect(lines).toEqual(['one', 'two', 'three']);
});

test('a log is read up to the line that was being written', () => {
  expect(readNetworkLog('{"kind":"started","at":1}\n{"kind":"ri')).toEqual([{ kind: 'started', at: 1 }]);
  expect(() => readNetworkLog('{"kind":"else","at":1}\n')).toThrow('not readable');
});

test('addresses', () => {
  expect(parseNetworkAddress('127.0.0.1:5070')).toEqual({ host: '127.0.0.1', port: 5_070 });
  expect(parseNetworkAddress('[::1]:5070')).toEqual({ host: '::1', port: 5_070 });
  for (const wrong of ['', '5070', 'host:', 'host:99999']) expect(() => parseNetworkAddress(wrong)).toThrow(RangeError);
});
