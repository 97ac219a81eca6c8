import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createStepClock, livingLegIds } from '@ringback/testkit';
import { createSimulatedPhone } from './simulated-phone.ts';
import { NOON, openTestNetwork } from './test-network.ts';

describe('events', () => {
  test('[I8] no event is delivered from inside the effect that causes it', async () => {
    const { clock, dial, execute, heard } = await openTestNetwork();
    await dial('leg', '+12025550100');
    await clock.advance(2_000);
    const countBefore = heard.length;
    await execute({ kind: 'hang_up', legId: 'leg' });
    expect(heard.length).toBe(countBefore);
    await clock.advance(0);
    expect(heard.length).toBe(countBefore + 1);
  });

  test('[X1] nobody hears what happens while the reports are stopped, but the calls go on and are found again', async () => {
    const { clock, dial, phone, heard } = await openTestNetwork();
    await dial('leg', '+12025550100');
    await phone.stop();
    await clock.advance(5_000);
    expect(heard).toEqual([]);
    expect(await livingLegIds(phone)).toEqual(['leg']);
    const kinds: string[] = [];
    await phone.start((event) => kinds.push(event.kind));
    phone.pressKeys('leg', '7');
    await clock.advance(0);
    expect(kinds).toEqual(['digit']);
  });

  test('[X1] after a power cut nothing lives, nothing is reported and nothing waits', async () => {
    const { clock, dial, play, phone, heard } = await openTestNetwork();
    await dial('leg', '+12025550100');
    await clock.advance(2_000);
    await play('leg', 'p');
    await dial('handset', '+12025550110');
    heard.length = 0;
    phone.powerOff();
    expect(phone.handset.state().status).toBe('idle');
    expect(clock.nextWakeUpAt()).toBeNull();
    await clock.advance(60_000);
    expect(heard).toEqual([]);
    expect(await livingLegIds(phone)).toEqual([]);
  });

  test('[I2] a leg id that ever existed is never rung again, also after its end', async () => {
    const { clock, dial, phone } = await openTestNetwork();
    await dial('leg', '+12025550101');
    await clock.advance(1_000);
    await dial('leg', '+12025550100');
    await clock.advance(5_000);
    expect(phone.rings()).toEqual([{ legId: 'leg', at: NOON, number: '+12025550101' }]);
  });
});

describe('what the state of a leg forbids', () => {
  test('[D8] no key is heard before the answer', async () => {
    const { clock, dial, phone, story } = await openTestNetwork();
    await dial('leg', '+12025550102');
    await clock.advance(1_000);
    phone.pressKeys('leg', '1');
    await clock.advance(1_000);
    expect(story('leg')).toEqual(['100 ringing']);
  });

  test('[D1] a leg we dialled is answered by its far end, not by us', async () => {
    const { clock, dial, execute, story } = await openTestNetwork();
    await dial('leg', '+12025550102');
    await clock.advance(1_000);
    await execute({ kind: 'answer', legId: 'leg' });
    await clock.advance(1_000);
    expect(story('leg')).toEqual(['100 ringing']);
  });

  test('[I1] nothing waits on the clock for a leg that has ended', async () => {
    const { clock, dial, execute } = await openTestNetwork();
    await dial('leg', '+12025550104');
    await clock.advance(2_000);
    await execute({ kind: 'hang_up', legId: 'leg' });
    await clock.advance(0);
    expect(clock.nextWakeUpAt()).toBeNull();
  });

  test('[D8] a key is not pressed unasked when a prompt did ask', async () => {
    const { clock, dial, play, phone, story } = await openTestNetwork();
    phone.setSubscriber('+12025550177', { keys: '93', pressUnaskedAfterMs: 2_000 });
    await dial('leg', '+12025550177');
    await clock.advance(1_100);
    await play('leg', 'p');
    await clock.advance(20_000);
    expect(story('leg')).toEqual(['100 ringing', '1000 answered', '2100 digit 9', '2100 play_finished p']);
  });
});

