import { describe, expect, test } from 'vitest';
import { NOON, openTestNetwork } from './test-network.ts';

const HANDSET = '+12025550110';

async function openRinging() {
  const network = await openTestNetwork();
  await network.dial('leg', HANDSET);
  await network.clock.advance(2_000);
  return { ...network, handset: network.phone.handset };
}

describe('a call to the handset', () => {
  test('[F] it rings, shows who calls and since when', async () => {
    const { handset, story } = await openRinging();
    expect(handset.state()).toEqual({
      status: 'ringing',
      direction: 'incoming',
      legId: 'leg',
      caller: '+12025550190',
      promptText: null,
      isMusicOn: false,
      isBridged: false,
      since: NOON,
    });
    expect(story('leg')).toEqual(['0 ringing']);
  });

  test('[F] [A2] it stops ringing when the ring time is over', async () => {
    const { handset, clock, story } = await openRinging();
    await clock.advance(60_000);
    expect(story('leg')).toEqual(['0 ringing', '30000 ended 480/19 by network']);
    expect(handset.state()).toMatchObject({ status: 'idle', legId: null, caller: null, since: NOON + 30_000 });
  });

  test('[F] [A2] declining rejects the call', async () => {
    const { handset, clock, story } = await openRinging();
    handset.decline();
    await clock.advance(0);
    expect(story('leg')).toEqual(['0 ringing', '2000 ended 603/21 by far_end']);
    expect(handset.state().status).toBe('idle');
  });

  test('[F] [D1] [D8] it answers, shows the announcement, and sends the keys pressed', async () => {
    const { handset, play, clock, story } = await openRinging();
    handset.answer();
    await play('leg', 'p');
    expect(handset.state()).toMatchObject({
      status: 'connected',
      since: NOON + 2_000,
      promptText:
        'This is Harbour & Pine calling you back. Press 1 to be connected, 2 to be called later, 9 to cancel and never be called again.',
    });
    handset.pressKeys('x1 #');
    await clock.advance(0);
    expect(story('leg')).toEqual([
      '0 ringing',
      '2000 answered',
      '2000 digit 1',
      '2000 play_finished p',
      '2000 digit #',
    ]);
  });

  test('[F] [D1] music and conversation take the place of the sentence', async () => {
    const { handset, play, execute, dialAgent, bridge, clock } = await openRinging();
    handset.answer();
    await play('leg', 'p', 'connecting');
    await clock.advance(5_000);
    expect(handset.state().promptText).toBe('Thank you. We are connecting you now.');
    await execute({ kind: 'hold_music', legId: 'leg', isOn: true });
    expect(handset.state()).toMatchObject({ promptText: null, isMusicOn: true });
    await dialAgent('agent', 'sim:ana');
    await clock.advance(100);
    await bridge('leg', 'agent');
    expect(handset.state()).toMatchObject({ isMusicOn: false, isBridged: true });
    await execute({ kind: 'hang_up', legId: 'agent' });
    expect(handset.state()).toMatchObject({ status: 'connected', isBridged: false });
  });

  test('[F] [D12] it hangs up, and stays connected until somebody does', async () => {
    const { handset, clock, story } = await openRinging();
    handset.answer();
    await clock.advance(3_600_000);
    handset.hangUp();
    await clock.advance(0);
    expect(story('leg')).toEqual(['0 ringing', '2000 answered', '3602000 ended null/16 by far_end']);
  });

  test('[F] [A2] a second call finds it busy and does not disturb the first', async () => {
    const { handset, dial, clock, story } = await openRinging();
    await dial('second', HANDSET);
    await clock.advance(1_000);
    expect(story('second')).toEqual(['2500 ended 486/17 by far_end']);
    expect(handset.state()).toMatchObject({ status: 'ringing', legId: 'leg' });
  });
});

describe('a call from the handset', () => {
  test('[F] [R1] it calls in, is answered by us, and cannot call twice at once', async () => {
    const { phone, heard, clock, execute } = await openTestNetwork();
    const call = phone.handset.call('+12025550190');
    expect(call).not.toBeNull();
    expect(phone.handset.call('+12025550191')).toBeNull();
    const legId = call?.legId ?? '';
    expect(phone.handset.state()).toMatchObject({
      status: 'ringing',
      direction: 'outgoing',
      legId,
      caller: '+12025550190',
    });
    phone.handset.answer();
    await clock.advance(1_000);
    await execute({ kind: 'answer', legId });
    await clock.advance(0);
    expect(heard.map(({ event }) => event)).toEqual([
      { kind: 'inbound', legId, from: HANDSET, to: '+12025550190' },
      { kind: 'answered', legId },
    ]);
    expect(phone.handset.state()).toMatchObject({ status: 'connected', direction: 'outgoing' });
  });
});

describe('listeners', () => {
  test('[F] they are told each change until they leave', async () => {
    const { phone, dial } = await openTestNetwork();
    const statuses: string[] = [];
    const leave = phone.handset.onState((state) => statuses.push(state.status));
    await dial('leg', HANDSET);
    phone.handset.answer();
    leave();
    phone.handset.hangUp();
    expect(statuses).toEqual(['ringing', 'connected']);
  });

  test('[X4] keys and buttons of an idle handset do nothing', async () => {
    const { phone, heard, clock } = await openTestNetwork();
    phone.handset.answer();
    phone.handset.decline();
    phone.handset.hangUp();
    phone.handset.pressKeys('123');
    await clock.advance(1_000);
    expect(heard).toEqual([]);
    expect(phone.handset.state()).toMatchObject({ status: 'idle', since: NOON });
  });
});
