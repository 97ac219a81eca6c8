import {
  attemptOutcomes,
  activities,
  callbackActions,
  callStates,
  callbackOutcomes,
  callbackStates,
  channels,
  deliveries,
  eventTypes,
  presences,
} from '@ringback/contract';
import { expect, test } from 'vitest';
import { liveEventTypes, queryKeysOf } from '../wire/liveKeys.ts';
import { actionWords, whyNot } from './actions.ts';
import { attemptOutcomeWords } from './attemptOutcomes.ts';
import { callbackOutcomeWords, callbackStanding, callbackStateWords, plainWords } from './callbackStates.ts';
import { callStanding, callStateWords, consultEndWords } from './calls.ts';
import { channelWords, deliveryWords, languageText } from './channels.ts';
import { actorText, eventText, eventWords } from './events.ts';
import { activityWords, agentStanding, presenceWords } from './presence.ts';

const sorted = (names: readonly string[]): string[] => [...names].sort();

test.each([
  ['callback states', callbackStates, callbackStateWords],
  ['callback outcomes', callbackOutcomes, callbackOutcomeWords],
  ['attempt outcomes', attemptOutcomes, attemptOutcomeWords],
  ['actions', callbackActions, actionWords],
  ['presences', presences, presenceWords],
  ['activities', activities, activityWords],
  ['call states', callStates, callStateWords],
  ['channels', channels, channelWords],
  ['deliveries', deliveries, deliveryWords],
])('[W3] all %s of the contract have words, and no others', (_what, members, words) => {
  expect(sorted(Object.keys(words))).toEqual(sorted(members));
});

test('[W3] words are sentence case and never the bare identifier', () => {
  const all = [callbackStateWords, callbackOutcomeWords, attemptOutcomeWords, presenceWords, activityWords].flatMap(
    (words) => Object.values(words).map((entry) => entry.words),
  );
  for (const words of all) expect(words).toMatch(/^[A-Z][^_]+$/);
});

test('[M2] every live event of a callback is told and has something read again', () => {
  expect(sorted(liveEventTypes)).toEqual(sorted(eventTypes));
  for (const type of liveEventTypes) {
    expect(queryKeysOf(type).length).toBeGreaterThan(0);
    if (type.startsWith('callback.')) expect(eventWords).toHaveProperty([type]);
  }
});

test('[M2] a timeline reads as plain words', () => {
  const now = Date.parse('2026-03-02T08:00:00Z');
  expect(eventText({ type: 'callback.attempt_ended', detail: { number: 2, outcome: 'no_answer' } }, now)).toBe(
    'End of try 2: no answer',
  );
  expect(eventText({ type: 'callback.closed', detail: { outcome: 'cancelled_by_staff' } }, now)).toBe(
    'Closed: cancelled by staff',
  );
  expect(eventText({ type: 'callback.rescheduled', detail: {} }, now)).toBe('Moved to another time');
  expect(eventText({ type: 'callback.something_new', detail: {} }, now)).toBe('Something new');
  expect(eventText({ type: 'offer.ended', detail: { result: 'declined', reason: 'not_ready' } }, now)).toBe(
    'Offer declined: not ready',
  );
  const names = new Map([
    ['agt_ben', 'Ben'],
    ['q_sales', 'Sales'],
  ]);
  const told = (type: string, detail: Record<string, string>) =>
    eventText({ type, agentId: 'agt_ben', detail }, now, names);
  expect([
    told('callback.offered', {}),
    told('callback.connected', {}),
    told('offer.ended', { result: 'timed_out' }),
    told('call.transferred', { agentId: 'agt_ben' }),
    told('call.transferred', { queueId: 'q_sales' }),
    told('callback.transferred', { agentId: 'agt_gone' }),
  ]).toEqual([
    'Offered to Ben',
    'Customer and Ben talk',
    'Ben did not answer the offer in time',
    'Transferred to Ben',
    'Transferred to the queue Sales',
    'Transferred',
  ]);
  expect(
    ['agent:agt_ana', 'customer', 'api:key_1', 'staff:key_1', 'phone', 'timer'].map((actor) =>
      actorText(actor, new Map([['agt_ana', 'Ana']])),
    ),
  ).toEqual(['Ana', 'Customer', 'A program', 'Staff', 'Phone network', 'Ringback']);
});

