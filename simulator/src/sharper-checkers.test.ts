import type { Callback, Change, Move } from '@ringback/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { compareBoard, compareCallbacks } from './checkers/memory.ts';
import type { LegRecord, PhoneSession } from './network-log.ts';
import { Switchboard } from './switchboard.ts';
import { Scheduler } from './scheduler.ts';
import { agent, attempt, callback, caller, change, dialing, leg, NOW, TestWorld } from './test-world.ts';

/** Goal and method as in checkers.test.ts: a world that is sound but for one thing, and the number that must be named. */

const MINUTE_MS = 60_000;
/** Longer than anything takes that is on its way, milliseconds. */
const LONG_MS = 600_000;

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

/** What a commit says of agents and decisions, in order. */
const changed = (agentId: string, presence: string, activity = 'idle') =>
  world.note('agent.changed', { agentId, detail: { presence, activity } });
const decided = (itemId: string, parts: { agentId?: string; linePriority?: number } = {}) =>
  world.note('routing.decided', {
    itemId,
    agentId: parts.agentId ?? 'agt_ana',
    queueId: 'q_support',
    detail: { arrivalAt: NOW - MINUTE_MS, linePriority: parts.linePriority ?? 0, passedOver: [], itemKind: 'callback' },
  });
const move = (callbackId: string, event: Move['event'], from: Move['from'], to: Move['to']): Move => ({
  callbackId,
  event,
  from,
  to,
});
const ended = (callbackId: string, outcome: string, consumes: boolean) =>
  world.note('callback.attempt_ended', { itemId: callbackId, serviceId: 'svc_support', detail: { outcome, consumes } });

describe('who gets what', () => {
  const give = (id: string, row = {}): void =>
    world.commit({ changes: dialing(id, row), history: [changed('agt_ana', 'available'), decided(id)] });

  test('[W1] an agent who is away', () => {
    world.write(callback('cb_1', {}));
    const history = [changed('agt_ana', 'lunch'), decided('cb_1')];
    expect(() => world.commit({ changes: dialing('cb_1'), history })).toThrow(
      '[W1] cb_1 went to agt_ana, who is lunch',
    );
  });
  test('[Q8] an agent who refused it', () => {
    world.write(callback('cb_1', { excludedAgentIds: ['agt_ana'] }));
    expect(() => give('cb_1')).toThrow('[Q8] cb_1 went to agt_ana, who refused it for good');
    world.write(callback('cb_2', { declinedAgentIds: ['agt_ana'], phoneNumber: '+4930123457' }));
    expect(() => give('cb_2', { declinedAgentIds: ['agt_ana'] })).toThrow('[Q8] cb_2 went to agt_ana, who had just');
  });
  test('[Q4] another agent than the one it is kept for', () => {
    const kept = { preferredAgentId: 'agt_cid', preferredUntilAt: NOW + 1 };
    const [cid] = [{ id: 'agt_cid', name: 'Cid', skills: { support: 5 }, groups: [], endpoint: {} }];
    world.write(change('configuration', 'agents agt_cid', { kind: 'agents', id: 'agt_cid', document: cid }));
    world.commit({ changes: [callback('cb_1', kept)], history: [changed('agt_cid', 'busy')] });
    expect(() => give('cb_1', kept)).toThrow('[Q4] cb_1 is kept for agt_cid and went to agt_ana');
  });
  test('[Q13] an item of a paused service', () => {
    const document = { ...world.judge.world.services.get('svc_back'), isPaused: true };
    world.write(callback('cb_1', { serviceId: 'svc_back' }));
    const paused = change('configuration', 'services svc_back', { kind: 'services', id: 'svc_back', document });
    world.write(paused);
    world.write(paused);
    expect(() => give('cb_1', { serviceId: 'svc_back' })).toThrow('[Q13] cb_1 of svc_back was chosen although');
  });
  test('[D1] one agent for two who are dialled ahead', () => {
    const ahead = { serviceId: 'svc_ahead', delivery: 'customer_first', isAgentReserved: false };
    world.write(callback('cb_1', ahead), callback('cb_2', { ...ahead, phoneNumber: '+4930123457' }));
    give('cb_1', ahead);
    expect(() => give('cb_2', { ...ahead, phoneNumber: '+4930123457' })).toThrow(
      '[D1] agt_ana counts for cb_1, and cb_2',
    );
  });
  test('[I6] a customer who holds the line is passed over, however late they came', () => {
    const holding = { state: 'holding', arrivalAt: NOW - 1, dueAt: NOW + 1, phoneNumber: '+4930123457' };
    world.write(callback('cb_1', {}), callback('cb_2', holding));
    expect(() => give('cb_1')).toThrow('[I6] cb_1 was served before cb_2');
  });
  test('[I6] of two who came at once the earlier request is passed over', () => {
    world.write(callback('cb_1', { sequence: 2 }), callback('cb_2', { sequence: 1, phoneNumber: '+4930123457' }));
    expect(() => give('cb_1', { sequence: 2 })).toThrow('[I6] cb_1 was served before cb_2');
  });
});

