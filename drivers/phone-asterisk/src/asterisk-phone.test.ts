import fc from 'fast-check';
import { livingLegIds } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import { answeredChannel, channel, FakeAri, told } from './test-fake-ari.ts';
import { answered, dial, dialAgent, kinds, openPhoneBench } from './test-phone-bench.ts';
import { plainTrunk } from './trunks/trunk.ts';

describe('dialling', () => {
  test('[D1][I2] rings the number on the trunk under the id of the leg, into the context that holds who answers', async () => {
    const { ari, phone } = await openPhoneBench();
    await phone.execute(dial('leg_a'));
    expect(ari.seen).toEqual([
      {
        method: 'POST',
        path: 'channels/leg_a',
        query: {
          endpoint: 'PJSIP/+12025550105@main',
          context: 'callback-out',
          extension: '12025550105',
          priority: '1',
          callerId: '+12025550199',
          timeout: '30',
        },
      },
    ]);
  });

  test("[W4] an agent without an address is rung at the page's own endpoint, another one at the address", async () => {
    const { ari, phone } = await openPhoneBench();
    await phone.execute(dialAgent('leg_a'));
    const target = { kind: 'agent', agentId: 'agt_ana', endpointType: 'softphone', address: 'desk-1' } as const;
    await phone.execute({ kind: 'dial', legId: 'leg_b', target, callerId: null, ringMs: 15_000 });
    expect(ari.rings().map(({ query }) => query['endpoint'])).toEqual(['PJSIP/agent-agt_ana', 'PJSIP/desk-1']);
  });

  test('[X1][W4] an agent enters the context that holds who answers, too, once the engine tells of that phone', async () => {
    const { ari, phone } = await openPhoneBench();
    await phone.execute(dialAgent('leg_a'));
    expect(ari.seen.map(({ path, query }) => [path, query['eventSource'] ?? query['context'], query['app']])).toEqual([
      ['applications/ringback/subscription', 'endpoint:PJSIP/agent-agt_ana', undefined],
      ['channels/leg_a', 'callback-out', undefined],
    ]);
    expect(ari.rings()[0]?.query['extension']).toBe('agent');
  });

  test('an agent whose endpoint cannot be subscribed to is rung straight into the application', async () => {
    const { ari, phone } = await openPhoneBench();
    ari.responder = ({ path }) => (path.endsWith('/subscription') ? { status: 422 } : null);
    const target = { kind: 'agent', agentId: 'agt_ana', endpointType: 'softphone', address: '12@branch/x' } as const;
    await phone.execute({ kind: 'dial', legId: 'leg_a', target, callerId: null, ringMs: 15_000 });
    expect(ari.seen[0]?.query['eventSource']).toBe('endpoint:PJSIP/branch');
    expect(ari.rings()[0]?.query).toMatchObject({ endpoint: 'PJSIP/12@branch/x', app: 'ringback', appArgs: 'agent' });
  });

  test('[I2] a repeat is not asked of the engine, also after the leg has ended', async () => {
    const { ari, phone } = await openPhoneBench();
    await phone.execute(dial('leg_a'));
    await phone.execute(dial('leg_a'));
    ari.emit(told.destroyed('leg_a', 17, 486));
    await phone.execute(dial('leg_a'));
    expect(ari.rings()).toHaveLength(1);
  });

  test('[I2] a refusal as a repeat is a success when the channel is there', async () => {
    const bench = await openPhoneBench();
    bench.ari.responder = ({ method }) =>
      method === 'POST' ? { status: 409 } : { status: 200, body: channel('leg_a', 'Ringing') };
    await bench.phone.execute(dial('leg_a'));
    expect(bench.events).toEqual([]);
    expect(bench.ari.rings()).toHaveLength(1);
  });

  test.each([500, 409, 400])('[A2] status %d and no channel: the leg ends, and nothing is thrown', async (status) => {
    const bench = await openPhoneBench();
    bench.ari.responder = ({ method }) => (method === 'POST' ? { status } : null);
    await bench.phone.execute(dialAgent('leg_a'));
    await bench.phone.execute(dial('leg_b'));
    expect(bench.events).toEqual([
      { kind: 'ended', legId: 'leg_a', end: { sipStatus: 480, q850Cause: 20, endedBy: 'network' } },
      { kind: 'ended', legId: 'leg_b', end: { sipStatus: null, q850Cause: 38, endedBy: 'network' } },
    ]);
  });

  test('[A2][I1] while the engine is away a dial ends at once instead of ringing late', async () => {
    const bench = await openPhoneBench();
    bench.ari.isReachable = false;
    bench.ari.drop();
    const dialled = bench.phone.execute(dial('leg_a'));
    await bench.clock.advance(1_000);
    await dialled;
    expect(bench.events).toEqual([
      { kind: 'ended', legId: 'leg_a', end: { sipStatus: null, q850Cause: 38, endedBy: 'network' } },
    ]);
    bench.ari.isReachable = true;
    await bench.clock.advance(10_000);
    expect(bench.ari.rings()).toEqual([]);
  });
});

