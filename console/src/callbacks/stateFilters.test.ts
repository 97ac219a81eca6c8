import { callbackStates } from '@ringback/contract';
import { expect, test } from 'vitest';
import { stateFilters, statesOf } from './stateFilters.ts';

test('[M2] every state is found under exactly one filter', () => {
  expect(stateFilters.flatMap((filter) => filter.states).sort()).toEqual([...callbackStates].sort());
});

test('[M2] an unknown filter shows all', () => {
  expect(statesOf('nonsense')).toEqual([]);
});
