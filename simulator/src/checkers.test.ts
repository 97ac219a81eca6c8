import type { Change, HistoryEntry } from '@ringback/core';
import type { CommitBatch } from '@ringback/engine';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Database } from './database.ts';
import type { Judge } from './judge.ts';
import { agent, attempt, callback, caller, change, dial, dialing, leg, NOW, slot, TestWorld } from './test-world.ts';

/** Goal: every checker bites. Method: a sound world of rows, then one commit that core would never make; the number must be named. */

let world: TestWorld;
let database: Database;
let judge: Judge;

beforeEach(() => {
  world = new TestWorld();
  ({ database, judge } = world);
});

const commit = (parts: Partial<CommitBatch>): void => world.commit(parts);
const write = (...changes: readonly Change[]): void => world.write(...changes);
const note = (type: string, parts: Partial<HistoryEntry>): HistoryEntry => world.note(type, parts);

describe('a sound world', () => {
  test('is not complained about', () => {
    write(callback('cb_1', {}), slot(0));
    commit({ changes: dialing('cb_1'), effects: [dial('leg_cb_1')] });
    judge.rang({ legId: 'leg_cb_1', at: NOW, number: '+4930123456', isCustomer: true, nodeId: 'a', askedAt: NOW });
    judge.steady(NOW, 0);
    judge.finish();
  });
});

describe('[I1] a way on', () => {
  test('resting without a time', () => {
    expect(() => write(callback('cb_1', { state: 'retry_pending' }))).toThrow('[I1] cb_1 in state retry_pending');
  });
  test('in the line of a closed service', () => {
    const at = Date.UTC(2026, 2, 2, 20);
    expect(() => commit({ at, changes: [callback('cb_1', {})] })).toThrow(
      '[I1] cb_1 waits in the line of a closed service',
    );
  });
  test('a leg that serves nobody', () => {
    expect(() => write(leg('leg_1', 'cb_1', {}))).toThrow('[I1] leg leg_1 serves nobody');
  });
  test.each([
    ['a callback', callback('cb_1', { state: 'retry_pending', dueAt: NOW })],
    ['an offer', change('offer', 'off_1', { id: 'off_1', agentId: 'agt_ana', itemId: 'cb_1', expiresAt: NOW })],
    ['a hold', change('slot_hold', 'h', { id: 'h', serviceId: 'svc_support', startsAt: NOW, expiresAt: NOW })],
    ['an expiry', callback('cb_1', { state: 'retry_pending', dueAt: NOW + 99_999, expiresAt: NOW })],
  ])('a lost timer of %s', (_what, row) => {
    write(row);
    judge.steady(NOW + 10_000, 10_000);
    expect(() => judge.steady(NOW + 10_001, 10_000)).toThrow('[I1]');
  });
});

describe('[I2] attempts', () => {
  test('two at once', () => {
    const two = [...dialing('cb_1'), attempt('att_2', 'cb_1', {})];
    expect(() => write(...two)).toThrow('[I2] cb_1 has 2 attempts at once');
  });
  test('an attempt nobody knows', () => {
    expect(() => write(callback('cb_1', {}), attempt('att_2', 'cb_1', {}))).toThrow('[I2] cb_1 does not know');
  });
  test('more than the maximum', () => {
    expect(() => write(callback('cb_1', { attemptsMade: 4, attemptsConsumed: 4 }))).toThrow(
      '[I2] cb_1 used 4 attempts of 3',
    );
  });
  test('one attempt rings twice', () => {
    const ring = { legId: 'leg_cb_1', at: NOW, number: '+4930123456', isCustomer: true, nodeId: 'a', askedAt: NOW };
    commit({ changes: dialing('cb_1'), effects: [dial('leg_cb_1')] });
    judge.rang(ring);
    expect(() => judge.rang(ring)).toThrow('[I2] +4930123456 rang 2 times');
  });
  test('an attempt rings that was over long before', () => {
    commit({ changes: dialing('cb_1'), effects: [dial('leg_cb_1')] });
    write(
      callback('cb_1', {}),
      attempt('att_cb_1', 'cb_1', { legId: 'leg_cb_1', endedAt: NOW }),
      change('leg', 'leg_cb_1', null),
    );
    const ring = {
      legId: 'leg_cb_1',
      at: NOW + 8_001,
      number: '+4930123456',
      isCustomer: true,
      nodeId: 'a',
      askedAt: NOW + 8_001,
    };
    expect(() => judge.rang(ring)).toThrow(
      '[I2] +4930123456 rings for attempt att_cb_1, which was over 8001 ms before',
    );
  });
  test('an attempt runs while nobody is on the telephone', () => {
    const changes = dialing('cb_1', { state: 'waiting' });
    expect(() => write(...changes)).toThrow('[I2] cb_1 has attempt att_cb_1 running in state waiting');
  });
  test('a telephone rings of which nothing is stored', () => {
    expect(() =>
      judge.rang({ legId: 'leg_x', at: NOW, number: '+4930123456', isCustomer: true, nodeId: 'a', askedAt: NOW }),
    ).toThrow('[I2]');
    expect(() =>
      judge.rang({ legId: 'leg_y', at: NOW, number: 'agt_ana', isCustomer: false, nodeId: 'a', askedAt: NOW }),
    ).toThrow('[I2]');
  });
});

