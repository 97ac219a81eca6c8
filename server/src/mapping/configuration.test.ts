import {
  errorCodes,
  configurationFile,
  callbackActions,
  attemptOutcomes as wireOutcomes,
  callbackStates as wireStates,
  callbackOutcomes,
} from '@ringback/contract';
import { attemptOutcomes, callbackStates, outcomes } from '@ringback/core';
import { expect, test } from 'vitest';
import { demoConfiguration } from '../demo/demo-configuration.ts';
import { parseKind } from './configuration.ts';
import { readAllowedNumber, readPhoneNumber } from './phone-numbers.ts';
import { ConfigurationError } from './configured-number.ts';

test('[A3] a service without words of its own: three attempts, 10 minutes apart, and what each outcome leads to', () => {
  const policy = parseKind('services', 'svc_a', { queueId: 'q_a' });
  expect(policy).toMatchObject({
    name: 'svc_a',
    attemptsMax: 3,
    ringMs: 30_000,
    wrapUpMs: 30_000,
    place: { kind: 'keep' },
    medium: 'phone',
  });
  expect(policy.outcomeRules.busy).toEqual({ retryAfterMs: 600_000, consumes: true, stops: false });
  expect(policy.outcomeRules.network_failure).toEqual({ retryAfterMs: 60_000, consumes: false, stops: false });
  expect(policy.outcomeRules.invalid_number.stops).toBe(true);
  expect(policy.outcomeRules.answered_human).toEqual({ retryAfterMs: 600_000, consumes: true, stops: false });
});

test('[D12] a wrap-up without a limit ends after 24 hours', () => {
  expect(parseKind('services', 'svc_a', { queueId: 'q_a', wrapUpMs: null }).wrapUpMs).toBe(86_400_000);
});

test('[A6] numbers of ours become E.164; what is no number is refused by its field', () => {
  expect(
    parseKind('services', 'svc_a', {
      queueId: 'q_a',
      callerId: '+1 202 555 0190',
      inboundNumbers: ['+44 (20) 7946 0000'],
    }),
  ).toMatchObject({ callerId: '+12025550190', inboundNumbers: ['+442079460000'] });
  expect(() => parseKind('services', 'svc_a', { queueId: 'q_a', inboundNumbers: ['hello'] })).toThrow(
    ConfigurationError,
  );
});

test('[X5] number rules of the demo refuse premium rate and shared cost, and take every country', () => {
  const rules = parseKind('number-rules', 'nr_demo', demoConfiguration().numberRules['nr_demo']);
  for (const number of ['+12025550100', '+442079460000', '+4915123456789'])
    expect(readAllowedNumber(number, 'phoneNumber', rules)).toBe(number);
  expect(() => readAllowedNumber('+19005550100', 'phoneNumber', rules)).toThrow('number_not_allowed');
  expect(() => readPhoneNumber('12', 'phoneNumber')).toThrow('invalid_phone_number');
});

test('[M3] the demo is what the contract promises', () => {
  const file = configurationFile.parse(demoConfiguration());
  expect(Object.keys(file.services)).toEqual(['svc_support', 'svc_sales', 'svc_video']);
  expect(file.services['svc_support']).toMatchObject({
    delivery: 'customer_first',
    queueId: 'q_support',
    slotMinutes: 30,
  });
  expect(file.services['svc_sales']).toMatchObject({ delivery: 'agent_first', queueId: 'q_sales' });
  expect(file.services['svc_video']?.delivery).toBe('video');
  expect(Object.fromEntries(Object.entries(file.agents).map(([id, { skills }]) => [id, skills]))).toEqual({
    agt_ana: { support: 5, sales: 3 },
    agt_ben: { support: 3 },
    agt_cho: { sales: 5 },
  });
  expect(file.capacity['cap_demo']?.defaultCapacity).toBe(5);
});

test('[I1] core and the wire have the same words', () => {
  expect([...attemptOutcomes]).toEqual([...wireOutcomes]);
  expect([...callbackStates]).toEqual([...wireStates]);
  expect([...outcomes]).toEqual([...callbackOutcomes]);
  for (const action of ['reschedule', 'cancel', 'requeue', 'retry', 'close', 'dial', 'transfer', 'delay'])
    expect(callbackActions).toContain(action);
  expect(errorCodes).toContain('not_allowed_in_state');
});
