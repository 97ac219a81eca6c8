import type { Change, PhoneEffect } from '@ringback/core';
import { anAgent } from '@ringback/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import type { PhoneSession } from './network-log.ts';
import { agent, callback, caller, change, leg, NOW, TestWorld } from './test-world.ts';

/** Goal and method as in checkers.test.ts, for what happens while people talk: consulting, recording, coming back, machines. */

/** Longer than anything takes that is on its way, milliseconds. */
const LONG_MS = 600_000;

type Row = Readonly<Record<string, unknown>>;

let world: TestWorld;
let session: PhoneSession;

beforeEach(() => {
  world = new TestWorld();
  session = {
    nodeId: 'a',
    isOpen: true,
    lookedUpAt: NOW - LONG_MS,
    isSteady: () => true,
    latestClock: () => NOW,
    isDeciding: () => true,
  };
  world.log.opened(session);
  for (const legId of ['leg_c', 'leg_a']) up(legId);
});

function up(legId: string): void {
  world.log.began(legId, 'outbound', NOW);
  world.log.answered(legId, NOW);
}

const call = (row: Row = {}): Row => {
  const plain = { isOnHold: false, isMuted: false, recordings: [], consult: null };
  return { id: 'call_1', bridgeId: 'bridge_1', startedAt: NOW + 1, ...plain, ...row };
};
const conversation = (row: Row = {}): Change =>
  caller('live_1', {
    state: 'connected',
    agentId: 'agt_ana',
    customerLegId: 'leg_c',
    agentLegId: 'leg_a',
    call: call(),
    dueAt: NOW + LONG_MS,
    ...row,
  });
const customerLeg = (row: Row = {}): Change =>
  leg('leg_c', 'live_1', {
    direction: 'outbound',
    state: 'answered',
    isRecordingTold: true,
    noticePlayId: null,
    ...row,
  });
const agentLeg = (id: string, agentId: string, row: Row = {}): Change =>
  leg(id, 'live_1', { role: 'agent', agentId, state: 'answered', confirmPlayId: null, ...row });
const onItem = (agentId: string): Change => agent(agentId, { activity: 'on_item', itemId: 'live_1' });
/** Ana talks to a customer. */
const talking = (row: Row = {}): readonly Change[] => [
  conversation(row),
  customerLeg(),
  agentLeg('leg_a', 'agt_ana'),
  onItem('agt_ana'),
];
const asked = (row: Row = {}): Row => ({
  agentId: 'agt_ben',
  offerId: null,
  legId: 'leg_b',
  bridgeId: 'bridge_2',
  state: 'talking',
  ...row,
});
/** Ana asks Ben, and her customer hears music. */
const consulting = (row: Row = {}): readonly Change[] => [
  ...talking({ call: call({ isOnHold: true, consult: asked(row) }) }),
  agentLeg('leg_b', 'agt_ben'),
  onItem('agt_ben'),
];
const endpoint = (type: 'softphone' | 'number'): Change => {
  const document = anAgent({ endpoint: { type, address: null, isAutoAccept: false } });
  return change('configuration', 'agents agt_ana', { kind: 'agents', id: 'agt_ana', document });
};
const later = (): void => world.judge.steadyNodes([{ nodeId: 'a', role: 'writer' }], NOW + LONG_MS);
const effects = (phone: PhoneEffect): void => world.commit({ effects: [{ id: 'eff_1', at: NOW, phone }] });

test('a conversation, and a consultation, in which nothing is wrong', () => {
  up('leg_b');
  world.write(...talking());
  world.write(...consulting());
  world.log.bridged('leg_a', 'bridge_2');
  world.log.bridged('leg_b', 'bridge_2');
  later();
});

