import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { livingLegIds } from './living-leg-ids.ts';
import type { PhoneUnderTest } from './open-phone.ts';
import { PhoneRecorder } from './recorder.ts';

/** How the subject and its recorder of the running test are reached. */
type Current = () => { subject: PhoneUnderTest; recorder: PhoneRecorder };

/**
 * The contract of the `Phone` port, as tests. Every driver runs it.
 * @param open makes a driver, not yet started, with a network around it; called before each test.
 * @param testTimeoutMs for drivers whose time is real.
 */
export function describePhoneContract(name: string, open: () => Promise<PhoneUnderTest>, testTimeoutMs = 30_000): void {
  describe(`phone contract: ${name}`, { timeout: testTimeoutMs }, () => {
    let subject: PhoneUnderTest;
    let recorder: PhoneRecorder;
    beforeEach(async () => {
      subject = await open();
      recorder = await PhoneRecorder.start(subject);
    });
    afterEach(async () => {
      await subject.phone.stop();
      await subject.close();
    });
    const current: Current = () => ({ subject, recorder });

    describe('dialling', () => describeDialling(current));
    describe('refusals', () => describeRefusals(current));
    describe('hanging up', () => describeHangUps(current));
    describe('prompts and keys', () => describePrompts(current));
    describe('bridges', () => describeBridges(current));
    describe('calls in', () => describeCallsIn(current));
  });
}

function describeDialling(current: Current): void {
  test('[D1] a dialled leg reports ringing, then answered', async () => {
    const { recorder } = current();
    const legId = await recorder.dialAnswered('a');
    expect(recorder.kindsOf(legId)).toEqual(['ringing', 'answered']);
  });

  test('[A2] a call nobody answers ends when its ring time is over', async () => {
    const { subject, recorder } = current();
    const legId = recorder.leg('a');
    await recorder.dial(legId, subject.farEnds.numbers.silent, 3_000);
    await subject.passTime(1_500);
    expect(recorder.kindsOf(legId)).toEqual(['ringing']);
    const { end } = await recorder.heard(legId, 'ended');
    expect(recorder.kindsOf(legId)).toEqual(['ringing', 'ended']);
    // RFC 3261: 480 temporarily unavailable, 408 request timeout, 487 request terminated (we took the call back).
    expect([408, 480, 487, null]).toContain(end.sipStatus);
    expect(end.endedBy).not.toBe('far_end');
  });

  test('[I2] a repeated dial rings once', async () => {
    const { subject, recorder } = current();
    const legId = await recorder.dialAnswered('a');
    await recorder.dial(legId, subject.farEnds.numbers.answering);
    await subject.passTime(3_000);
    expect(await subject.farEnds.ringCount(legId)).toBe(1);
    expect(await livingLegIds(subject.phone)).toEqual([legId]);
  });

  test('[I2] a dial repeated before the answer rings once', async () => {
    const { subject, recorder } = current();
    const legId = recorder.leg('a');
    await Promise.all([
      recorder.dial(legId, subject.farEnds.numbers.answering),
      recorder.dial(legId, subject.farEnds.numbers.answering),
    ]);
    await recorder.heard(legId, 'answered');
    expect(await subject.farEnds.ringCount(legId)).toBe(1);
  });

  test('[X1] the legs that live are told, and no others', async () => {
    const { subject, recorder } = current();
    expect(await livingLegIds(subject.phone)).toEqual([]);
    const [first, second] = [await recorder.dialAnswered('a'), await recorder.dialAnswered('b')];
    expect([...(await livingLegIds(subject.phone))].sort()).toEqual([first, second]);
    await recorder.hangUp(first);
    await recorder.heard(first, 'ended');
    expect(await livingLegIds(subject.phone)).toEqual([second]);
  });

  test('[X1] of each leg that lives it is told whether it was answered', async () => {
    const { subject, recorder } = current();
    const [rings, talks] = [recorder.leg('a'), await recorder.dialAnswered('b')];
    await recorder.dial(rings, subject.farEnds.numbers.silent);
    await recorder.heard(rings, 'ringing');
    const legs = await subject.phone.livingLegs();
    expect(legs.toSorted((a, b) => (a.legId < b.legId ? -1 : 1))).toEqual([
      { legId: rings, isAnswered: false },
      { legId: talks, isAnswered: true },
    ]);
  });
}

