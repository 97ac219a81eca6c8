import type { PhoneEffect } from '@ringback/core';
import { livingLegIds } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import { answeredChannel, channel, FakeAri, told } from './test-fake-ari.ts';
import { answered, dial, openPhoneBench, type PhoneBench } from './test-phone-bench.ts';
import { plainTrunk } from './trunks/trunk.ts';

describe('bridges', () => {
  const bridge: PhoneEffect = { kind: 'bridge', bridgeId: 'br_1', legIds: ['leg_a', 'leg_b'] };

  test('[D1] both legs in one request; an empty bridge is removed', async () => {
    const bench = await openPhoneBench();
    await answered(bench, 'leg_a');
    await answered(bench, 'leg_b');
    await bench.phone.execute({ kind: 'hold_music', legId: 'leg_a', isOn: true });
    await bench.phone.execute(bridge);
    expect(bench.ari.seen.at(-1)?.query).toEqual({ channel: 'leg_a,leg_b' });
    expect(bench.ari.takeAsked()).toEqual([
      'POST channels/leg_a/moh',
      'DELETE channels/leg_a/moh',
      'POST channels/leg_a/variable',
      'POST channels/leg_b/variable',
      'POST bridges/br_1',
      'POST bridges/br_1/addChannel',
    ]);
    bench.ari.emit(told.destroyed('leg_a', 16));
    expect(bench.ari.takeAsked()).toEqual([]);
    bench.ari.emit(told.destroyed('leg_b', 16));
    await bench.settle();
    expect(bench.ari.takeAsked()).toEqual(['DELETE bridges/br_1']);
  });

  test('[D12][A2] who talks is listened to by nobody: beeps are not looked for any more, also of legs of a process before', async () => {
    const ari = new FakeAri();
    ari.channels = [answeredChannel('leg_a')];
    const bench = await openPhoneBench({}, ari);
    await answered(bench, 'leg_b');
    await bench.phone.execute(bridge);
    await bench.phone.execute(bridge);
    const [variables, paths] = [
      ari.seen.flatMap(({ query }) => query['variable'] ?? []),
      ari.seen.filter(({ query }) => 'variable' in query).map(({ path }) => path),
    ];
    expect(variables).toEqual(['TONE_DETECT(0,,x)', 'TONE_DETECT(0,,x)']);
    expect(paths).toEqual(['channels/leg_a/variable', 'channels/leg_b/variable']);
  });

  test('[D12] refused together, those that can come in do', async () => {
    const bench = await openPhoneBench();
    await answered(bench, 'leg_a');
    await answered(bench, 'leg_b');
    bench.ari.responder = ({ query }) => (query['channel']?.includes('leg_a') === true ? { status: 422 } : null);
    await bench.phone.execute(bridge);
    expect(bench.ari.seen.slice(-2).map(({ query }) => query['channel'])).toEqual(['leg_a', 'leg_b']);
  });
});