describe('who is asked', () => {
  const leaves =
    (row: Row, ...changes: readonly Change[]) =>
    () =>
      world.write(...consulting(row), ...changes);

  test('[I5] stays reserved when the consultation is over', () => {
    world.write(...consulting());
    expect(() => world.write(conversation())).toThrow('[I5] agt_ben knows live_1, but has');
  });
  test('[I5] is not known to be asked', () => {
    expect(leaves({}, agent('agt_ben', {}))).toThrow('[I5] agt_ben knows null, but has live_1');
  });
  test('[I5] was asked in a conversation that is over', () => {
    world.write(...consulting());
    const back = conversation({ state: 'waiting', agentId: null, call: call({ isOnHold: true, consult: asked() }) });
    expect(() => world.write(back, agent('agt_ana', {}))).toThrow(
      '[I5] agt_ben is asked about live_1, whose conversation',
    );
  });
  test('[I5] has neither an offer nor a leg', () => {
    expect(leaves({ state: 'offered' })).toThrow('[I5] agt_ben is asked about live_1 without an offer');
    const unheard = { state: 'ringing', legId: 'leg_x' };
    const alone = talking({ call: call({ isOnHold: true, consult: asked(unheard) }) });
    expect(() => world.write(...alone, onItem('agt_ben'), change('leg', 'leg_b', null))).toThrow(
      '[I5] agt_ben is asked about live_1, and has no leg',
    );
  });
  test('[I5] is rung without an end', () => {
    const ringing = agentLeg('leg_b', 'agt_ben', { state: 'ringing', deadlineAt: null });
    expect(leaves({ state: 'ringing' }, ringing)).toThrow('[I5] agt_ben is rung about live_1, and nothing ends that');
  });
  test('[I4] is left on the line', () => {
    world.write(...consulting());
    const gone = [conversation({ call: call({ isOnHold: true }) }), agent('agt_ben', {})];
    expect(() => world.write(...gone)).toThrow('leg leg_b');
  });
});

describe('the customer', () => {
  test('[I9] is with nobody, or has no leg', () => {
    world.write(...talking());
    expect(() => world.write(conversation({ agentId: null }), agent('agt_ana', {}))).toThrow(
      '[I9] live_1 is connected, and no agent',
    );
    world.write(onItem('agt_ana'), conversation());
    const legless = [conversation({ customerLegId: null }), change('leg', 'leg_c', null)];
    expect(() => world.write(...legless)).toThrow('[I9] live_1 is connected, and its customer has');
  });
  test('[I9] hears music while a softphone is away, and nothing ends that; or the phone is none that comes back', () => {
    world.write(...talking());
    const away = [conversation({ agentLegId: null, dueAt: NOW + 20_001 }), change('leg', 'leg_a', null)];
    expect(() => world.write(...away)).toThrow('[I9] live_1 is connected, and the phone of agt_ana is gone for good');
    world.write(endpoint('softphone'), conversation({ agentLegId: null, dueAt: NOW + 20_000 }));
    expect(() => world.write(...away)).toThrow('[I9] live_1 hears music while the phone of agt_ana is away');
  });
  test('[D11] hears what is asked about them', () => {
    const heard = talking({ call: call({ consult: asked() }) });
    expect(() => world.write(...heard, agentLeg('leg_b', 'agt_ben'), onItem('agt_ben'))).toThrow(
      '[D11] agt_ben is asked',
    );
  });
  test('[I9] is connected, and in no bridge with the agent', () => {
    world.write(...talking());
    world.log.bridged('leg_c', 'bridge_1');
    expect(later).toThrow('[I9] live_1 is connected, and its customer and agt_ana do not hear each other');
    world.log.bridged('leg_a', 'bridge_1');
    later();
  });
  test('[D11] is on hold, and in a bridge with the agent, or with who is asked', () => {
    up('leg_b');
    world.write(...consulting());
    for (const legId of ['leg_a', 'leg_b']) world.log.bridged(legId, 'bridge_2');
    world.log.bridged('leg_c', 'bridge_2');
    expect(later).toThrow('[D11] live_1 is on hold, and its customer and agt_ana hear each other');
    world.log.bridged('leg_a', null);
    expect(later).toThrow('[D11] agt_ana asks agt_ben about live_1, and they do not hear each other');
  });
});

test('[D11] an agent who comes back is rung twice', () => {
  const again = [...consulting(), agentLeg('leg_b', 'agt_ana')];
  expect(() => world.write(...again)).toThrow('[D11] the phone of agt_ana is rung for leg');
});

test('[D11] an agent who comes back is rung anew while their phone rings', () => {
  world.write(endpoint('softphone'));
  world.write(...talking({ dueAt: NOW + 20_000 }), agentLeg('leg_a', 'agt_ana', { state: 'asked' }));
  const first = agentLeg('leg_a', 'agt_ana', { state: 'ringing', hangUpAsked: true });
  const second = agentLeg('leg_b', 'agt_ana', { state: 'asked' });
  const anew = [conversation({ agentLegId: 'leg_b', dueAt: NOW + 20_000 }), first, second];
  expect(() => world.write(...anew)).toThrow('[D11] the phone of agt_ana rings for leg leg_b, and rang for leg leg_a');
});