function describeRefusals(current: Current): void {
  // SIP status by RFC 3261, cause by ITU-T Q.850.
  test.for([
    { farEnd: 'busy', sipStatus: 486, q850Cause: 17 },
    { farEnd: 'rejecting', sipStatus: 603, q850Cause: 21 },
    { farEnd: 'unallocated', sipStatus: 404, q850Cause: 1 },
    { farEnd: 'congested', sipStatus: 503, q850Cause: 34 },
  ] as const)(
    '[A2] $farEnd ends with SIP $sipStatus, cause $q850Cause, unanswered',
    async ({ farEnd, sipStatus, q850Cause }) => {
      const { subject, recorder } = current();
      const legId = recorder.leg('a');
      await recorder.dial(legId, subject.farEnds.numbers[farEnd]);
      const { end } = await recorder.heard(legId, 'ended');
      expect(end).toMatchObject({ sipStatus, q850Cause });
      expect(end.endedBy).not.toBe('us');
      expect(recorder.kindsOf(legId)).not.toContain('answered');
      expect(await livingLegIds(subject.phone)).toEqual([]);
    },
  );
}

function describeHangUps(current: Current): void {
  test('[A1] hanging up before the answer ends the leg by us, unanswered', async () => {
    const { subject, recorder } = current();
    const legId = recorder.leg('a');
    await recorder.dial(legId, subject.farEnds.numbers.silent);
    await recorder.heard(legId, 'ringing');
    await recorder.hangUp(legId);
    expect((await recorder.heard(legId, 'ended')).end.endedBy).toBe('us');
    expect(recorder.kindsOf(legId)).toEqual(['ringing', 'ended']);
  });

  test('[D11] hanging up after the answer ends the leg by us, and a repeat is harmless', async () => {
    const { recorder } = current();
    const legId = await recorder.dialAnswered('a');
    await recorder.hangUp(legId);
    await recorder.hangUp(legId);
    expect((await recorder.heard(legId, 'ended')).end.endedBy).toBe('us');
  });

  test('[D12] the far end hanging up ends the leg by the far end', async () => {
    const { subject, recorder } = current();
    const legId = await recorder.dialAnswered('a');
    await subject.farEnds.hangUp(legId);
    expect((await recorder.heard(legId, 'ended')).end.endedBy).toBe('far_end');
  });

  test('[X4] effects on a leg that does not exist are no error and report nothing', async () => {
    const { subject, recorder } = current();
    const legId = recorder.leg('nobody');
    await recorder.hangUp(legId);
    await recorder.play(legId, 'p');
    await subject.phone.execute({ kind: 'answer', legId });
    await subject.phone.execute({ kind: 'mute', legId, isOn: true });
    await subject.phone.execute({ kind: 'hold_music', legId, isOn: true });
    await subject.phone.execute({ kind: 'unbridge', bridgeId: recorder.leg('no-bridge') });
    await subject.passTime(500);
    expect(recorder.events).toEqual([]);
  });
}