describe('speed', () => {
  test('[F] every duration is divided by the speed, ring time and prompts included', async () => {
    const { clock, dial, play, story } = await openTestNetwork({ speed: 10 });
    await dial('silent', '+12025550102');
    await dial('leg', '+12025550100');
    await clock.advance(100);
    await play('leg', 'p');
    await clock.advance(60_000);
    expect(story('silent')).toEqual(['10 ringing', '3000 ended 480/19 by network']);
    expect(story('leg')).toEqual(['10 ringing', '100 answered', '200 digit 1', '200 play_finished p']);
  });

  test.for([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('[X4] a speed of %s is refused', (speed) => {
    expect(() => createSimulatedPhone({ clock: createStepClock(NOON), speed })).toThrow(RangeError);
  });
});

describe('plays', () => {
  test('[D1] a repeated play is spoken once', async () => {
    const { clock, dial, play, story } = await openTestNetwork();
    await dial('leg', '+12025550105');
    await clock.advance(2_000);
    await play('leg', 'p');
    await clock.advance(1_000);
    await play('leg', 'p');
    await clock.advance(10_000);
    await play('leg', 'p');
    await clock.advance(10_000);
    expect(story('leg')).toEqual(['100 ringing', '1000 answered', '5000 play_finished p']);
  });

  test('[D1] a new prompt takes the place of the one being spoken and ends hold music', async () => {
    const { clock, dial, play, execute, phone, story } = await openTestNetwork();
    await dial('leg', '+12025550105');
    await clock.advance(2_000);
    await execute({ kind: 'hold_music', legId: 'leg', isOn: true });
    expect(phone.legs()[0]).toMatchObject({ isMusicOn: true, promptName: null });
    await play('leg', 'p1');
    await clock.advance(1_000);
    await play('leg', 'p2', 'connecting');
    expect(phone.legs()[0]).toMatchObject({ isMusicOn: false, promptName: 'connecting' });
    await clock.advance(10_000);
    expect(story('leg').slice(2)).toEqual(['3000 play_finished p1', '4500 play_finished p2']);
  });

  test('[D1] a prompt cut off by the end of the call is not reported as finished', async () => {
    const { clock, dial, play, phone, story } = await openTestNetwork();
    await dial('leg', '+12025550105');
    await clock.advance(2_000);
    await play('leg', 'p');
    phone.hangUpFarEnd('leg');
    await clock.advance(10_000);
    expect(story('leg').slice(2)).toEqual(['2000 ended null/16 by far_end']);
  });
});

test('[D1] nobody hears a prompt that is spoken while the phone still rings', async () => {
  const { clock, dial, play, story } = await openTestNetwork();
  await dial('leg', '+12025550100');
  await clock.advance(500);
  await play('leg', 'early');
  await clock.advance(10_000);
  expect(story('leg')).toEqual(['100 ringing', '1000 answered', '3500 play_finished early']);
});

describe('bridges', () => {
  async function openBridged() {
    const network = await openTestNetwork();
    await network.dial('customer', '+12025550105');
    await network.dialAgent('agent', 'sim:ana');
    await network.clock.advance(2_000);
    await network.bridge('customer', 'agent');
    const hears = () => network.phone.legs().map((leg) => [leg.legId, leg.hearsLegIds]);
    return { ...network, hears };
  }

  test('[D1] bridged legs hear each other until the bridge is taken apart', async () => {
    const { hears, execute } = await openBridged();
    expect(hears()).toEqual([
      ['customer', ['agent']],
      ['agent', ['customer']],
    ]);
    await execute({ kind: 'unbridge', bridgeId: 'bridge' });
    expect(hears()).toEqual([
      ['customer', []],
      ['agent', []],
    ]);
  });

  test('[D11] a muted leg hears and is not heard', async () => {
    const { hears, execute } = await openBridged();
    await execute({ kind: 'mute', legId: 'agent', isOn: true });
    expect(hears()).toEqual([
      ['customer', []],
      ['agent', ['customer']],
    ]);
    await execute({ kind: 'mute', legId: 'agent', isOn: false });
    expect(hears()).toEqual([
      ['customer', ['agent']],
      ['agent', ['customer']],
    ]);
  });

  test('[D11] a leg that joins another bridge leaves the first', async () => {
    const { hears, execute, dialAgent, clock } = await openBridged();
    await dialAgent('other', 'sim:ben');
    await clock.advance(100);
    await execute({ kind: 'bridge', bridgeId: 'second', legIds: ['customer', 'other'] });
    expect(hears()).toEqual([
      ['customer', ['other']],
      ['agent', []],
      ['other', ['customer']],
    ]);
  });

  test('[D11] talk time runs from the first connection, across a hold', async () => {
    const { execute, bridge, clock, story } = await openBridged();
    await clock.advance(10_000);
    await execute({ kind: 'unbridge', bridgeId: 'bridge' });
    await clock.advance(10_000);
    await bridge('customer', 'agent');
    await clock.advance(60_000);
    expect(story('customer').at(-1)).toBe('32000 ended null/16 by far_end');
  });

  test('[D1] a leg in a bridge before its answer counts as connected from the answer on', async () => {
    const { dial, dialAgent, bridge, clock, story, phone } = await openTestNetwork();
    await dialAgent('agent', 'sim:ana');
    await dial('customer', '+12025550100');
    await bridge('agent', 'customer');
    await clock.advance(500);
    expect(phone.legs().map((leg) => leg.hearsLegIds)).toEqual([[], []]);
    await clock.advance(60_000);
    expect(story('customer').at(-1)).toBe('31000 ended null/16 by far_end');
  });
});

describe('calls in', () => {
  async function openCalled(call: { keys?: string; patienceMs?: number; talkMs?: number; acceptInvitation?: boolean }) {
    const network = await openTestNetwork();
    const { legId } = network.phone.callIn({ from: '+12025550120', to: '+12025550190', ...call });
    await network.clock.advance(1_000);
    await network.execute({ kind: 'answer', legId });
    await network.clock.advance(0);
    return { ...network, legId, storyAfterAnswer: () => network.story(legId).slice(2) };
  }

  test('[R1] a caller is reported with both numbers', async () => {
    const { heard, legId } = await openCalled({});
    expect(heard).toEqual([
      { afterMs: 0, event: { kind: 'inbound', legId, from: '+12025550120', to: '+12025550190' } },
      { afterMs: 1_000, event: { kind: 'answered', legId } },
    ]);
  });

  test.for([
    [{ acceptInvitation: true }, ['2000 digit 1', '2000 play_finished p']],
    [{ acceptInvitation: false, keys: '1' }, ['5000 play_finished p']],
    [{ keys: '2' }, ['2000 digit 2', '2000 play_finished p']],
    [{}, ['5000 play_finished p']],
  ] as const)('[R1] a caller with %j at the invitation', async ([call, story]) => {
    const { legId, play, clock, storyAfterAnswer } = await openCalled(call);
    await play(legId, 'p', 'queue_invitation');
    await clock.advance(60_000);
    expect(storyAfterAnswer()).toEqual(story);
  });

  test('[R1] one key for each prompt that asks, and none for a greeting', async () => {
    const { legId, play, clock, storyAfterAnswer } = await openCalled({ keys: '31' });
    await play(legId, 'greeting', 'queue_greeting');
    await clock.advance(5_000);
    for (const playId of ['p1', 'p2', 'p3']) {
      await play(legId, playId, 'queue_invitation');
      await clock.advance(5_000);
    }
    const digits = storyAfterAnswer().filter((line) => line.includes('digit'));
    expect(digits).toEqual(['7000 digit 3', '12000 digit 1']);
  });

  test('[R1] a number or code is typed up to #; who has no keys left confirms their own number', async () => {
    const { legId, play, clock, storyAfterAnswer } = await openCalled({ keys: '247#' });
    for (const [playId, name] of [
      ['p1', 'number_confirmation'],
      ['p2', 'number_entry'],
      ['p3', 'number_confirmation'],
      ['p4', 'time_choices'],
    ] as const) {
      await play(legId, playId, name);
      await clock.advance(10_000);
    }
    const digits = storyAfterAnswer().filter((line) => line.includes('digit'));
    expect(digits).toEqual(['2000 digit 2', '12000 digit 4', '12250 digit 7', '12500 digit #', '22000 digit 1']);
  });

  test('[R1] a caller hangs up when out of patience, counted from the beginning of the call', async () => {
    const { clock, storyAfterAnswer } = await openCalled({ patienceMs: 20_000 });
    await clock.advance(60_000);
    expect(storyAfterAnswer()).toEqual(['20000 ended null/16 by far_end']);
  });

  test('[D12] a connected caller keeps patience and hangs up after talking', async () => {
    const { legId, dialAgent, bridge, clock, storyAfterAnswer } = await openCalled({
      patienceMs: 5_000,
      talkMs: 10_000,
    });
    await dialAgent('agent', 'sim:ana');
    await clock.advance(1_000);
    await bridge(legId, 'agent');
    await clock.advance(60_000);
    expect(storyAfterAnswer()).toEqual(['12000 ended null/16 by far_end']);
  });
});

describe('programmed subscribers', () => {
  test('[I8] a programmed number does as told, and as before when the programming is taken back', async () => {
    const { clock, dial, phone, story } = await openTestNetwork();
    phone.setSubscriber('+4915112345678', { answerAfterMs: 4_000, keys: '', patienceMs: 6_000 });
    await dial('first', '+4915112345678');
    await clock.advance(20_000);
    phone.setSubscriber('+4915112345678', null);
    await dial('second', '+4915112345678');
    await clock.advance(2_000);
    expect(story('first')).toEqual(['100 ringing', '4000 answered', '10000 ended null/16 by far_end']);
    expect(story('second')).toEqual(['20100 ringing', '21000 answered']);
  });

  test("[Q8] an agent's phone can be programmed not to answer", async () => {
    const { clock, dialAgent, phone, story } = await openTestNetwork();
    phone.setSubscriber('sim:ana', { answers: false });
    await dialAgent('agent', 'sim:ana');
    await clock.advance(60_000);
    expect(story('agent')).toEqual(['100 ringing', '20000 ended 480/19 by network']);
  });
});

test('[I8] the same calls at the same times give the same events, each leg in a legal order', async () => {
  const calls = fc.array(
    fc.record({
      ending: fc.integer({ min: 0, max: 14 }),
      pauseMs: fc.integer({ min: 0, max: 3_000 }),
      plays: fc.boolean(),
    }),
    {
      maxLength: 12,
    },
  );
  await fc.assert(
    fc.asyncProperty(calls, async (plan) => {
      const run = async () => {
        const network = await openTestNetwork();
        for (const [index, { ending, pauseMs, plays }] of plan.entries()) {
          await network.dial(`leg-${index}`, `+1202555${String(100 + ending).padStart(4, '0')}`);
          await network.clock.advance(pauseMs);
          if (plays) await network.play(`leg-${index}`, `play-${index}`);
        }
        await network.clock.advance(120_000);
        return network;
      };
      const [first, second] = [await run(), await run()];
      expect(second.heard).toEqual(first.heard);
      for (const index of plan.keys()) {
        const kinds = first.heard.filter(({ event }) => event.legId === `leg-${index}`).map(({ event }) => event.kind);
        for (const kind of ['ringing', 'answered', 'ended'])
          expect(kinds.filter((other) => other === kind).length).toBeLessThanOrEqual(1);
        if (kinds.includes('ended')) expect(kinds.at(-1)).toBe('ended');
        if (kinds.includes('answered')) expect(kinds.indexOf('ringing')).toBeLessThan(kinds.indexOf('answered'));
        if (kinds.includes('digit')) expect(kinds.indexOf('answered')).toBeLessThan(kinds.indexOf('digit'));
      }
      expect(new Set(first.phone.rings().map((ring) => ring.legId)).size).toBe(plan.length);
    }),
    { numRuns: 40 },
  );
});