describe('what is reported', () => {
  const life = [
    told.dial('leg_a', 'RINGING'),
    told.ringing('leg_a'),
    told.up('leg_a'),
    told.dial('leg_a', 'ANSWER'),
    told.entered('leg_a'),
  ];

  test('[D1][A2] any order and any repeats of the engine give one answer, at most one ring before it, and one end', async () => {
    const shuffled = fc
      .subarray([...life, ...life], { minLength: 0 })
      .chain((some) => fc.shuffledSubarray([...some, ...life], { minLength: some.length + life.length }));
    await fc.assert(
      fc.asyncProperty(shuffled, async (script) => {
        const { ari, phone, events } = await openPhoneBench();
        await phone.execute(dial('leg_a'));
        for (const event of script) ari.emit(event);
        ari.emit(told.destroyed('leg_a', 16));
        ari.emit(told.destroyed('leg_a', 16));
        for (const event of script) ari.emit(event);
        expect([
          ['answered', 'ended'],
          ['ringing', 'answered', 'ended'],
        ]).toContainEqual(kinds(events));
      }),
      { numRuns: 200 },
    );
  });

  test('[D1] picked up is not answered before the application has the leg', async () => {
    const { ari, phone, events } = await openPhoneBench();
    await phone.execute(dial('leg_a'));
    ari.emit(told.up('leg_a'));
    expect(events).toEqual([]);
    ari.emit(told.entered('leg_a'));
    expect(kinds(events)).toEqual(['answered']);
  });

  test('[D8] a key told twice is one key; the same key pressed again is another', async () => {
    const bench = await openPhoneBench();
    await answered(bench);
    for (const timestamp of ['12:00:00.100', '12:00:00.100', '12:00:00.600', '12:00:00.600'])
      bench.ari.emit(told.key('leg_a', '1', timestamp));
    expect(kinds(bench.events)).toEqual(['digit', 'digit']);
  });

  test('[D8] the first key ends the prompt; its end is reported once', async () => {
    const bench = await openPhoneBench();
    await answered(bench);
    const prompt = { name: 'connecting', language: 'en', values: {} } as const;
    await bench.phone.execute({ kind: 'play', legId: 'leg_a', playId: 'play_1', prompt });
    await bench.phone.execute({ kind: 'play', legId: 'leg_a', playId: 'play_1', prompt });
    bench.ari.emit(told.key('leg_a', '1', '12:00:00.100'));
    await bench.settle();
    expect(bench.ari.takeAsked()).toEqual([
      'POST channels/leg_a/variable',
      'POST channels/leg_a/play/play_1',
      'DELETE playbacks/play_1',
      // A beep is listened for no more; asked before the prompt is stopped the engine would wait for its end.
      'POST channels/leg_a/variable',
    ]);
    bench.ari.emit(told.playbackFinished('leg_a', 'play_1'));
    bench.ari.emit(told.playbackFinished('leg_a', 'play_1'));
    expect(bench.events.slice(1)).toEqual([{ kind: 'play_finished', legId: 'leg_a', playId: 'play_1' }]);
  });

  test('[A2] the beep of a voicemail is listened for on customers only, and reported once', async () => {
    const { ari, phone, events, settle } = await openPhoneBench();
    await phone.execute(dialAgent('leg_agent'));
    ari.emit({ ...told.entered('leg_agent'), args: ['customer', 'agent'] });
    ari.emit({ ...told.entered('leg_of_the_process_before'), args: ['customer', 'agent'] });
    await phone.execute(dial('leg_a'));
    ari.emit(told.entered('leg_a'));
    await settle();
    const listening = ari.seen.filter(({ path }) => path.endsWith('/variable'));
    expect(listening).toMatchObject([
      { path: 'channels/leg_a/variable', query: { variable: 'TONE_DETECT(1000,400,r)' } },
    ]);
    ari.emit(told.tone('leg_a'));
    ari.emit(told.tone('leg_a'));
    expect(events.slice(3)).toEqual([{ kind: 'machine_heard', legId: 'leg_a', machine: 'voicemail' }]);
  });

  const listening = (ari: FakeAri): readonly string[] =>
    ari.seen.flatMap(({ query }) => (query['variable']?.startsWith('TONE_DETECT') === true ? query['variable'] : []));

  test.each([
    ['a key is pressed', told.key('leg_a', '1', '12:00:00.100'), ['TONE_DETECT(0,,x)']],
    ['detection heard a person', told.verdict('leg_a', 'HUMAN'), ['TONE_DETECT(0,,x)']],
    ['detection heard silence', told.verdict('leg_a', 'MACHINE', 'INITIALSILENCE-2500'), []],
    ['detection heard a machine: a message may be left at the beep', told.verdict('leg_a', 'MACHINE'), []],
  ])('[A2][D7] the beep is listened for until a person is there: %s', async (_when, event, expected) => {
    const bench = await openPhoneBench();
    await answered(bench);
    bench.ari.emit(event);
    bench.ari.emit(event);
    await bench.settle();
    expect(listening(bench.ari)).toEqual(expected);
  });

  test('[D7] when the message begins to be spoken the beep has done its work', async () => {
    const bench = await openPhoneBench();
    await answered(bench);
    const prompt = { name: 'voicemail_message', language: 'en', values: {} } as const;
    await bench.phone.execute({ kind: 'leave_message', legId: 'leg_a', playId: 'play_1', prompt });
    bench.ari.emit(told.tone('leg_a'));
    await bench.settle();
    expect(listening(bench.ari)).toEqual([]);
    await bench.clock.advance(700);
    expect(listening(bench.ari)).toEqual(['TONE_DETECT(0,,x)']);
  });

  test('[D1] a prompt that cannot be spoken is over, so that the call goes on', async () => {
    const bench = await openPhoneBench();
    await answered(bench);
    bench.ari.responder = ({ path }) => (path.includes('/play/') ? { status: 500 } : null);
    const prompt = { name: 'connecting', language: 'en', values: {} } as const;
    await bench.phone.execute({ kind: 'play', legId: 'leg_a', playId: 'play_1', prompt });
    bench.ari.responder = () => null;
    await bench.phone.execute({ kind: 'play', legId: 'leg_a', playId: 'play_2', prompt });
    bench.ari.emit(told.playbackFinished('leg_a', 'play_2', 'failed'));
    expect(kinds(bench.events)).toEqual(['play_finished', 'play_finished']);
  });

  test('[R1] a call in comes with E.164 numbers, and is answered when we say so, also one the dialplan held for us', async () => {
    const { ari, phone, events } = await openPhoneBench();
    ari.emit(told.cameIn('in-1', 'Up'));
    ari.emit({ type: 'ChannelStateChange', channel: told.cameIn('in-1', 'Up').channel });
    expect(events).toEqual([{ kind: 'inbound', legId: 'in-1', from: '+12025550120', to: '+12025550190' }]);
    ari.responder = ({ method, path }) =>
      method === 'GET' && path === 'channels/in-1' ? { status: 200, body: told.cameIn('in-1', 'Up').channel } : null;
    await phone.execute({ kind: 'answer', legId: 'in-1' });
    expect(kinds(events)).toEqual(['inbound', 'answered']);
  });

  test('[R1] a call dialled by hand on the phone of an agent is ended', async () => {
    const { ari, events, settle } = await openPhoneBench();
    ari.emit({
      type: 'StasisStart',
      args: ['agent-dial', '123'],
      channel: channel('by-hand', 'Ring', { accountcode: '' }),
    });
    await settle();
    expect(ari.takeAsked()).toEqual(['DELETE channels/by-hand']);
    expect(events).toEqual([]);
  });

  test('[X4] events of no use are counted, and channels of others are left alone', async () => {
    const { ari, phone, events, log } = await openPhoneBench();
    ari.emit({ type: 'ChannelUserevent' });
    ari.emit({ type: 'ChannelDestroyed', cause: 'what' });
    ari.emit(told.destroyed('of-somebody', 16));
    ari.emit({ type: 'StasisStart', args: ['snoop'], channel: channel('snoop-1', 'Up', { accountcode: '' }) });
    expect(phone.health()).toMatchObject({ unknownEventCount: 1, unreadableCount: 1, legCount: 0 });
    expect(events).toEqual([]);
    expect(log.lines.filter((line) => line.startsWith('warn'))).toHaveLength(1);
    expect(ari.takeAsked()).toEqual([]);
  });
});