describe('attempts and their pauses', () => {
  const failed = (row: object, consumes = true, outcome = 'busy'): void =>
    world.commit({
      changes: [callback('cb_1', { state: 'retry_pending', attemptsMade: 1, lastAttemptOutcome: outcome, ...row })],
      history: [ended('cb_1', outcome, consumes)],
      moves: [move('cb_1', 'attempt_failed', 'dialing', 'retry_pending')],
    });

  test('[A3] the next try is too early', () => {
    expect(() => failed({ attemptsConsumed: 1, dueAt: NOW + 599_999 })).toThrow('[A3] cb_1 is tried again');
  });
  test('[A3] the pause of a congested network does not grow', () => {
    failed({ attemptsConsumed: 0, dueAt: NOW + MINUTE_MS }, false, 'network_failure');
    const again = { attemptsMade: 2, attemptsConsumed: 0, dueAt: NOW + MINUTE_MS };
    expect(() => failed(again, false, 'network_failure')).toThrow('[A3] cb_1 is tried again');
  });
  test('[A3] an attempt is not counted, or counted against its rule', () => {
    expect(() => failed({ attemptsConsumed: 0, dueAt: NOW + 600_000 })).toThrow('[A3] cb_1 has used up 1 attempts');
    expect(() => failed({ attemptsConsumed: 1, dueAt: NOW + 600_000 }, false)).toThrow(
      '[A3] cb_1: busy uses up nothing',
    );
  });
  test('[A3] back in the line before its time', () => {
    world.write(callback('cb_1', { state: 'retry_pending', dueAt: NOW + 1 }));
    const moves = [move('cb_1', 'enter_line', 'retry_pending', 'waiting')];
    expect(() => world.commit({ changes: [callback('cb_1', {})], moves })).toThrow('[A3] cb_1 came back to the line');
  });
  test('[D5] held the line in vain and is not at the front', () => {
    const moves = [move('cb_1', 'hold_cap', 'holding', 'waiting')];
    expect(() => world.commit({ changes: [callback('cb_1', {})], moves })).toThrow('[D5] cb_1 held the line in vain');
  });
  test('[I2] a dial rings that its own node had given up', () => {
    world.write(...dialing('cb_1'));
    const over = { legId: 'leg_cb_1', endedAt: NOW, outcome: 'unknown' };
    world.write(callback('cb_1', {}), attempt('att_cb_1', 'cb_1', over), change('leg', 'leg_cb_1', null));
    const ring = { legId: 'leg_cb_1', at: NOW, askedAt: NOW - 1, number: '+4930123456', isCustomer: true };
    world.judge.rang({ ...ring, nodeId: 'b' });
    expect(() => world.judge.rang({ ...ring, nodeId: 'a' })).toThrow(
      '[I2] +4930123456 rings for attempt att_cb_1: a had',
    );
  });
});