describe('[D13] recordings', () => {
  const recording = (id: string, row: Row = {}): Change => {
    const plain = { itemId: 'live_1', callId: 'call_1', serviceId: 'svc_support', agentId: 'agt_ana', kind: 'mixed' };
    return change('recording', id, { id, ...plain, startedAt: NOW, endedAt: null, ...row });
  };
  const running = (...ids: readonly string[]): Row =>
    call({ recordings: ids.map((id) => ({ id, kind: 'mixed', startedAt: NOW })) });
  const known = (...ids: readonly string[]): Change => conversation({ call: running(...ids) });
  const recorded = (): void => world.write(...talking({ call: running('rec_1') }), recording('rec_1'));

  test('goes on when the conversation is over, or the customer is on hold', () => {
    recorded();
    const over = [conversation({ state: 'wrapping_up' }), agent('agt_ana', { activity: 'wrap_up', itemId: 'live_1' })];
    expect(() => world.write(...over)).toThrow(
      '[D13] recording rec_1 goes on, and nobody talks about live_1: wrapping_up',
    );
    expect(() => world.write(conversation({ call: call({ isOnHold: true }) }))).toThrow(
      '[D13] recording rec_1 goes on',
    );
  });
  test('is begun twice', () => {
    recorded();
    expect(() => world.write(known('rec_1', 'rec_2'), recording('rec_2'))).toThrow(
      '[D13] recording rec_2 of call_1 was begun',
    );
  });
  test('is lost sight of', () => {
    recorded();
    expect(() => world.write(known())).toThrow('[D13] live_1 has lost sight of recording rec_1');
  });
  test('of a customer who was not told', () => {
    world.write(...talking());
    world.write(customerLeg({ isRecordingTold: false }));
    expect(() => world.write(known('rec_1'), recording('rec_1'))).toThrow('[D13] live_1 is recorded, and its customer');
  });
  test('is missing where the service asks for it', () => {
    const document = { ...world.judge.world.services.get('svc_support'), recording: 'mixed' };
    world.write(change('configuration', 'services svc_support', { kind: 'services', id: 'svc_support', document }));
    expect(() => world.write(...talking())).toThrow('[D13] live_1 is connected with 0 recordings');
  });
  test('goes on in the network', () => {
    recorded();
    world.log.recordingBegan('rec_1', 'bridge_1', NOW);
    world.write(known(), recording('rec_1', { endedAt: NOW }));
    for (const legId of ['leg_c', 'leg_a']) world.log.bridged(legId, 'bridge_1');
    expect(later).toThrow('[D13] recording rec_1 was over');
    world.log.recordingStopped('rec_1', NOW);
    later();
  });
});

describe('[D7] machines', () => {
  const dialing = (state: string): readonly Change[] => [
    callback('cb_1', { state, customerLegId: 'leg_c', dueAt: NOW + 1 }),
    leg('leg_c', 'cb_1', { direction: 'outbound', state: 'answered' }),
  ];

  test('a machine gets an agent', () => {
    world.write(...dialing('dialing'));
    world.log.told({ kind: 'machine_heard', legId: 'leg_c', machine: 'voicemail' }, session, NOW);
    const on = (): void => world.commit({ changes: dialing('holding') }, NOW + 5_000);
    expect(on).toThrow('[D7] cb_1 is holding: a machine answered leg leg_c');
  });
  test('a person gets the message for machines', () => {
    const prompt = { name: 'voicemail_message', language: 'en', values: {} } as const;
    const message = (): void => effects({ kind: 'leave_message', legId: 'leg_c', playId: 'play_1', prompt });
    expect(message).toThrow('[D7] a message for machines is left on leg leg_c');
    world.log.machineSounded('leg_c', 'voicemail');
    message();
    world.log.bridged('leg_c', 'bridge_1');
    expect(message).toThrow('[D7] a message is left on leg leg_c, and an agent talks into it');
  });
});

test('[W4] a number of an agent counts as answered, or is connected, unasked and without key 1', () => {
  const bridge = (): void => effects({ kind: 'bridge', bridgeId: 'bridge_1', legIds: ['leg_c', 'leg_a'] });
  world.write(...talking());
  world.write(endpoint('number'));
  up('leg_b');
  expect(bridge).toThrow('[W4] agt_ana counts as on the line with leg leg_a, and was never asked');
  world.log.spoke('leg_a', 'agent_confirmation');
  world.log.pressed('leg_a', '5');
  expect(bridge).toThrow('[W4] agt_ana counts as on the line with leg leg_a, and never pressed 1');
  world.log.pressed('leg_a', '1');
  bridge();
  const unasked = [conversation({ agentLegId: 'leg_b' }), change('leg', 'leg_a', null), agentLeg('leg_b', 'agt_ana')];
  expect(() => world.write(...unasked)).toThrow('[W4] agt_ana counts as on the line with leg leg_b');
});
