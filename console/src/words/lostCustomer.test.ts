import { expect, test } from 'vitest';
import { lostCustomerWords } from './lostCustomer.ts';

const wrongNumber = { state: 'closed', outcome: 'invalid_number', attempts: [{ outcome: 'invalid_number' }] } as const;

test('[W2] a number that does not exist: the agent who rang it is told, and that it is over', () => {
  expect(lostCustomerWords('Lee', wrongNumber)).toBe('Lee: the number does not exist. The callback is closed.');
});

test('[W2] nobody picked up: the agent is told, and that the callback goes on', () => {
  const attempts = [{ outcome: 'busy' }, { outcome: 'no_answer' }] as const;
  expect(lostCustomerWords('Lee', { state: 'retry_pending', outcome: null, attempts })).toBe(
    'Lee: no answer. The callback stays open.',
  );
});

test('[W2] whoever is on the way to an agent, or has talked, is not lost', () => {
  expect(lostCustomerWords('Lee', { state: 'holding', outcome: null, attempts: [{ outcome: null }] })).toBeNull();
  expect(
    lostCustomerWords('Lee', { state: 'closed', outcome: 'completed', attempts: [{ outcome: 'answered_human' }] }),
  ).toBeNull();
});