describe('requests', () => {
  test('[R13] a second callback of a number and service', () => {
    world.write(callback('cb_1', {}));
    expect(() => world.write(callback('cb_2', {}))).toThrow('[R13] cb_2 was opened beside cb_1');
  });
  test('[R13] beside one that is being talked about it is another wish', () => {
    world.write(callback('cb_1', { state: 'wrapping_up', dueAt: NOW }));
    world.write(callback('cb_2', {}));
  });
  test('[R13] beside one that was talked about and rests again', () => {
    world.write(callback('cb_1', { state: 'wrapping_up', dueAt: NOW }));
    world.write(callback('cb_1', { state: 'retry_pending', dueAt: NOW }));
    expect(() => world.write(callback('cb_2', {}))).toThrow('[R13] cb_2 was opened beside cb_1');
  });
  test('[I6][Q2] moved to the time it has, and the place is lost', () => {
    const timed = { scheduledFor: NOW - 1, arrivalAt: NOW - MINUTE_MS };
    world.write(callback('cb_1', timed));
    const changes = [callback('cb_1', { ...timed, arrivalAt: NOW - 1, state: 'scheduled', dueAt: NOW + 1 })];
    const moves = [move('cb_1', 'reschedule', 'waiting', 'scheduled')];
    expect(() => world.commit({ changes, moves })).toThrow('[I6] cb_1 lost its place');
  });
  test('[Q13] more open than the service takes', () => {
    world.write(callback('cb_1', { serviceId: 'svc_small' }));
    const another = callback('cb_2', { serviceId: 'svc_small', phoneNumber: '+4930123457' });
    expect(() => world.write(another)).toThrow('[Q13] svc_small has 2 open callbacks, it takes 1');
  });
  test('[D8] a number that asked never to be rung: another matter stays open, or a new one is opened', () => {
    world.write(callback('cb_1', {}));
    const never = change('suppression', '+4930123456', { phoneNumber: '+4930123456' });
    expect(() => world.write(never)).toThrow('[D8] cb_1 is open');
    expect(() => world.write(callback('cb_2', { serviceId: 'svc_back' }))).toThrow('[D8] cb_2 was opened for');
  });
});

describe('[Q10] promises', () => {
  const promised = (isKept: boolean | null, isRiskTold = false): Change =>
    callback('cb_1', { promise: { fromAt: NOW, toAt: NOW + 1, isKept, isRiskTold } });
  test('a promise that was kept is broken afterwards', () => {
    world.write(promised(true));
    expect(() => world.write(promised(false))).toThrow('[Q10] the promise to cb_1 was kept and is false');
  });
  test('a promise is broken without a warning', () => {
    world.commit({ changes: [promised(null)] }, NOW);
    world.commit({ at: NOW + LONG_MS, changes: [promised(null)] }, NOW + LONG_MS);
    const at = NOW + LONG_MS;
    expect(() => world.commit({ at, changes: [promised(false)] }, at)).toThrow(
      '[Q10] the promise to cb_1 was broken, and',
    );
  });
});