test('[W3] a closed callback is told by its outcome', () => {
  expect(callbackStanding({ state: 'closed', outcome: 'expired' }).words).toBe('Expired before it could be made');
  expect(callbackStanding({ state: 'waiting', outcome: null }).words).toBe('Waiting in line');
  expect(callbackStanding({ state: 'brand_new_state', outcome: null }).words).toBe('Brand new state');
  expect(plainWords('toString')).toBe('ToString');
});

test('[W1] what an agent does outranks the presence they chose', () => {
  const agent = {
    presence: 'available',
    since: '2026-03-02T08:00:00Z',
    activitySince: '2026-03-02T09:00:00Z',
  } as const;
  expect(agentStanding({ ...agent, activity: 'talking' })).toMatchObject({
    words: 'On a call',
    since: '2026-03-02T09:00:00Z',
  });
  expect(agentStanding({ ...agent, activity: 'idle' })).toMatchObject({
    words: 'Available',
    since: '2026-03-02T08:00:00Z',
  });
});

test('[M2] an allowed action has no reason against it; every other one says why, in every state', () => {
  for (const state of callbackStates) {
    for (const action of callbackActions) {
      expect(whyNot(action, { state, allowedActions: [action] })).toBeNull();
      expect(whyNot(action, { state, allowedActions: [] })).toMatch(/^[A-Z].*\.$/);
    }
  }
  expect(whyNot('cancel', { state: 'closed', allowedActions: [] })).toBe('This callback is closed.');
  expect(whyNot('reschedule', { state: 'connected', allowedActions: [] })).toBe('The customer is on the line now.');
});

test('[W3] languages are named', () => {
  expect(languageText('de')).toBe('German');
  expect(languageText('not a language')).toBe('not a language');
});

test('[D11] a call says ringing, hold, mute and who is asked', () => {
  const leg = {
    id: 'leg_1',
    party: 'customer',
    agentId: null,
    phoneNumber: '+12025550100',
    state: 'ringing',
    startedAt: '2026-03-02T08:00:00Z',
    answeredAt: null,
    endedAt: null,
    outcome: null,
  } as const;
  const call = {
    id: 'call_1',
    callbackId: 'cb_1',
    direction: 'outbound',
    startedAt: '2026-03-02T08:00:00Z',
    connectedAt: null,
    endedAt: null,
    onHold: false,
    muted: false,
    consult: null,
    legs: [leg],
  } as const;
  const ben = { agentId: 'agt_ben', nameOf: (id: string) => (id === 'agt_ana' ? 'Ana' : 'Ben') };
  const ana = { ...ben, agentId: 'agt_ana' };
  const words = (changed: object, reader = ana): string =>
    callStanding({ ...call, legs: [leg], state: 'connected', ...changed }, reader).words;
  expect(words({ state: 'dialing' })).toBe('Ringing');
  expect(words({ state: 'dialing', legs: [] })).toBe('Dialling');
  expect(words({ onHold: true })).toBe('Customer on hold');
  expect(words({ muted: true })).toBe('Talking, you are muted');
  const asked = (state: string) => ({
    consult: { agentId: 'agt_ben', state },
    legs: [leg, { ...leg, agentId: 'agt_ana' }, { ...leg, agentId: 'agt_ben' }],
  });
  expect(words(asked('offered'))).toBe('Asking Ben, customer on hold');
  expect(words(asked('ringing'))).toBe('Ringing Ben, customer on hold');
  expect(words(asked('talking'))).toBe('Talking to Ben, customer on hold');
  expect(words(asked('ringing'), ben)).toBe('Connecting you to Ana, customer on hold');
  expect(words(asked('talking'), ben)).toBe('Talking to Ana, customer on hold');
});

test('[D11] a colleague who is not on the line is told by how far it had come', () => {
  expect(consultEndWords('offered', 'Ben')).toBe('Ben did not take it.');
  expect(consultEndWords('ringing', 'a colleague')).toBe('A colleague did not pick up.');
  expect(consultEndWords('talking', 'Ben')).toBe('Ben left.');
});
