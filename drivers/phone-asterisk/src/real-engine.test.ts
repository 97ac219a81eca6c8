import { outcomeOfUnanswered, type PhoneEffect, type PhoneEvent } from '@ringback/core';
import { livingLegIds, pause, type SipPeer, until } from '@ringback/testkit';
import { findPhonePrograms, openTestProxy, startBaresip } from '@ringback/testkit/sip';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AsteriskPhoneOptions } from './asterisk-phone.ts';
import { findTestEngine, openTestAsterisk, type TestAsterisk } from './test-asterisk.ts';
import { NUMBERS, openPeer, ringingThenStatus, sipFarEnds, withStatus } from './test-far-ends.ts';
import { keepLog, openTestPhone } from './test-phone.ts';
import { plainTrunk } from './trunks/trunk.ts';

const installed = findTestEngine();
const programs = findPhonePrograms();

describe.skipIf(installed === null)('on a real engine', { timeout: 40_000 }, () => {
  let engine: TestAsterisk;
  let peer: SipPeer;
  let spare: SipPeer;
  let phones: ReturnType<typeof openTestPhone>[] = [];
  let legCount = 0;

  beforeAll(async () => {
    if (installed === null) return;
    [peer, spare] = await Promise.all([openPeer(() => engine), openPeer(() => engine)]);
    const agent = { agentId: 'agt_ana', endpointName: 'desk-1', password: 'desk-only', webrtc: false };
    engine = await openTestAsterisk(installed, { main: peer.port, spare: spare.port }, [agent]);
  });
  afterEach(async () => {
    await Promise.all(phones.map((phone) => phone.stop()));
    phones = [];
    await engine.endCalls();
  });
  afterAll(async () => {
    peer.close();
    spare.close();
    await engine.close();
  });

  async function open(options: Partial<AsteriskPhoneOptions> = {}) {
    const events: PhoneEvent[] = [];
    const phone = openTestPhone(engine, options);
    phones.push(phone);
    await phone.start((event) => events.push(event));
    const kindsOf = (legId: string) => events.filter((event) => event.legId === legId).map(({ kind }) => kind);
    const heard = (legId: string, kind: PhoneEvent['kind'], limitMs = 12_000) =>
      until(`${legId} is ${kind}`, async () => kindsOf(legId).includes(kind), limitMs);
    const endOf = (legId: string) => {
      const event = events.find((one) => one.kind === 'ended' && one.legId === legId);
      return event?.kind === 'ended' ? event.end : null;
    };
    return { phone, events, kindsOf, heard, endOf };
  }

  const newLeg = (): string => `leg_${(legCount += 1)}`;

  function dial(legId: string, phoneNumber: string, ringMs = 20_000): PhoneEffect {
    return { kind: 'dial', legId, target: { kind: 'number', phoneNumber }, callerId: '+12025550199', ringMs };
  }

  describe('outcomes by SIP status', () => {
    // Cause by status as the engine maps it (its res_pjsip, RFC 3398 8.2.6.1); null where the engine has only "interworking".
    test.each([
      [486, 17, 'far_end', 'busy'],
      [600, 17, 'far_end', 'busy'],
      [603, 21, 'far_end', 'rejected'],
      [403, 21, 'network', 'rejected'],
      [607, null, 'far_end', 'rejected'],
      [608, null, 'network', 'rejected'],
      [404, 1, 'network', 'invalid_number'],
      [604, 1, 'network', 'invalid_number'],
      [410, 22, 'network', 'invalid_number'],
      [484, 28, 'network', 'invalid_number'],
      [480, 19, 'far_end', 'unreachable'],
      [488, 58, 'network', 'network_failure'],
      [500, 38, 'network', 'network_failure'],
      [502, 27, 'network', 'network_failure'],
      [503, 34, 'network', 'network_failure'],
      [504, 102, 'network', 'network_failure'],
    ] as const)('[A2] %d is cause %s by %s, outcome %s', async (sipStatus, q850Cause, endedBy, outcome) => {
      const { phone, heard, endOf } = await open();
      const legId = newLeg();
      await phone.execute(dial(legId, withStatus(sipStatus)));
      await heard(legId, 'ended');
      const end = endOf(legId);
      expect(end).toEqual({ sipStatus, q850Cause, endedBy });
      expect(end === null ? null : outcomeOfUnanswered(end, false)).toBe(outcome);
    });

    test('[A2] 480 and 408 after ringing are a far end that does not answer', async () => {
      const { phone, heard, kindsOf, endOf } = await open();
      const [away, slow] = [newLeg(), newLeg()];
      await phone.execute(dial(away, ringingThenStatus(480)));
      await phone.execute(dial(slow, ringingThenStatus(408)));
      await Promise.all([heard(away, 'ended'), heard(slow, 'ended')]);
      expect(kindsOf(away)).toEqual(['ringing', 'ended']);
      expect(endOf(away)).toEqual({ sipStatus: 480, q850Cause: 19, endedBy: 'far_end' });
      expect(endOf(slow)).toEqual({ sipStatus: 408, q850Cause: 18, endedBy: 'network' });
    });

    test('[A2] our own ring time over: no answer where it rang, unreachable where nothing did', async () => {
      const { phone, heard, endOf } = await open();
      const [rung, dead] = [newLeg(), newLeg()];
      await Promise.all([
        phone.execute(dial(rung, NUMBERS.silent, 2_000)),
        phone.execute(dial(dead, NUMBERS.dead, 2_000)),
      ]);
      await Promise.all([heard(rung, 'ended'), heard(dead, 'ended')]);
      expect(endOf(rung)).toEqual({ sipStatus: 480, q850Cause: 19, endedBy: 'network' });
      expect(endOf(dead)).toEqual({ sipStatus: 480, q850Cause: 20, endedBy: 'network' });
    });
  });

  describe('trunks', () => {
    const trunks = [plainTrunk('main'), { ...plainTrunk('spare'), order: 2 }];

    test('[A6][I2] 503 goes to the next trunk once, 486 to none, and after ringing nothing is tried again', async () => {
      const { phone, heard, kindsOf } = await open({ trunks });
      const before = [peer.calls().length, spare.calls().length];
      const [congested, busy, rang] = [newLeg(), newLeg(), newLeg()];
      for (const [legId, number] of [
        [congested, withStatus(503)],
        [busy, withStatus(486)],
        [rang, ringingThenStatus(503)],
      ] as const)
        await phone.execute(dial(legId, number)).then(() => heard(legId, 'ended'));
      // Both trunks say 503 to the first call and rest alike, so that the order decides for the other two.
      expect([peer.calls().length - (before[0] ?? 0), spare.calls().length - (before[1] ?? 0)]).toEqual([3, 1]);
      expect(kindsOf(rang)).toEqual(['ringing', 'ended']);
      expect([...kindsOf(congested), ...kindsOf(busy)]).toEqual(['ended', 'ended']);
    });

    test('[A6] a trunk the engine does not have: the next one rings, the leg is the same, and keys and hang-ups reach it', async () => {
      const { phone, heard, events, kindsOf, endOf } = await open({
        trunks: [{ ...plainTrunk('not-there'), order: 0 }, ...trunks],
      });
      const legId = newLeg();
      await phone.execute(dial(legId, NUMBERS.answering));
      await heard(legId, 'answered');
      expect(await livingLegIds(phone)).toEqual([legId]);
      await sipFarEnds(peer, engine).pressKey(`${legId}.2`, '5');
      await heard(legId, 'digit');
      await phone.execute({ kind: 'hang_up', legId });
      await heard(legId, 'ended');
      expect(kindsOf(legId)).toEqual(['ringing', 'answered', 'digit', 'ended']);
      expect(endOf(legId)?.endedBy).toBe('us');
      expect(events).toHaveLength(4);
    });

    test('[A6] a gateway that says nothing is given up after the transaction timer, and the next one rings', async () => {
      const { phone, heard, kindsOf } = await open({ trunks });
      const before = spare.calls().length;
      const legId = newLeg();
      await phone.execute(dial(legId, NUMBERS.dead, 30_000));
      await until('the spare trunk is rung', async () => spare.calls().length > before, 12_000);
      await phone.execute({ kind: 'hang_up', legId });
      await heard(legId, 'ended');
      expect(kindsOf(legId)).toEqual(['ended']);
    });
  });

  describe('calls in', () => {
    const german = { country: 'DE', numbers: 'national', calledPrefix: null } as const;
    test.each([
      [{ to: '030901820', from: '0301234567' }, german, { to: '+4930901820', from: '+49301234567' }],
      [{ to: '+4930901820', from: '+442079460000' }, german, { to: '+4930901820', from: '+442079460000' }],
      [
        { to: '820', from: '00442079460000' },
        { ...german, calledPrefix: '+4930901' },
        { to: '+4930901820', from: '+442079460000' },
      ],
    ])('[R1] %j over a trunk that writes national numbers', async (call, callsIn, expected) => {
      const { events } = await open({
        // Both have the address of this machine: either may be taken for the one it comes over.
        trunks: ['main', 'spare'].map((name) => ({ ...plainTrunk(name), callsIn })),
      });
      await sipFarEnds(peer, engine).callIn(call);
      await until('the call came in', async () => events.length > 0, 5_000);
      expect(events[0]).toMatchObject({ kind: 'inbound', ...expected });
    });
  });

  describe('agents', () => {
    test('[A2] a phone that is not signed in ends as absent', async () => {
      const { phone, endOf } = await open();
      const legId = newLeg();
      const target = { kind: 'agent', agentId: 'agt_ana', endpointType: 'number', address: 'desk-1' } as const;
      await phone.execute({
        kind: 'dial',
        legId,
        target: { ...target, endpointType: 'softphone' },
        callerId: null,
        ringMs: 5_000,
      });
      expect(endOf(legId)).toEqual({ sipStatus: 480, q850Cause: 20, endedBy: 'network' });
    });

    test.skipIf(programs === null)(
      '[D1] a real phone that signed in rings, answers, and is bridged with a customer',
      async () => {
        if (programs === null) return;
        const { phone, heard, kindsOf } = await open();
        const server = `127.0.0.1:${engine.sipPort}`;
        const desk = await startBaresip({ programs, user: 'desk-1', server, password: 'desk-only', picksUp: true });
        try {
          const [customer, agent] = [newLeg(), newLeg()];
          await phone.execute(dial(customer, NUMBERS.answering));
          await heard(customer, 'answered');
          const target = { kind: 'agent', agentId: 'agt_ana', endpointType: 'softphone', address: 'desk-1' } as const;
          await phone.execute({ kind: 'dial', legId: agent, target, callerId: '+12025550105', ringMs: 10_000 });
          await heard(agent, 'answered');
          await phone.execute({ kind: 'bridge', bridgeId: `br_${agent}`, legIds: [customer, agent] });
          const bridge = JSON.stringify(await engine.ask('GET', `bridges/br_${agent}`));
          expect(bridge).toContain(`"${customer}"`);
          expect(bridge).toContain(`"${agent}"`);
          await desk.hangUp();
          await heard(agent, 'ended');
          expect(kindsOf(customer)).not.toContain('ended');
        } finally {
          await desk.stop();
        }
      },
    );
  });

  describe('when the connection breaks', () => {
    test('[X1][I2] cut off for some seconds: an answer, an end and a hang-up of that time are all made up for', async () => {
      const wire = await openTestProxy(engine.httpPort);
      try {
        const { phone, heard, kindsOf, endOf } = await open({ url: wire.url });
        const [picksUp, hangsUp, weHangUp, refuses] = [newLeg(), newLeg(), newLeg(), newLeg()];
        for (const legId of [hangsUp, weHangUp]) {
          await phone.execute(dial(legId, NUMBERS.answering));
          await heard(legId, 'answered');
        }
        await phone.execute(dial(refuses, ringingThenStatus(486)));
        const number = '+12025550190';
        const ringsOfPicksUp = () => peer.calls().filter(({ user }) => user === number).length;
        await phone.execute(dial(picksUp, number));
        await until('it rings', async () => ringsOfPicksUp() === 1, 5_000);
        wire.cut();
        await sipFarEnds(peer, engine).hangUp(hangsUp);
        const hungUp = phone.execute({ kind: 'hang_up', legId: weHangUp });
        await until(
          'the customer picked up unseen',
          async () => JSON.stringify(await engine.ask('GET', `channels/${picksUp}`)).includes('"Up"'),
          5_000,
        );
        expect(kindsOf(picksUp)).not.toContain('answered');
        wire.mend();
        await hungUp;
        await Promise.all([
          heard(picksUp, 'answered'),
          heard(hangsUp, 'ended'),
          heard(weHangUp, 'ended'),
          heard(refuses, 'ended'),
        ]);
        expect(endOf(weHangUp)?.endedBy).toBe('us');
        expect(await livingLegIds(phone)).toEqual([picksUp]);
        await sipFarEnds(peer, engine).pressKey(picksUp, '1');
        await heard(picksUp, 'digit');
        expect(ringsOfPicksUp()).toBe(1);
      } finally {
        await wire.close();
      }
    });

    test('[X1][I2] cut again and again while forty calls are made: no number rings twice, and every leg is known as it is', async () => {
      const wire = await openTestProxy(engine.httpPort);
      try {
        const { phone, kindsOf } = await open({ url: wire.url, backoff: { firstMs: 10, lastMs: 50 } });
        const before = peer.calls().length;
        const legs = Array.from({ length: 40 }, (_, index) => ({ id: newLeg(), number: `+12025550${110 + index}` }));
        for (const [index, { id, number }] of legs.entries()) {
          const isLate = index % 4 === 3;
          const dialled = phone.execute(dial(id, number));
          if (isLate) wire.cut();
          else await pause(20);
          // Between no time and a moment after the answer: the cut falls into every step of a call.
          if (isLate) await pause((index * 37) % 400);
          wire.mend();
          await dialled;
        }
        const isSettled = (id: string) => kindsOf(id).some((kind) => kind === 'answered' || kind === 'ended');
        await until('every leg is answered or over', async () => legs.every(({ id }) => isSettled(id)), 10_000);
        const rung = peer.calls().slice(before);
        expect(new Set(rung.map(({ user }) => user)).size).toBe(rung.length);
        const talking = legs.map(({ id }) => id).filter((id) => !kindsOf(id).includes('ended'));
        expect((await livingLegIds(phone)).toSorted()).toEqual(talking.toSorted());
        expect(talking.length).toBeGreaterThan(20);
      } finally {
        await wire.close();
      }
    });

    test('[X1] a new process goes on with the legs of the one before', async () => {
      const first = await open();
      const legId = newLeg();
      await first.phone.execute(dial(legId, NUMBERS.answering));
      await first.heard(legId, 'answered');
      await first.phone.stop();
      const second = await open();
      expect(await livingLegIds(second.phone)).toEqual([legId]);
      await second.heard(legId, 'answered');
      await second.phone.execute({ kind: 'hang_up', legId });
      await second.heard(legId, 'ended');
      expect(second.endOf(legId)?.endedBy).toBe('us');
    });

    test('[X1][D1] a new process ends the sentence of the one before, and two are connected at once', async () => {
      const first = await open();
      const [customer, agent] = [newLeg(), newLeg()];
      await Promise.all([customer, agent].map((legId) => first.phone.execute(dial(legId, NUMBERS.answering))));
      await Promise.all([customer, agent].map((legId) => first.heard(legId, 'answered')));
      const prompt = { name: 'callback_announcement', language: 'en', values: { serviceName: 'Support' } } as const;
      await first.phone.execute({ kind: 'play', legId: customer, playId: `play_of_${customer}`, prompt });
      await first.phone.stop();
      const second = await open({ requestTimeoutMs: 2_000 });
      await Promise.all([customer, agent].map((legId) => second.heard(legId, 'answered')));
      const bridgeId = `br_${customer}`;
      await second.phone.execute({ kind: 'bridge', bridgeId, legIds: [customer, agent] });
      const bridge = JSON.stringify(await engine.ask('GET', `bridges/${bridgeId}`));
      expect([customer, agent].map((legId) => bridge.includes(`"${legId}"`))).toEqual([true, true]);
      await second.heard(customer, 'play_finished');
      expect(second.phone.health().connectCount).toBe(1);
    });

    test('[X1] a second phone takes the application over: the first is silent and says so', async () => {
      const log = keepLog();
      const first = await open({ log });
      const second = await open();
      await until('the first knows', async () => first.phone.health().state === 'replaced', 5_000);
      const legId = newLeg();
      await second.phone.execute(dial(legId, NUMBERS.answering));
      await second.heard(legId, 'answered');
      expect(first.events).toEqual([]);
      expect(log.lines.some((line) => line.startsWith('error another program took over'))).toBe(true);
    });

    test('[X1][A1] the engine is killed: every leg ends by the network once it is back, and calls go on', async () => {
      const { phone, heard, endOf } = await open();
      const [talks, rings] = [newLeg(), newLeg()];
      await phone.execute(dial(talks, NUMBERS.answering));
      await phone.execute(dial(rings, NUMBERS.silent));
      await Promise.all([heard(talks, 'answered'), heard(rings, 'ringing')]);
      await engine.kill();
      await engine.restart();
      await Promise.all([heard(talks, 'ended'), heard(rings, 'ended')]);
      expect(endOf(talks)).toEqual({ sipStatus: null, q850Cause: 38, endedBy: 'network' });
      expect(endOf(rings)).toEqual({ sipStatus: null, q850Cause: null, endedBy: 'network' });
      const next = newLeg();
      await phone.execute(dial(next, NUMBERS.answering));
      await heard(next, 'answered');
    });
  });
});
