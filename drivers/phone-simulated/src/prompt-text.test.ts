import type { Prompt } from '@ringback/core';
import { expect, test } from 'vitest';
import { promptText } from './prompt-text.ts';

const say = (name: Prompt['name'], values: Prompt['values'] = {}) => promptText({ name, language: 'en', values });

test('[D1] the announcement says who calls and which keys there are', () => {
  expect(say('callback_announcement', { serviceName: 'Harbour & Pine' })).toBe(
    'This is Harbour & Pine calling you back. Press 1 to be connected, 2 to be called later, 9 to cancel and never be called again.',
  );
});

test.for([
  [{ waitMs: 30_000 }, 'The wait is about 1 minute. '],
  [{ waitMs: 240_000 }, 'The wait is about 4 minutes. '],
  [{ waitMs: 241_000 }, 'The wait is about 5 minutes. '],
  [{ waitLowMs: 180_000, waitHighMs: 420_000 }, 'The wait is about 3 to 7 minutes. '],
  [{ waitLowMs: 181_000, waitHighMs: 240_000 }, 'The wait is about 4 minutes. '],
  [{ waitMs: null }, ''],
  [{}, ''],
] as const)(
  '[R1] [Q9] the invitation tells a wait of %j in minutes, and an unknown wait not at all',
  ([values, sentence]) => {
    expect(say('queue_invitation', values)).toBe(
      `${sentence}Press 1 to hang up and keep your place: we will call you back.`,
    );
  },
);

test('[R1] the greeting tells the position when it is known', () => {
  expect(say('queue_greeting', { serviceName: 'Harbour & Pine', position: 3, waitMs: 60_000 })).toBe(
    'Welcome to Harbour & Pine. The wait is about 1 minute. You are number 3 in line. Please hold the line.',
  );
});

test.for([
  'callback_announcement',
  'connecting',
  'no_agent_apology',
  'cancelled_goodbye',
  'snooze_goodbye',
  'reschedule_goodbye',
  'queue_greeting',
  'queue_invitation',
  'invitation_confirmed',
  'closed',
] as const)('[D1] %s is a whole sentence without any facts too', (name) => {
  const text = say(name);
  expect(text).toMatch(/^[A-Z].*\.$/);
  expect(text).not.toMatch(/undefined|null|NaN| {2}/);
});
