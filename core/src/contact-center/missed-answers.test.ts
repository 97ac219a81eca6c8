import type { PhoneEffect } from '@ringback/core';
import { CoreBench, aService, anAgent, canonicalJson } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';

/** How a test lets the writer learn that a leg was picked up: it is told, or finds the leg answered after a start. */
type Learn = (bench: CoreBench, legId: string) => void;

const isTold: Learn = (bench, legId) => bench.event({ kind: 'answered', legId });
const findsOut: Learn = (bench, legId) => {
  bench.phone.pickUpUnheard(legId);
  bench.recover([...bench.phone.legs.keys()]);
};

/** A bench on which a leg rings, and which. */
interface Ringing {
  readonly bench: CoreBench;
  readonly id: string;
  readonly legId: string;
}

function customerRings(service: Parameters<typeof aService>[0] = {}): Ringing {
  const bench = new CoreBench({ services: [aService(service)], agentPhonesAnswer: false });
  const id = bench.request();
  bench.available('agt_ana');
  return { bench, id, legId: bench.customerLeg(id) };
}

/** Agent first: the agent's telephone rings, and the customer's after it was picked up. */
function agentRingsFirst(): Ringing {
  const bench = new CoreBench({ services: [aService({ delivery: 'agent_first' })], agentPhonesAnswer: false });
  const id = bench.request();
  bench.available('agt_ana');
  bench.accept(id);
  bench.do({ kind: 'dial_callback', callbackId: id, phoneNumber: null });
  return { bench, id, legId: bench.item(id).agentLegId ?? '' };
}

/** Customer first: a customer holds while the agent's telephone rings. */
function agentRingsLast(endpoint?: Parameters<typeof anAgent>[0]): Ringing {
  const bench = new CoreBench({ agents: [anAgent(endpoint)], agentPhonesAnswer: false });
  const id = bench.request();
  bench.available('agt_ana');
  bench.customerAnswers(id);
  bench.customerPresses(id, '1');
  if (bench.item(id).offerId !== null) bench.accept(id);
  return { bench, id, legId: bench.item(id).agentLegId ?? '' };
}

const asked = ({ bench }: Ringing, kind: PhoneEffect['kind']) =>
  bench.effects.filter(({ phone }) => phone.kind === kind);

/** Everything stored, and everything that was asked of the phone system. */
const allOf = ({ bench }: Ringing): string =>
  canonicalJson([[...bench.rows].map(([table, rows]) => [table, Object.fromEntries(rows)]), bench.effects]);

describe('picked up while nobody decided', () => {
  test.each([
    ['the customer, customer first', customerRings, 'confirming'],
    [
      'the customer, with machines told from people',
      () => customerRings({ machines: { isDetected: true, hasMessage: false } }),
      'dialing',
    ],
    ['the agent, agent first', agentRingsFirst, 'dialing'],
    ['the agent, for a customer who holds', agentRingsLast, 'connected'],
    [
      'an agent at any number',
      () => agentRingsLast({ endpoint: { type: 'number', address: '+12025550188', isAutoAccept: true } }),
      'holding',
    ],
  ] as const)(
    '[X1][D1] %s: as if it had just been told, and a report that comes all the same changes nothing',
    (_who, begin, state) => {
      const [heard, missed] = [begin(), begin()];
      isTold(heard.bench, heard.legId);
      missed.bench.restart();
      findsOut(missed.bench, missed.legId);
      expect(allOf(missed)).toBe(allOf(heard));
      expect(missed.bench.state(missed.id)).toBe(state);
      const before = allOf(missed);
      isTold(missed.bench, missed.legId);
      missed.bench.recover([...missed.bench.phone.legs.keys()]);
      expect(allOf(missed)).toBe(before);
    },
  );

  test('[D1] the announcement is asked for at once; in agent first the customer is rung', () => {
    const [customerFirst, agentFirst] = [customerRings(), agentRingsFirst()];
    for (const { bench, legId } of [customerFirst, agentFirst]) findsOut(bench, legId);
    expect(customerFirst.bench.phone.spoken).toEqual(['callback_announcement']);
    expect(customerFirst.bench.ask({ kind: 'callback', callbackId: customerFirst.id })).toMatchObject({
      attempts: [{ outcome: null, answeredAt: customerFirst.bench.now }],
    });
    expect(agentFirst.bench.phone.rungNumbers).toEqual(['+12025550100']);
  });

  test('[I1] longer away than the telephone may ring: the answer goes before the deadline', () => {
    const { bench, id, legId } = customerRings();
    bench.now += 120_000;
    bench.restart();
    findsOut(bench, legId);
    bench.advance(0);
    expect([bench.state(id), bench.attemptOutcomes(id)]).toEqual(['confirming', [null]]);
  });

  test('[I2] in the order in which they were rung, whatever the order in which they are told', () => {
    const bench = new CoreBench({
      services: [aService({ reserveAgent: false })],
      agents: [anAgent(), anAgent({ id: 'agt_ben' })],
    });
    const ids = ['+12025550101', '+12025550100'].map((phoneNumber) => bench.request({ phoneNumber }));
    bench.available('agt_ana');
    bench.advance(1_000);
    bench.available('agt_ben');
    const legIds = ids.map((id) => bench.customerLeg(id));
    for (const legId of legIds) bench.phone.pickUpUnheard(legId);
    bench.restart();
    bench.recover(legIds.toReversed());
    const spokenTo = bench.effects.flatMap(({ phone }) => (phone.kind === 'play' ? [phone.legId] : []));
    expect(spokenTo).toEqual(legIds);
  });

  test('[I4] a hang-up was asked for already: nothing is begun on that line', () => {
    const { bench, id, legId } = customerRings();
    bench.phone.act = () => undefined;
    bench.do({ kind: 'cancel_callback', callbackId: id, by: 'customer', reason: null });
    const before = bench.effects.length;
    findsOut(bench, legId);
    expect(bench.effects.slice(before)).toEqual([]);
    expect(bench.center.legs.get(legId)).toMatchObject({ hangUpAsked: true, state: 'asked' });
  });

  test('[I9] the customer left meanwhile: who picked up for them is not connected to nobody', () => {
    const { bench, id, legId } = agentRingsLast();
    bench.phone.pickUpUnheard(legId);
    bench.recover([legId]);
    expect([bench.state(id), bench.attemptOutcomes(id)]).toEqual(['retry_pending', ['unknown']]);
    expect(bench.effects.at(-1)?.phone).toEqual({ kind: 'hang_up', legId });
    expect(bench.agent('agt_ana')).toMatchObject({ presence: 'available', activity: 'idle' });
  });

  test('[R1] a call in that is up changes nothing', () => {
    const bench = new CoreBench();
    const id = bench.callIn('+12025550177', 'in1');
    const before = bench.effects.length;
    bench.recover(['in1']);
    expect([bench.state(id), bench.effects.length]).toEqual(['waiting', before]);
  });
});

test('[X1] a telephone that still rings goes on ringing', () => {
  const ringing = customerRings();
  ringing.bench.restart();
  ringing.bench.recover([ringing.legId]);
  expect([ringing.bench.state(ringing.id), asked(ringing, 'play'), asked(ringing, 'hang_up')]).toEqual([
    'dialing',
    [],
    [],
  ]);
});