describe('legs of the rows and of the network', () => {
  let session: PhoneSession;
  beforeEach(() => {
    session = {
      nodeId: 'a',
      isOpen: true,
      lookedUpAt: NOW + 1,
      isSteady: () => true,
      latestClock: () => NOW,
      isDeciding: () => true,
    };
    world.log.opened(session);
  });
  const onHold = (row: object = {}): readonly Change[] => [
    callback('cb_1', { state: 'holding', dueAt: NOW + 1, customerLegId: 'leg_1', ...row }),
    leg('leg_1', 'cb_1', { direction: 'outbound', state: 'answered' }),
  ];
  const up = (direction: LegRecord['direction'] = 'outbound'): void => world.log.began('leg_1', direction, NOW);
  const look = (): void => world.judge.steadyNodes([{ nodeId: 'a', role: 'writer' }], NOW + LONG_MS);
  const told = (kind: 'inbound' | 'ringing' | 'answered' | 'ended'): void => {
    const end = { sipStatus: null, q850Cause: null, endedBy: 'network' } as const;
    const event = { kind, legId: 'leg_1', from: '', to: '', end };
    world.log.told(event, session, NOW);
  };
  const later = (): void => world.commit({ at: NOW + LONG_MS }, NOW + LONG_MS);

  test('[X2] up in the network, and no row knows it', () => {
    up();
    expect(look).toThrow('[X2] leg leg_1 is up in the network');
  });
  test('[X1] a row that was looked up in vain', () => {
    world.write(callback('cb_1', { state: 'dialing', customerLegId: 'leg_1' }), leg('leg_1', 'cb_1', {}));
    expect(look).toThrow('[X1] leg leg_1 was never in the network');
    up();
    look();
    world.log.ended('leg_1', NOW);
    expect(look).toThrow('[X1] leg leg_1 was over when its row was looked up');
  });
  test('[X1] a row that was looked up and does not say that somebody had picked up', () => {
    up();
    const rings = leg('leg_1', 'cb_1', { direction: 'outbound', state: 'ringing' });
    world.write(callback('cb_1', { state: 'dialing', customerLegId: 'leg_1' }), rings);
    look();
    world.log.answered('leg_1', NOW);
    expect(look).toThrow('[X1] leg leg_1 was picked up when its row was looked up');
  });
  test('[I4] to be hung up, and up', () => {
    up();
    world.write(callback('cb_1', {}), leg('leg_1', 'cb_1', { hangUpAsked: true }));
    expect(look).toThrow('[I4] leg leg_1 was to be hung up');
  });
  test('[I4] asked to ring after it was asked to hang up', () => {
    const switchboard = new Switchboard(new Scheduler(NOW), () => {
      throw new Error('nobody is rung');
    });
    const asker = { nodeId: 'a', askedAt: NOW };
    switchboard.carryOut({ kind: 'hang_up', legId: 'leg_1' }, asker);
    const target = { kind: 'number', phoneNumber: '+4930123456' } as const;
    const late = (): void =>
      switchboard.carryOut({ kind: 'dial', legId: 'leg_1', target, callerId: null, ringMs: 1 }, asker);
    expect(late).toThrow('[I4] the network was asked to ring leg leg_1 after');
  });
  test('[I9] counts as answered, and nobody picked up', () => {
    up();
    expect(() => world.write(...onHold())).toThrow('leg leg_1 counts as answered, and nobody picked up');
    world.log.answered('leg_1', NOW);
    world.write(...onHold());
  });
  test('[I4] a callback lets go of its leg, and nobody hangs it up', () => {
    up();
    world.log.answered('leg_1', NOW);
    world.write(...onHold());
    const closed = callback('cb_1', { state: 'closed', closedAt: NOW });
    expect(() => world.write(closed)).toThrow('[I4] cb_1 let go of leg leg_1');
  });
  test('[X1] what a node was told is in no row', () => {
    up('inbound');
    told('inbound');
    expect(later).toThrow('[X1] a was told of the caller of leg_1: nothing is stored');
  });
  test('[X1] an answer, or an end, that the row does not show', () => {
    up();
    world.write(
      callback('cb_1', { state: 'dialing', customerLegId: 'leg_1' }),
      leg('leg_1', 'cb_1', { state: 'asked' }),
    );
    told('answered');
    expect(later).toThrow('[X1] a was told that leg leg_1 was answered');
    world.log.told(
      { kind: 'ended', legId: 'leg_1', end: { sipStatus: null, q850Cause: null, endedBy: 'us' } },
      session,
      NOW + 1,
    );
    expect(later).toThrow('[X1] a was told that leg leg_1 ended');
  });
  test('[X2] rings for nothing, and is not hung up', () => {
    up();
    told('ringing');
    expect(later).toThrow('[X2] leg leg_1 rings or is up, serves nothing');
  });
  test('[X1] a caller is stored as of later than they came', () => {
    up('inbound');
    told('inbound');
    const row = { direction: 'inbound', state: 'answered', deadlineAt: null, askedAt: NOW + 1 };
    const changes = [caller('live_1', { customerLegId: 'leg_1' }), leg('leg_1', 'live_1', row)];
    expect(() => world.write(...changes)).toThrow('[X1] the caller of leg leg_1 came at');
  });
});

