import type { MachineKind, PhoneEffect, ServicePolicy } from '@ringback/core';
import { CoreBench, aService, anAgent, outcomeRules } from '@ringback/testkit';
import { expect, test } from 'vitest';

const auto = anAgent({ endpoint: { type: 'simulated', address: null, isAutoAccept: true } });

/** The customer's line has been answered, by whom is not known yet. */
function answered(service: Partial<ServicePolicy> = {}) {
  const bench = new CoreBench({
    services: [aService({ machines: { isDetected: true, hasMessage: false }, ...service })],
    agents: [auto],
  });
  const id = bench.request();
  bench.available('agt_ana');
  bench.advance(0);
  const legId = bench.callback(id).customerLegId ?? '';
  bench.customerAnswers(id);
  const asked = (kind: PhoneEffect['kind']) => bench.effects.filter(({ phone }) => phone.kind === kind);
  const hear = (machine: MachineKind) => bench.event({ kind: 'machine_heard', legId, machine });
  return { bench, id, legId, asked, hear };
}

test('[D7] off: nobody is listened to, the announcement is spoken at once', () => {
  const { bench, id, asked } = answered({ machines: { isDetected: false, hasMessage: false } });
  expect([bench.state(id), asked('detect_machine').length, bench.phone.spoken]).toEqual([
    'confirming',
    0,
    ['callback_announcement'],
  ]);
});

test('[D7] a person: nothing is said before they are heard, then the announcement', () => {
  const { bench, id, legId, asked } = answered();
  expect([bench.state(id), asked('detect_machine').length, bench.phone.spoken]).toEqual(['dialing', 1, []]);
  bench.event({ kind: 'human_heard', legId });
  bench.event({ kind: 'human_heard', legId });
  expect([bench.state(id), bench.phone.spoken]).toEqual(['confirming', ['callback_announcement']]);
});

test('[D7][X1] silence is no machine: after eight seconds without a verdict it is a person, also after a restart', () => {
  const { bench, id } = answered();
  bench.restart();
  bench.advance(7_999);
  expect(bench.state(id)).toBe('dialing');
  bench.advance(1);
  expect(bench.state(id)).toBe('confirming');
});

test('[D7] agent first: the agent hears the customer once a person was heard', () => {
  const { bench, id, legId } = answered({ delivery: 'agent_first', dialCountdownMs: 0 });
  bench.advance(0);
  const customer = bench.callback(id).customerLegId ?? legId;
  bench.event({ kind: 'answered', legId: customer });
  expect(bench.state(id)).toBe('dialing');
  bench.event({ kind: 'human_heard', legId: customer });
  expect(bench.state(id)).toBe('connected');
});

test.each([
  ['voicemail', 'answered_machine'],
  ['fax', 'fax'],
] as const)('[D7][A2] a %s: hung up, attempt %s, tried again by its rule', (machine, outcome) => {
  const { bench, id, legId, asked, hear } = answered();
  hear(machine);
  expect([bench.state(id), bench.attemptOutcomes(id)]).toEqual(['retry_pending', [outcome]]);
  expect(asked('hang_up').map(({ phone }) => ('legId' in phone ? phone.legId : null))).toEqual([legId]);
  expect(bench.agent('agt_ana').activity).toBe('idle');
});

test.each([
  ['busy_tone', 'busy', 'retry_pending'],
  ['network_congested', 'network_failure', 'retry_pending'],
  ['number_not_in_service', 'invalid_number', 'closed'],
] as const)('[A2][D7] the network answered and plays %s: as if it had refused, %s, %s', (machine, outcome, state) => {
  const { bench, id, legId, asked, hear } = answered({ machines: { isDetected: true, hasMessage: true } });
  hear(machine);
  hear(machine);
  expect([bench.attemptOutcomes(id), bench.state(id)]).toEqual([[outcome], state]);
  expect(asked('hang_up').map(({ phone }) => ('legId' in phone ? phone.legId : null))).toEqual([legId]);
  expect([bench.phone.spoken, bench.agent('agt_ana').activity]).toEqual([[], 'idle']);
});

