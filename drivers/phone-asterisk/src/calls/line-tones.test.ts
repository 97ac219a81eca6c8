import { describe, expect, test } from 'vitest';
import { channel, told } from '../test-fake-ari.ts';
import { answered, openPhoneBench } from '../test-phone-bench.ts';

/** A leg is being listened to. */
async function listening() {
  const bench = await openPhoneBench();
  await answered(bench);
  await bench.phone.execute({ kind: 'detect_machine', legId: 'leg_a' });
  await bench.settle();
  const machines = () => bench.events.map((event) => (event.kind === 'machine_heard' ? event.machine : event.kind));
  return { ...bench, machines };
}

const listeners = [
  ['2100', 'TONE_DETECT(2100,400,r)'],
  ['1100', 'TONE_DETECT(1100,400,r)'],
  ['1371', 'TONE_DETECT(1371,200,r)'],
  ['1428', 'TONE_DETECT(1428,200,r)'],
  ['425', 'TONE_DETECT(425,400,r)'],
] as const;

describe('tones of lines', () => {
  test('[D7][A2] each is listened for on a channel of its own, until it is known who answered', async () => {
    const { ari, settle } = await listening();
    const snoops = listeners.map(([hz]) => `channels/leg_a/snoop/tone_${hz}_leg_a`);
    expect(ari.seen.map(({ path }) => path).filter((path) => path.includes('/snoop/'))).toEqual(snoops);
    ari.takeAsked();
    for (const [hz] of listeners)
      ari.emit({ type: 'StasisStart', args: ['tone', hz], channel: channel(`tone_${hz}_leg_a`, 'Up') });
    await settle();
    expect(ari.seen.flatMap(({ query }) => query['variable'] ?? []).filter((variable) => variable !== '')).toEqual(
      listeners.map(([, variable]) => variable),
    );
    ari.takeAsked();
    ari.emit(told.verdict('leg_a', 'MACHINE'));
    await settle();
    expect(ari.takeAsked()).toEqual(listeners.map(([hz]) => `DELETE channels/tone_${hz}_leg_a`));
  });

  test.each([
    ['2100', 'fax'],
    ['1100', 'fax'],
    ['1371', 'number_not_in_service'],
    ['1428', 'network_congested'],
  ])('[D7][A2] %s Hz is %s at once', async (hz, machine) => {
    const { ari, machines } = await listening();
    ari.emit(told.tone(`tone_${hz}_leg_a`));
    expect(machines()).toEqual([machine]);
  });

  test.each([
    ['busy tone, one a second', [1_000], ['busy_tone']],
    ['busy tone, told twice each time', [0, 1_000], ['busy_tone']],
    ['the first one was missed, or another tone came before', [3_000, 1_000], ['busy_tone']],
    ['too fast, as congestion', [500, 500, 500], []],
    ['a long tone that is told of again and again', [400, 400, 400], []],
    ['ringing tone, one in five seconds', [5_000, 5_000], []],
    ['one only', [], []],
  ])('[D7][A2] 425 Hz is busy by its rhythm: %s', async (_what, pausesMs, expected) => {
    const { ari, clock, machines } = await listening();
    ari.emit(told.tone('tone_425_leg_a'));
    for (const pauseMs of pausesMs) {
      await clock.advance(pauseMs);
      ari.emit(told.tone('tone_425_leg_a'));
    }
    expect(machines()).toEqual(expected);
  });

  test('[A2] each leg has a rhythm of its own, and tones of nobody are nobody', async () => {
    const bench = await listening();
    await answered(bench, 'leg_b');
    bench.ari.emit(told.tone('tone_425_leg_a'));
    await bench.clock.advance(1_000);
    for (const id of ['tone_425_leg_b', 'tone_425_leg_gone', 'tone_426_leg_a', 'fax_1371_leg_a'])
      bench.ari.emit(told.tone(id));
    expect(bench.machines()).toEqual([]);
  });
});
