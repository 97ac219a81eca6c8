import type { Change, ServicePolicy } from '@ringback/core';
import { aService } from '@ringback/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { agent, attempt, callback, caller, change, dialing, leg, NOW, TestWorld } from './test-world.ts';

/** Goal and method as in checkers.test.ts: a world that is sound but for one thing, and the number that must be named. */

const MINUTE_MS = 60_000;
/** 18:00 in Berlin, when the office closes. */
const CLOSING_AT = Date.UTC(2026, 2, 2, 17);

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

const service = (id: string, parts: Partial<ServicePolicy>): Change =>
  change('configuration', `services ${id}`, { kind: 'services', id, document: aService({ id, ...parts }) });

/** In a conversation since before the world began. The queue expects one to take 300 s. */
const talking = (): readonly Change[] => [
  callback('cb_talk', { state: 'wrapping_up', agentId: 'agt_ana', dueAt: CLOSING_AT, phoneNumber: '+4930123458' }),
  agent('agt_ana', { presence: 'available', activity: 'on_item', itemId: 'cb_talk' }),
];

describe('[R2] an invitation', () => {
  const { invitation } = aService();
  const invite = (at = NOW): void => {
    const history = [{ ...world.note('live_call.invited', { itemId: 'live_1', serviceId: 'svc_support' }), at }];
    world.commit({ at, changes: [caller('live_1', { isInvited: true, sequence: 9 })], history }, at);
  };
  const configure = (parts: Partial<ServicePolicy['invitation']>, more: Partial<ServicePolicy> = {}): void =>
    world.write(
      service('svc_support', { hoursId: 'h_office', ...more, invitation: { ...invitation, ...parts } }),
      ...talking(),
    );

  test('although the wait is short, somebody is there and the line is', () => {
    configure({ waitThresholdMs: 300_001 });
    expect(invite).toThrow('[R2] live_1 is invited: it waits 300000 ms at most, and 1 stand in the line');
  });
  test('when the wait is as long as that, by the handle times that were seen', () => {
    configure({ waitThresholdMs: 300_000 });
    invite();
    const seen = { at: NOW - 60 * MINUTE_MS, weightCount: 10, totalMs: 1_000_000 };
    world.write(change('learned_rates', 'q_support', { queueId: 'q_support', handle: seen, paces: {} }));
    // Half of it is forgotten after an hour: five of 100 s, and five of 300 s that were expected.
    expect(invite).toThrow('[R2] live_1 is invited: it waits 200000 ms at most');
  });
  test('when somebody stands before them, or many do, or nobody is there', () => {
    configure({ waitThresholdMs: 500_000 });
    world.write(callback('cb_1', { arrivalAt: NOW - 2 * MINUTE_MS }));
    invite();
    configure({ waitThresholdMs: 700_000, queueLengthMin: 2 });
    invite();
    configure({ waitThresholdMs: 700_000, queueLengthMin: 3 });
    expect(invite).toThrow('[R2] live_1 is invited: it waits 600000 ms at most, and 2 stand in the line');
    world.write(agent('agt_ana', {}), callback('cb_talk', { state: 'closed', closedAt: NOW }));
    invite();
  });
  test('that could not be made before closing', () => {
    configure({ waitThresholdMs: 0 }, { closingTime: 'purge' });
    invite(CLOSING_AT - 300_001);
    expect(() => invite(CLOSING_AT - 299_000)).toThrow('[R2] live_1 is invited, and svc_support closes in 299000 ms');
    configure({ waitThresholdMs: 0 }, { closingTime: 'keep' });
    invite(CLOSING_AT - 1);
  });
  test('at closing, and to a paused service', () => {
    configure({ atClosing: true });
    invite(CLOSING_AT);
    configure({ atClosing: false });
    expect(() => invite(CLOSING_AT)).toThrow('[R2] live_1 is invited, and svc_support is closed');
    configure({}, { isPaused: true });
    configure({}, { isPaused: true });
    expect(invite).toThrow('[R2] live_1 is invited to a callback of svc_support, which is paused');
  });
});

/** An agent who writes up a conversation until then. */
const wrappingUp = (untilAt: number): readonly Change[] => [
  callback('cb_talk', { state: 'wrapping_up', agentId: 'agt_ana', dueAt: untilAt, phoneNumber: '+4930123458' }),
  agent('agt_ana', { presence: 'available', activity: 'wrap_up', itemId: 'cb_talk', wrapUpUntilAt: untilAt }),
];

const ahead = { serviceId: 'svc_ahead', delivery: 'customer_first', isAgentReserved: false };
const decided = (itemId: string, agentId: string | null) =>
  world.note('routing.decided', {
    itemId,
    agentId,
    serviceId: 'svc_ahead',
    queueId: 'q_support',
    detail: { arrivalAt: NOW - MINUTE_MS, linePriority: 0, passedOver: [] },
  });
const aheadOf = (lateRatioMax: number): Change =>
  service('svc_ahead', { reserveAgent: false, dialAhead: { waitTargetMs: 5_000, lateRatioMax } });
const dialAhead = (id = 'cb_1'): void =>
  world.commit({
    changes: dialing(id, { ...ahead, phoneNumber: `+49301234${id}` }),
    history: [decided(id, null)],
  });