describe('trunks', () => {
  const two = [plainTrunk('main'), { ...plainTrunk('spare'), order: 2 }];
  const endpoints = ({ ari }: PhoneBench): readonly string[] => ari.rings().map(({ query }) => query['endpoint'] ?? '');

  test.each([
    [503, 34],
    [500, 38],
    [502, 27],
    [504, 102],
    [408, 18],
  ])('[A6][I2] SIP %d without a ring: the next trunk takes it, under the same leg', async (status, cause) => {
    const bench = await openPhoneBench({ trunks: two });
    await bench.phone.execute(dial('leg_a'));
    bench.ari.emit(told.destroyed('leg_a', cause, status));
    await bench.settle();
    expect(endpoints(bench)).toEqual(['PJSIP/+12025550105@main', 'PJSIP/+12025550105@spare']);
    bench.ari.emit(told.ringing('leg_a.2'));
    bench.ari.channels = [channel('leg_a.2', 'Ringing')];
    expect(await livingLegIds(bench.phone)).toEqual(['leg_a']);
    bench.ari.emit(told.destroyed('leg_a.2', cause, status));
    expect(bench.events.map(({ kind, legId }) => `${kind} ${legId}`)).toEqual(['ringing leg_a', 'ended leg_a']);
    await bench.settle();
    expect(bench.ari.rings()).toHaveLength(2);
  });

  test.each([told.ringing('leg_a'), told.dial('leg_a', 'PROGRESS'), told.up('leg_a')])(
    '[I2] what may have rung is never tried again: $type',
    async (event) => {
      const bench = await openPhoneBench({ trunks: two });
      await bench.phone.execute(dial('leg_a'));
      bench.ari.emit(event);
      bench.ari.emit(told.destroyed('leg_a', 34, 503));
      await bench.settle();
      expect(bench.ari.rings()).toHaveLength(1);
      expect(bench.events.at(-1)?.kind).toBe('ended');
    },
  );

  test.each([486, 603, 404, 480])('[I2] SIP %d is the far end speaking: no other trunk', async (status) => {
    const bench = await openPhoneBench({ trunks: two });
    await bench.phone.execute(dial('leg_a'));
    bench.ari.emit(told.destroyed('leg_a', 17, status));
    await bench.settle();
    expect(bench.ari.rings()).toHaveLength(1);
  });

  test('[A6] a trunk that failed is passed over for ten seconds, then comes first again', async () => {
    const bench = await openPhoneBench({ trunks: two });
    await bench.phone.execute(dial('leg_a'));
    bench.ari.emit(told.destroyed('leg_a', 34, 503));
    await bench.settle();
    await bench.phone.execute(dial('leg_b'));
    await bench.clock.advance(10_000);
    await bench.phone.execute(dial('leg_c'));
    expect(endpoints(bench).map((name) => name.split('@')[1])).toEqual(['main', 'spare', 'spare', 'main']);
  });

  test('[A6] every line taken: the leg ends as congestion, 42 and 503, and nobody is rung', async () => {
    const bench = await openPhoneBench({ trunks: [{ ...plainTrunk('main'), callCountMax: 1 }] });
    await bench.phone.execute(dial('leg_a'));
    await bench.phone.execute(dial('leg_b'));
    expect(bench.events).toEqual([
      { kind: 'ended', legId: 'leg_b', end: { sipStatus: 503, q850Cause: 42, endedBy: 'network' } },
    ]);
    bench.ari.emit(told.destroyed('leg_a', 17, 486));
    await bench.phone.execute(dial('leg_c'));
    expect(bench.ari.rings()).toHaveLength(2);
  });

  test('[A6] calls above the pace wait their turn for up to a second, and end as congestion after it', async () => {
    const bench = await openPhoneBench({ trunks: [{ ...plainTrunk('main'), callsPerSecond: 2 }] });
    const dials = ['leg_a', 'leg_b', 'leg_c'].map((legId) => bench.phone.execute(dial(legId)));
    await bench.settle();
    expect(bench.ari.rings()).toHaveLength(2);
    await bench.clock.advance(500);
    expect(bench.ari.rings()).toHaveLength(3);
    await Promise.all(dials);
    const slow = await openPhoneBench({ trunks: [{ ...plainTrunk('main'), callsPerSecond: 0.5 }] });
    await slow.phone.execute(dial('leg_a'));
    await slow.phone.execute(dial('leg_b'));
    expect(slow.events).toMatchObject([{ legId: 'leg_b', end: { q850Cause: 42 } }]);
  });

  test('[A1] a hang-up between two tries ends the leg by us', async () => {
    const bench = await openPhoneBench({
      trunks: [two[0] ?? plainTrunk('main'), { ...plainTrunk('spare'), order: 2, callsPerSecond: 2 }],
    });
    for (const legId of ['leg_x', 'leg_y', 'leg_a']) await bench.phone.execute(dial(legId));
    for (const legId of ['leg_x', 'leg_y', 'leg_a']) bench.ari.emit(told.destroyed(legId, 34, 503));
    await bench.settle();
    expect(bench.ari.rings()).toHaveLength(5);
    await bench.phone.execute({ kind: 'hang_up', legId: 'leg_a' });
    await bench.clock.advance(1_000);
    expect(bench.ari.rings()).toHaveLength(5);
    expect(bench.events).toMatchObject([{ kind: 'ended', legId: 'leg_a', end: { endedBy: 'us' } }]);
  });
});