describe('a connection that breaks', () => {
  test('[I2][X1] a dial without an answer is never asked again: what became of it is looked up', async () => {
    const bench = await openPhoneBench();
    bench.ari.responder = ({ method }) => (method === 'POST' ? 'never' : null);
    const dialled = Promise.all([bench.phone.execute(dial('leg_a')), bench.phone.execute(dial('leg_b'))]);
    await bench.settle();
    bench.ari.responder = () => null;
    bench.ari.channels = [channel('leg_a', 'Ringing')];
    bench.ari.drop();
    await bench.clock.advance(1_000);
    await dialled;
    expect(bench.ari.rings()).toHaveLength(2);
    expect(bench.events).toEqual([
      { kind: 'ended', legId: 'leg_b', end: { sipStatus: null, q850Cause: null, endedBy: 'network' } },
      { kind: 'ringing', legId: 'leg_a' },
    ]);
  });

  test('[I2][X1] a dial that was late on its way rings for nobody: its channel is ended, before and after it is picked up', async () => {
    const bench = await openPhoneBench();
    bench.ari.responder = ({ method }) => (method === 'POST' ? 'never' : null);
    const dialled = bench.phone.execute(dial('leg_a'));
    await bench.settle();
    bench.ari.responder = () => null;
    bench.ari.drop();
    await bench.clock.advance(1_000);
    await dialled;
    expect(kinds(bench.events)).toEqual(['ended']);
    for (const event of [told.ringing('leg_a'), told.entered('leg_a')]) {
      bench.ari.takeAsked();
      bench.ari.emit(event);
      await bench.settle();
      expect(bench.ari.takeAsked()).toEqual(['DELETE channels/leg_a']);
    }
    bench.ari.channels = [channel('leg_a', 'Ringing')];
    bench.ari.drop();
    await bench.clock.advance(1_000);
    expect(bench.ari.takeAsked()).toContain('DELETE channels/leg_a');
    expect(kinds(bench.events)).toEqual(['ended']);
  });

  test('[X1] what was missed is reported: an answer, an end, a prompt that is over', async () => {
    const bench = await openPhoneBench();
    await answered(bench, 'leg_talks');
    await answered(bench, 'leg_gone');
    await bench.phone.execute(dial('leg_picked_up'));
    const prompt = { name: 'connecting', language: 'en', values: {} } as const;
    await bench.phone.execute({ kind: 'play', legId: 'leg_talks', playId: 'play_1', prompt });
    bench.ari.channels = [answeredChannel('leg_talks'), answeredChannel('leg_picked_up')];
    bench.ari.drop();
    await bench.clock.advance(1_000);
    expect(bench.events).toEqual([
      { kind: 'ended', legId: 'leg_gone', end: { sipStatus: null, q850Cause: null, endedBy: 'far_end' } },
      { kind: 'answered', legId: 'leg_picked_up' },
      { kind: 'play_finished', legId: 'leg_talks', playId: 'play_1' },
    ]);
  });

  test("[X1] of an agent's phone that still rings, or that the dialplan holds, is heard again", async () => {
    const bench = await openPhoneBench();
    const desk = { name: 'PJSIP/desk-a1-0000000f' };
    const held = { ...desk, dialplan: { app_name: 'Wait', app_data: '0.5' } };
    bench.ari.channels = [
      channel('leg_rings', 'Ringing', desk),
      channel('leg_held', 'Up', held),
      channel('leg_c', 'Up'),
    ];
    bench.ari.drop();
    await bench.clock.advance(1_000);
    const subscribed = bench.ari.seen.flatMap(({ query }) => query['eventSource'] ?? []);
    expect(subscribed).toEqual(['endpoint:PJSIP/main', 'endpoint:PJSIP/desk-a1', 'endpoint:PJSIP/desk-a1']);
    expect(bench.events).toEqual([{ kind: 'ringing', legId: 'leg_rings' }]);
    bench.ari.emit({ ...told.entered('leg_held'), args: ['customer', 'agent'] });
    expect(bench.events.at(-1)).toEqual({ kind: 'answered', legId: 'leg_held' });
  });

  test.each([
    ['2026-05-04T11:00:00.000+0000', null, 'far_end'],
    ['2026-05-04T12:00:00.500+0000', 38, 'network'],
    [null, null, 'network'],
  ] as const)(
    '[A2] who talked is gone, and the engine runs since %s: cause %s, ended by %s; who rang is lost in any case',
    async (startedAt, q850Cause, endedBy) => {
      const bench = await openPhoneBench();
      await answered(bench, 'leg_talks');
      await bench.phone.execute(dial('leg_rings'));
      bench.ari.startedAt = startedAt;
      bench.ari.drop();
      await bench.clock.advance(1_000);
      expect(bench.events).toEqual([
        { kind: 'ended', legId: 'leg_talks', end: { sipStatus: null, q850Cause, endedBy } },
        { kind: 'ended', legId: 'leg_rings', end: { sipStatus: null, q850Cause: null, endedBy: 'network' } },
      ]);
    },
  );

  test('[X1] which legs are answered is told: not one that rings, is between trunks, or that the dialplan still holds', async () => {
    const bench = await openPhoneBench();
    for (const legId of ['leg_rings', 'leg_held', 'leg_talks']) await bench.phone.execute(dial(legId));
    bench.ari.channels = [
      channel('leg_rings', 'Ringing'),
      channel('leg_held', 'Up', { dialplan: { app_name: 'Wait', app_data: '0.5' } }),
      answeredChannel('leg_talks'),
      answeredChannel('leg_of_another_process'),
    ];
    expect(await bench.phone.livingLegs()).toEqual([
      { legId: 'leg_rings', isAnswered: false },
      { legId: 'leg_held', isAnswered: false },
      { legId: 'leg_talks', isAnswered: true },
      { legId: 'leg_of_another_process', isAnswered: true },
    ]);
  });

  test('[D11] a hang-up asked for while the engine is away is made up for', async () => {
    const bench = await openPhoneBench();
    await answered(bench);
    bench.ari.channels = [answeredChannel('leg_a')];
    bench.ari.isReachable = false;
    bench.ari.drop();
    const hungUp = bench.phone.execute({ kind: 'hang_up', legId: 'leg_a' });
    const refused = expect(hungUp).rejects.toThrow('within 8000 ms');
    await bench.clock.advance(9_000);
    await refused;
    bench.ari.isReachable = true;
    await bench.clock.advance(10_000);
    expect(bench.ari.takeAsked()).toContain('DELETE channels/leg_a');
  });

  test('[M7] how it stands is told: since when it is there or away, why, and the trunks', async () => {
    const trunks = [{ ...plainTrunk('main'), callCountMax: 30 }, plainTrunk('spare'), plainTrunk('gone')];
    const bench = await openPhoneBench({ trunks });
    const begin = bench.clock.now();
    expect(bench.phone.health()).toMatchObject({ state: 'ready', since: begin, reason: null });
    await bench.phone.execute(dial('leg_a'));
    expect(bench.phone.health().trunks.find(({ callCount }) => callCount === 1)).toMatchObject({ isResting: false });
    bench.ari.responder = ({ path }) =>
      path === 'endpoints/PJSIP/gone'
        ? { status: 404 }
        : { status: 200, body: { state: path.endsWith('spare') ? 'offline' : 'online' } };
    expect([...(await bench.phone.offlineTrunks())]).toEqual(['spare', 'gone']);
    expect(bench.phone.health().trunks.map(({ name, callCountMax }) => [name, callCountMax])).toEqual([
      ['main', 30],
      ['spare', null],
      ['gone', null],
    ]);
    await bench.clock.advance(1_000);
    bench.ari.isReachable = false;
    bench.ari.drop();
    await bench.clock.advance(60_000);
    expect(bench.phone.health()).toMatchObject({ state: 'connecting', since: begin + 1_000, reason: 'refused' });
    expect([...(await bench.phone.offlineTrunks())]).toEqual([]);
    bench.ari.responder = () => null;
    bench.ari.isReachable = true;
    await bench.clock.advance(10_000);
    const { state, since, reason, connectCount } = bench.phone.health();
    expect([state, reason, connectCount]).toEqual(['ready', null, 2]);
    expect(since).toBeGreaterThan(begin + 61_000);
    await bench.phone.stop();
    expect(bench.phone.health().state).toBe('stopped');
  });

  test('[X1] a line that is dead without a sign is noticed', async () => {
    const bench = await openPhoneBench();
    bench.ari.responder = ({ path }) => (path === 'asterisk/ping' ? 'never' : null);
    await bench.clock.advance(10_000);
    bench.ari.responder = () => null;
    await bench.clock.advance(1_000);
    expect(bench.phone.health()).toMatchObject({ state: 'ready', connectCount: 2 });
  });

  test('[I2][X1] a new process finds the legs of the one before, later tries included, and rings none of them again', async () => {
    const ari = new FakeAri();
    ari.channels = [channel('leg_a.2', 'Ringing'), channel('leg_of_others', 'Up', { accountcode: '' })];
    const { phone, events } = await openPhoneBench({}, ari);
    expect(events).toEqual([{ kind: 'ringing', legId: 'leg_a' }]);
    expect(await livingLegIds(phone)).toEqual(['leg_a']);
    ari.takeAsked();
    await phone.execute(dial('leg_a'));
    await phone.execute({ kind: 'hang_up', legId: 'leg_a' });
    expect(ari.takeAsked()).toEqual(['DELETE channels/leg_a.2']);
  });

  test('[X1] when another program takes the application over this one is loud and silent, until it is to decide again', async () => {
    const bench = await openPhoneBench();
    await answered(bench);
    bench.ari.emit({ type: 'ApplicationReplaced' });
    bench.ari.emit(told.destroyed('leg_a', 16));
    expect(bench.events).toEqual([]);
    expect(bench.log.lines.at(-1)).toMatch(/^error another program took over/u);
    await expect(bench.phone.execute(dial('leg_b'))).rejects.toThrow('took over');
    await bench.clock.advance(60_000);
    expect(bench.phone.health()).toMatchObject({ state: 'replaced', connectCount: 1 });
    bench.ari.channels = [answeredChannel('leg_a')];
    expect(await livingLegIds(bench.phone)).toEqual(['leg_a']);
    expect(bench.phone.health().state).toBe('ready');
  });
});