function describePrompts(current: Current): void {
  test('[D1] a prompt spoken to the end reports play_finished', async () => {
    const { recorder } = current();
    const legId = await recorder.dialAnswered('a');
    await recorder.play(legId, 'p');
    expect((await recorder.heard(legId, 'play_finished')).playId).toBe(recorder.leg('p'));
  });

  test('[D8] a key pressed during a prompt is reported and stops the prompt', async () => {
    const { subject, recorder } = current();
    const legId = await recorder.dialAnswered('a');
    await recorder.play(legId, 'p');
    await subject.passTime(500);
    expect(recorder.kindsOf(legId)).not.toContain('play_finished');
    await subject.farEnds.pressKey(legId, '9');
    expect((await recorder.heard(legId, 'digit')).digit).toBe('9');
    await recorder.until('the prompt stops', () => recorder.kindsOf(legId).includes('play_finished'), 1_000);
  });

  test('[D8] keys pressed one after another arrive in order', async () => {
    const { subject, recorder } = current();
    const legId = await recorder.dialAnswered('a');
    for (const key of ['4', '2', '#']) {
      await subject.farEnds.pressKey(legId, key);
      await subject.passTime(300);
    }
    const digits = () => recorder.events.flatMap((event) => (event.kind === 'digit' ? [event.digit] : []));
    await recorder.until('three keys', () => digits().length >= 3);
    expect(digits()).toEqual(['4', '2', '#']);
  });

  test('[D1] hold music ends with a prompt, and neither ends the leg', async () => {
    const { subject, recorder } = current();
    const legId = await recorder.dialAnswered('a');
    await subject.phone.execute({ kind: 'hold_music', legId, isOn: true });
    await subject.phone.execute({ kind: 'hold_music', legId, isOn: true });
    await recorder.play(legId, 'p');
    await recorder.heard(legId, 'play_finished');
    expect(await livingLegIds(subject.phone)).toEqual([legId]);
  });
}

function describeBridges(current: Current): void {
  test('[D1] legs are bridged and taken apart, repeats included, and live on', async () => {
    const { subject, recorder } = current();
    const legIds = [await recorder.dialAnswered('a'), await recorder.dialAnswered('b')];
    const bridgeId = recorder.leg('bridge');
    await subject.phone.execute({ kind: 'bridge', bridgeId, legIds });
    await subject.phone.execute({ kind: 'bridge', bridgeId, legIds });
    await subject.passTime(500);
    await subject.phone.execute({ kind: 'unbridge', bridgeId });
    await subject.phone.execute({ kind: 'unbridge', bridgeId });
    await subject.passTime(500);
    expect([...(await livingLegIds(subject.phone))].sort()).toEqual(legIds);
  });

  test('[D12] one party hanging up leaves the other leg alive for us to decide about', async () => {
    const { subject, recorder } = current();
    const [customer, agent] = [await recorder.dialAnswered('a'), await recorder.dialAnswered('b')];
    await subject.phone.execute({ kind: 'bridge', bridgeId: recorder.leg('bridge'), legIds: [customer, agent] });
    await subject.farEnds.hangUp(customer);
    expect((await recorder.heard(customer, 'ended')).end.endedBy).toBe('far_end');
    await subject.passTime(500);
    expect(await livingLegIds(subject.phone)).toEqual([agent]);
  });
}

function describeCallsIn(current: Current): void {
  const call = { from: '+12025550120', to: '+12025550190' };

  test('[R1] a call in is reported with both numbers and is not answered until we say so', async () => {
    const { subject, recorder } = current();
    const inbound = await receive(current());
    expect(inbound).toMatchObject(call);
    await subject.passTime(1_000);
    expect(recorder.kindsOf(inbound.legId)).toEqual(['inbound']);
    expect(await subject.phone.livingLegs()).toEqual([{ legId: inbound.legId, isAnswered: false }]);
    await subject.phone.execute({ kind: 'answer', legId: inbound.legId });
    await subject.phone.execute({ kind: 'answer', legId: inbound.legId });
    await recorder.heard(inbound.legId, 'answered');
    expect(await subject.phone.livingLegs()).toEqual([{ legId: inbound.legId, isAnswered: true }]);
  });

  test('[R1] a caller who gives up before the answer ends the leg by the far end', async () => {
    const { subject, recorder } = current();
    const { legId } = await receive(current());
    await subject.farEnds.hangUp(legId);
    expect((await recorder.heard(legId, 'ended')).end.endedBy).toBe('far_end');
    expect(recorder.kindsOf(legId)).toEqual(['inbound', 'ended']);
  });

  async function receive({ subject, recorder }: ReturnType<Current>) {
    await subject.farEnds.callIn(call);
    const find = () => recorder.events.find((event) => event.kind === 'inbound');
    await recorder.until('a call in is reported', () => find() !== undefined);
    const event = find();
    if (event === undefined) throw new Error('no call in was reported');
    return event;
  }
}