test('[A2][A3][D7] busy tone uses an attempt up, congestion none, and a number that is not in service is given up', () => {
  const [busy, congested, vacant] = [answered(), answered(), answered()];
  busy.hear('busy_tone');
  congested.hear('network_congested');
  vacant.hear('number_not_in_service');
  const used = [busy, congested].map(({ bench, id }) => bench.callback(id).attemptsConsumed);
  expect([used, vacant.bench.outcome(vacant.id)]).toEqual([[1, 0], 'invalid_number']);
});

test('[D7][A3] or not tried again, where the rule says so', () => {
  const { bench, id, hear } = answered({ outcomeRules: outcomeRules({ answered_machine: { stops: true } }) });
  hear('voicemail');
  expect(bench.state(id)).toBe('closed');
});

test('[D7] a voicemail gets its message after the beep, and is hung up on after it', () => {
  const { bench, id, legId, asked, hear } = answered({ machines: { isDetected: true, hasMessage: true } });
  hear('voicemail');
  const [message] = asked('leave_message');
  expect(message?.phone).toMatchObject({ legId, prompt: { name: 'voicemail_message' } });
  expect([bench.state(id), bench.attemptOutcomes(id), asked('hang_up')]).toEqual([
    'retry_pending',
    ['answered_machine'],
    [],
  ]);
  const playId = message?.phone.kind === 'leave_message' ? message.phone.playId : '';
  bench.event({ kind: 'play_finished', legId, playId });
  expect(asked('hang_up')).toHaveLength(1);
});

test('[D7][I1] the end of the message is never told: hung up all the same', () => {
  const { bench, asked, hear } = answered({ machines: { isDetected: true, hasMessage: true } });
  hear('voicemail');
  bench.advance(90_000);
  expect(asked('hang_up').length).toBeGreaterThan(0);
});

test('[D7] a beep during the announcement gets the message too, without detection', () => {
  const { bench, id, asked, hear } = answered({ machines: { isDetected: false, hasMessage: true } });
  hear('voicemail');
  expect([bench.attemptOutcomes(id), asked('leave_message').length]).toEqual([['answered_machine'], 1]);
});

test('[D7] whoever hangs up while they are listened to has not confirmed', () => {
  const { bench, id } = answered();
  bench.customerEnds(id);
  expect(bench.attemptOutcomes(id)).toEqual(['not_confirmed']);
});

test('[A2][D7] the engine dies while it listens: a failure of the network', () => {
  const { bench, id } = answered();
  bench.customerEnds(id, { q850Cause: 38, endedBy: 'network' });
  expect([bench.attemptOutcomes(id), bench.callback(id).attemptsConsumed]).toEqual([['network_failure'], 0]);
});

test('[D7][D8] a key is pressed by a person', () => {
  const { bench, id } = answered();
  bench.customerPresses(id, '1');
  expect(bench.state(id)).toBe('confirming');
});

test('[D7] a beep while the agent talks to it already: they are parted before the message, and the agent may redial', () => {
  const service = { delivery: 'agent_first', dialCountdownMs: 0, redialWindowMs: 60_000 } as const;
  const { bench, id, asked } = answered({ ...service, machines: { isDetected: false, hasMessage: true } });
  const legId = bench.callback(id).customerLegId ?? '';
  bench.event({ kind: 'answered', legId });
  const bridgeId = bench.callback(id).call?.bridgeId;
  expect(bench.state(id)).toBe('connected');
  bench.event({ kind: 'machine_heard', legId, machine: 'voicemail' });
  expect(bench.state(id)).toBe('previewing');
  expect(asked('unbridge').map(({ phone }) => phone)).toEqual([{ kind: 'unbridge', bridgeId }]);
  const kinds = bench.effects.map(({ phone }) => phone.kind);
  expect(kinds.indexOf('unbridge')).toBeLessThan(kinds.indexOf('leave_message'));
});
