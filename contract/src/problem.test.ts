import { serviceDocument } from './service-policy.ts';
import { expect, test } from 'vitest';
import { callbackRequest, transferRequest } from './callback.ts';
import { servicePut } from './stored-configuration.ts';
import { fieldErrors, makeProblem, problem } from './problem.ts';
import type { z } from 'zod';

const pathsOf = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value);
  return error === undefined
    ? []
    : fieldErrors(error)
        .map(({ path }) => path)
        .toSorted();
};

test('[X4] every wrong field is named', () => {
  const value = {
    serviceId: 7,
    scheduledFor: 'soon',
    timeZone: '+02:00',
    context: { ['k'.repeat(65)]: 1 },
    nonsense: 1,
  };
  expect(pathsOf(callbackRequest, value)).toEqual([
    `context.${'k'.repeat(64)}`,
    'nonsense',
    'phoneNumber',
    'scheduledFor',
    'serviceId',
    'timeZone',
  ]);
});

test('[X4] inside a union the field is named that was most likely meant', () => {
  expect(pathsOf(servicePut, { queueId: 'q_a', placePolicy: { decayMs: -1 } })).toEqual(['placePolicy.decayMs']);
  expect(pathsOf(servicePut, { queueId: 'q_a', attempts: { perOutcome: { busy: { consumes: 'no' } } } })).toEqual([
    'attempts.perOutcome.busy.consumes',
  ]);
});

test('[X4] a body that is no object is wrong as a whole', () => {
  for (const body of [null, 1, 'x', []]) expect(pathsOf(callbackRequest, body)).toEqual(['']);
});

test('[Q2] a transfer names exactly one target', () => {
  expect(pathsOf(transferRequest, { queueId: 'q_a' })).toEqual([]);
  expect(pathsOf(transferRequest, { queueId: 'q_a', agentId: 'agt_a' })).toEqual(['queueId']);
  expect(pathsOf(transferRequest, {})).toEqual(['queueId']);
});

test('[fit-I1] a problem carries code, status, title and what is added', () => {
  const made = makeProblem('slot_full', { alternatives: [] });
  expect(made).toEqual({
    type: '/docs/reference/errors#slot_full',
    title: 'The slot is full',
    status: 409,
    code: 'slot_full',
    detail: null,
    retriable: false,
    errors: [],
    alternatives: [],
  });
  expect(problem.parse(made)).toEqual(made);
});

test('[X4] a choice of numbers says which there are', () => {
  const read = serviceDocument.safeParse({ queueId: 'q_a', slotMinutes: 20 });
  expect(read.error === undefined ? [] : fieldErrors(read.error)).toEqual([
    { path: 'slotMinutes', message: 'must be 15, 30 or 60' },
  ]);
});
