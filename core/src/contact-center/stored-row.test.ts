import { expect, test } from 'vitest';
import { agentStateRow } from '../agents/agent-state.ts';
import { attemptRow } from '../callback/attempt.ts';
import { legRow } from '../calls/leg.ts';
import { storedRow } from './stored-row.ts';

const agent = {
  id: 'agt_1',
  presence: 'available',
  presenceReason: null,
  presenceSinceAt: 1,
  activity: 'reserved',
  activitySinceAt: 2,
  itemId: 'cb_1',
  offerId: null,
  wrapUpUntilAt: null,
  idleSinceAt: 0,
  earmarkedItemId: null,
  nextPresence: null,
};
const attempt = {
  id: 'att_1',
  callbackId: 'cb_1',
  number: 1,
  legId: 'leg_1',
  agentId: null,
  startedAt: 5,
  answeredAt: 6,
  endedAt: null,
  outcome: null,
};
const leg = {
  id: 'leg_1',
  role: 'customer',
  direction: 'outbound',
  itemId: 'cb_1',
  agentId: null,
  attemptId: 'att_1',
  address: '+12025550100',
  otherNumber: null,
  state: 'asked',
  askedAt: 7,
  answeredAt: null,
  deadlineAt: 8,
  hangUpAsked: false,
  isOver: false,
  isLeaving: true,
  goodbyePlayId: null,
  isRecordingTold: false,
  noticePlayId: null,
  confirmPlayId: null,
  isDetecting: false,
  menu: null,
};

test('a row of an agent, an attempt or a leg is stored without what is as at first', () => {
  expect(storedRow('agent_state', agent)).toEqual({
    id: 'agt_1',
    itemId: 'cb_1',
    activity: 'reserved',
    presence: 'available',
    idleSinceAt: 0,
    activitySinceAt: 2,
    presenceSinceAt: 1,
  });
  expect(storedRow('attempt', attempt)).toEqual({
    id: 'att_1',
    legId: 'leg_1',
    number: 1,
    startedAt: 5,
    answeredAt: 6,
    callbackId: 'cb_1',
  });
  expect(Object.keys(storedRow('leg', leg))).toEqual([
    'id',
    'role',
    'state',
    'itemId',
    'address',
    'askedAt',
    'attemptId',
    'direction',
    'isLeaving',
    'deadlineAt',
  ]);
});

test('[X1] what was left out is there again once the row is read', () => {
  expect(agentStateRow.parse(storedRow('agent_state', agent))).toEqual(agent);
  expect(attemptRow.parse(storedRow('attempt', attempt))).toEqual(attempt);
  expect(legRow.parse(storedRow('leg', leg))).toEqual(leg);
});

test('a field that no schema knows is stored', () => {
  expect(storedRow('attempt', { ...attempt, more: null })).toEqual({ ...storedRow('attempt', attempt), more: null });
});

test('rows of other tables are stored as they are', () => {
  const row = { id: 'of_1', agentId: null };
  expect(storedRow('offer', row)).toBe(row);
});