describe('[D4] a customer is dialled ahead', () => {
  beforeEach(() => world.write(aheadOf(0.03)));
  const noChance = '[D4] cb_1 is dialled ahead: nobody is free for them in time at a chance of';

  test('and nobody is there, or all talk for five minutes', () => {
    expect(dialAhead).toThrow(`${noChance} 1.000, 0.03 is the most`);
    world.write(...talking());
    // They press 1 after 15 s and may wait for 5 s: exp(-20 / 300).
    expect(dialAhead).toThrow(`${noChance} 0.936`);
  });
  test('and somebody has written up by then, perhaps, or surely', () => {
    world.write(...wrappingUp(NOW + 40_000));
    expect(dialAhead).toThrow(`${noChance} 0.500`);
    world.write(...wrappingUp(NOW + 20_000));
    dialAhead();
  });
  test('and who is free then is not free for work, or lacks the skill', () => {
    world.write(
      ...wrappingUp(NOW + 20_000),
      agent('agt_ana', {
        presence: 'available',
        activity: 'wrap_up',
        itemId: 'cb_talk',
        wrapUpUntilAt: NOW + 20_000,
        nextPresence: 'lunch',
      }),
      agent('agt_ben', { presence: 'available' }),
    );
    expect(dialAhead).toThrow(`${noChance} 1.000`);
  });
  test('and somebody else is being dialled who presses 1 before them, surely or at a chance', () => {
    world.write(...wrappingUp(NOW + 20_000));
    dialAhead('cb_2');
    expect(dialAhead).toThrow(`${noChance} 1.000`);
    const pace = { at: NOW, dialCount: 10, confirmedCount: 0, confirmingMs: 0, answerCount: 0, lateCount: 0 };
    world.write(change('learned_rates', 'q_support', { queueId: 'q_support', paces: { svc_ahead: pace } }));
    expect(dialAhead).toThrow(`${noChance} 0.500`);
  });
  test('although too many of those who pressed 1 waited too long', () => {
    world.write(...wrappingUp(NOW + 20_000));
    const waited = (id: string, waitMs: number): void => {
      const of = { ...ahead, itemId: id, queueId: 'q_support' };
      const confirmed = world.note('callback.confirmed', of);
      const connected = { ...world.note('callback.connected', of), at: NOW + waitMs };
      world.commit({ history: [confirmed, connected] });
    };
    for (let index = 0; index < 40; index += 1) waited(`cb_in_time_${index}`, 5_000);
    waited('cb_late', 5_001);
    dialAhead('cb_2');
    world.write(
      callback('cb_2', { state: 'closed', closedAt: NOW }),
      attempt('att_cb_2', 'cb_2', { endedAt: NOW }),
      change('leg', 'leg_cb_2', null),
    );
    waited('cb_late_as_well', 5_001);
    expect(dialAhead).toThrow('[D4] cb_1 is dialled ahead, and 0.048 of those who pressed 1 waited too long, 0.03 is');
  });
  test('although a service never does at a limit of 0', () => {
    world.write(aheadOf(0), ...wrappingUp(NOW + 20_000));
    expect(dialAhead).toThrow('[D4] cb_1 is dialled ahead, and 0.000 of those who pressed 1 waited too long, 0 is');
  });
});

describe('[D4] an agent becomes free while a customer is dialled ahead', () => {
  const free = (earmarkedItemId: string | null): Change =>
    agent('agt_ana', { presence: 'available', activity: 'idle', earmarkedItemId });
  const ring = (): void =>
    world.commit({
      changes: [...dialing('cb_2', { ...ahead, phoneNumber: '+4930123457' }), free('cb_2')],
      history: [decided('cb_2', 'agt_ana')],
    });
  beforeEach(() => {
    world.write(aheadOf(0.03), ...wrappingUp(NOW + 20_000));
    dialAhead();
    world.write(callback('cb_talk', { state: 'closed', closedAt: NOW }), free(null));
    world.write(callback('cb_2', { ...ahead, phoneNumber: '+4930123457' }));
  });

  test('and another customer is rung for them', () => {
    expect(ring).toThrow('[D4] cb_2 is rung for agt_ana, who is to count for cb_1, whom nobody counts for');
  });
  test('for whom another agent counts already', () => {
    world.write(agent('agt_ben', { presence: 'available', earmarkedItemId: 'cb_1' }));
    ring();
  });
});

describe('[W1] the phone of an agent rings, and the phone engine goes away', () => {
  const rings = (row: object = {}): Change =>
    leg('leg_1', 'cb_1', { role: 'agent', agentId: 'agt_ana', state: 'ringing', address: 'agt_ana', ...row });
  const blamed = agent('agt_ana', { presenceReason: 'phone_not_answered', presenceSinceAt: NOW });
  const missed = (): void => world.write(callback('cb_1', { state: 'waiting' }), change('leg', 'leg_1', null), blamed);
  beforeEach(() => {
    world.log.began('leg_1', 'outbound', NOW);
    world.write(
      callback('cb_1', { state: 'dialing', agentId: 'agt_ana', agentLegId: 'leg_1' }),
      rings(),
      agent('agt_ana', { presence: 'available', activity: 'on_item', itemId: 'cb_1' }),
    );
  });

  test('and they count as having missed it', () => {
    world.log.wasLost('leg_1');
    expect(missed).toThrow('[W1] agt_ana counts as having missed leg leg_1, which the phone engine lost while it rang');
  });
  test('after it had rung for too long, or was picked up', () => {
    world.log.wasLost('leg_1');
    world.write(rings({ deadlineAt: NOW }));
    missed();
    world.log.answered('leg_1', NOW);
  });
  test('or does not go away, and they miss it', () => missed());
});