describe('[I3] slots', () => {
  const scheduledFor = NOW + 3_600_000;
  const booked = (id: string): Change => callback(id, { state: 'scheduled', dueAt: NOW + 1, scheduledFor });
  test('more than the capacity', () => {
    expect(() => write(slot(2), booked('cb_1'), booked('cb_2'))).toThrow('[I3]');
  });
  test('a place counted for nobody', () => {
    expect(() => write(slot(1))).toThrow('[I3]');
  });
  test('somebody without a place', () => {
    expect(() => write(booked('cb_1'))).toThrow('[I3]');
  });
});

describe('[I4] dials', () => {
  const at = (hour: number): number => Date.UTC(2026, 2, 2, hour);
  test('while the service is closed', () => {
    expect(() =>
      commit({ at: at(20), changes: dialing('cb_1'), effects: [dial('leg_cb_1', '+4930123456', at(20))] }),
    ).toThrow('[I4] cb_1 is dialled while the service is closed');
  });
  test("outside the customer's window", () => {
    const effects = [dial('leg_cb_1', '+12125551234')];
    expect(() => commit({ changes: dialing('cb_1', { phoneNumber: '+12125551234' }), effects })).toThrow(
      "[I4] cb_1 is dialled outside the customer's window",
    );
  });
  test('before its time', () => {
    const changes = [...dialing('cb_1', { scheduledFor: NOW + 3_600_000 }), slot(1)];
    expect(() => commit({ changes, effects: [dial('leg_cb_1')] })).toThrow('[I4] cb_1 is dialled before its time');
  });
  test('after it was cancelled', () => {
    write(callback('cb_1', {}));
    write(callback('cb_1', { state: 'closed', closedAt: NOW, outcome: 'cancelled_by_customer' }));
    const again = [
      callback('cb_1', { state: 'closed', closedAt: NOW }),
      attempt('att_1', 'cb_1', { legId: 'leg_1', endedAt: NOW }),
    ];
    expect(() => commit({ changes: again, effects: [dial('leg_1')] })).toThrow(
      '[I4] cb_1 is dialled after it was closed',
    );
  });
  test('to who asked never to be rung again', () => {
    write(change('suppression', '+4930123456', { phoneNumber: '+4930123456' }));
    expect(() => commit({ changes: dialing('cb_1'), effects: [dial('leg_cb_1')] })).toThrow(
      '[I4] +4930123456 asked never',
    );
  });
});

describe('[I5] agents', () => {
  const mine = (id: string): Change => callback(id, { state: 'previewing', agentId: 'agt_ana', dueAt: NOW + 1 });
  const busy = agent('agt_ana', { activity: 'on_item', itemId: 'cb_1' });
  test('two items', () => {
    expect(() => write(mine('cb_1'), mine('cb_2'), busy)).toThrow('[I5] agt_ana has cb_1 and cb_2');
  });
  test('an item the agent does not know of', () => {
    expect(() => write(mine('cb_1'))).toThrow('[I5]');
  });
  test('an item that does not know its agent', () => {
    expect(() => write(busy)).toThrow('[I5]');
  });
  test('without the skills', () => {
    write(callback('cb_1', {}));
    const decided = note('routing.decided', {
      itemId: 'cb_1',
      agentId: 'agt_ben',
      queueId: 'q_support',
      detail: { arrivalAt: NOW },
    });
    expect(() => commit({ changes: dialing('cb_1'), history: [decided] })).toThrow(
      '[I5] agt_ben lacks the skills for cb_1',
    );
  });
});