describe('nodes', () => {
  test('[X1] a failure nobody caused', () => {
    world.judge.logged('a commit failed', { error: 'Error: the connection was cut before the commit' }, NOW);
    const failure = { error: 'TypeError: x is undefined' };
    expect(() => world.judge.logged('a commit failed', failure, NOW)).toThrow('[X1] a node failed although nothing');
  });
  test('[X3] a node that does not hold the lease does not stand by', () => {
    const roles = [
      { nodeId: 'a', role: 'writer' },
      { nodeId: 'b', role: 'writer' },
    ];
    world.judge.steadyNodes(roles, NOW);
    expect(() => world.judge.steadyNodes(roles, NOW)).toThrow('[X3] b is writer');
  });
  test('[X3] what another node left lies there', () => {
    world.database.tenant.inbox.push({ id: 'in_1', command: {} });
    world.judge.steady(NOW, 0);
    expect(() => world.judge.steady(NOW, 0)).toThrow('[X3] in_1 was left for the writer');
  });
  test('[I1] in the line of a service that has closed meanwhile', () => {
    world.write(callback('cb_1', {}));
    expect(() => world.judge.steady(Date.UTC(2026, 2, 2, 20), 0)).toThrow('[I1] cb_1 waits in the line of a closed');
  });
});

describe('[I7] what a writer says, and what the rows say', () => {
  const view = (callbackRow: Partial<Callback>, position: number | null) => {
    const stored = world.judge.world.callbacks.get('cb_1');
    if (stored === undefined) throw new Error('cb_1 is not stored');
    const said: Callback = { ...stored, ...callbackRow };
    return { callback: said, attempts: [], attemptsMax: 3, position, estimatedWait: null, allowedActions: [] };
  };
  const queue = { queueId: 'q_support', name: '', estimatedWait: null, agentsReadyCount: 0, agentsStaffedCount: 0 };

  test('positions and fields', () => {
    world.write(callback('cb_1', {}), callback('cb_2', { arrivalAt: NOW - 2 * MINUTE_MS, phoneNumber: '+4930123457' }));
    expect(compareCallbacks(world.judge.world, [view({}, 2)])).toBeNull();
    expect(compareCallbacks(world.judge.world, [view({}, 1)])).toContain('is told position 1, the rows give 2');
    expect(compareCallbacks(world.judge.world, [view({ priority: 5 }, 2)])).toContain('priority is 0 in its row');
  });
  test('lines, states and agents', () => {
    world.write(callback('cb_1', {}));
    const line = { waitingLiveCount: 0, waitingCallbackCount: 1, oldestArrivalAt: NOW - MINUTE_MS };
    const board = (parts: object) => ({
      queues: [{ ...queue, ...line, states: { waiting: 1 }, ...parts }],
      agents: [],
    });
    expect(compareBoard(world.judge.world, board({}))).toBeNull();
    expect(compareBoard(world.judge.world, board({ waitingCallbackCount: 2 }))).toContain('the line of q_support');
    expect(compareBoard(world.judge.world, board({ states: {} }))).toContain('is said to have 0 waiting');
    world.write(agent('agt_ana', { presence: 'lunch' }));
    const stored = world.judge.world.agents.get('agt_ana');
    if (stored === undefined) throw new Error('agt_ana is not stored');
    const agents = [{ agent: { ...stored, presence: 'busy' }, name: 'Ana' }];
    expect(compareBoard(world.judge.world, { queues: [], agents })).toContain('presence is "lunch" in its row');
  });
});