describe('[I6] order', () => {
  const decided = (passedOver: readonly object[]): HistoryEntry =>
    note('routing.decided', {
      itemId: 'cb_2',
      agentId: 'agt_ana',
      queueId: 'q_support',
      detail: { arrivalAt: NOW - 60_000, linePriority: 0, passedOver },
    });
  test('somebody who came earlier is passed over without a reason', () => {
    write(callback('cb_1', { arrivalAt: NOW - 90_000 }), callback('cb_2', { phoneNumber: '+4930123457' }));
    expect(() => commit({ changes: dialing('cb_2'), history: [decided([])] })).toThrow(
      '[I6] cb_2 was served before cb_1',
    );
  });
  test('with a reason it is in order', () => {
    write(callback('cb_1', { arrivalAt: NOW - 90_000 }), callback('cb_2', { phoneNumber: '+4930123457' }));
    commit({ changes: dialing('cb_2'), history: [decided([{ itemId: 'cb_1', reason: 'declined' }])] });
  });
  test('a place is lost although the service keeps it', () => {
    write(callback('cb_1', {}), callback('cb_2', { serviceId: 'svc_back' }));
    write(callback('cb_2', { serviceId: 'svc_back', arrivalAt: NOW }));
    expect(() => write(callback('cb_1', { arrivalAt: NOW }))).toThrow('[I6] cb_1 lost its place');
  });
  test("a callback does not keep the caller's place", () => {
    write(caller('live_1', {}));
    const changes = [
      caller('live_1', { state: 'closed', closedAt: NOW }),
      callback('cb_1', { liveCallId: 'live_1', arrivalAt: NOW }),
    ];
    expect(() => write(...changes)).toThrow("[I6] cb_1 did not keep the caller's place");
  });
});

describe('[I7] durability', () => {
  const reply = { ok: true, id: 'cb_1', isNew: true } as const;
  test('an old writer writes', () => {
    database.fenceGiven = 2;
    expect(() => write(callback('cb_1', {}))).toThrow('[I7] fence 1 wrote after fence 2 was given');
  });
  test('acknowledged and not stored', () => {
    const body = { kind: 'cancel_callback', callbackId: 'cb_1', by: 'customer', reason: null } as const;
    const told = { commandId: 'c', body, reply, at: NOW };
    expect(() => judge.acknowledged(told)).toThrow('[I7] cancel_callback c was acknowledged and is not recorded');
    commit({ changes: [callback('cb_1', {})], replies: [{ commandId: 'c', fingerprint: 'c', reply, at: NOW }] });
    expect(() => judge.acknowledged(told)).toThrow('[I7] cb_1 was acknowledged as cancelled and is waiting');
  });
  test('one command is decided twice', () => {
    const replies = [{ commandId: 'c', fingerprint: 'c', reply, at: NOW }];
    commit({ changes: [callback('cb_1', {})], replies });
    expect(() => commit({ replies })).toThrow('[I7] command c was decided twice');
  });
  test('removed, or open again after the end', () => {
    write(callback('cb_1', { state: 'closed', closedAt: NOW }));
    expect(() => write(callback('cb_1', {}))).toThrow('[I7] callback cb_1 was closed and is open again');
    expect(() => write(change('callback', 'cb_1', null))).toThrow('[I7] callback cb_1 was removed');
  });
});

describe('[I9] a customer on the line', () => {
  test('may hold the line longer than the cap', () => {
    const holding = callback('cb_1', { state: 'holding', dueAt: NOW + 45_001 });
    expect(() => write(holding)).toThrow('[I9] cb_1 may hold the line longer than the cap');
  });
  test('while an agent who may serve them idles', () => {
    write(caller('live_1', {}));
    expect(() => write(agent('agt_ana', { presence: 'available' }))).toThrow(
      '[I9] live_1 is on the line and agt_ana idles',
    );
  });
});

describe('[I10] a customer who is on the line with us', () => {
  test('is not rung', () => {
    write(caller('live_1', { customerLegId: 'leg_in' }), leg('leg_in', 'live_1', { deadlineAt: null }));
    const changes = dialing('cb_1');
    expect(() => commit({ changes, effects: [dial('leg_cb_1')] })).toThrow(
      '[I10] +4930123456 is rung for cb_1 while on the line',
    );
  });
});
