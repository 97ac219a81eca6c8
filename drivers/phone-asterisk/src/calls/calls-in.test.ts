import { expect, test } from 'vitest';
import { readCalledNumber, readNumber } from './calls-in.ts';

test.each([
  ['+4930901820', null, 'digits', '+4930901820'],
  ['4930901820', null, 'digits', '+4930901820'],
  ['030901820', 'DE', 'national', '+4930901820'],
  ['004930901820', 'DE', 'national', '+4930901820'],
  ['+442079460000', 'DE', 'national', '+442079460000'],
  ['4711', 'DE', 'digits', '4711'],
  ['anonymous', 'DE', 'national', 'anonymous'],
  ['', null, 'digits', 'anonymous'],
] as const)('[R1] %s of a trunk in %s that writes %s numbers is %s', (text, country, numbers, expected) => {
  expect(readNumber(text, { country, numbers })).toBe(expected);
});

test.each([
  ['100', 'national', '+49301234100'],
  ['0301234100', 'national', '+49301234100'],
  ['49301234100', 'national', '+49301234100'],
  ['49301234100', 'digits', '+49301234100'],
  ['+442079460000', 'national', '+442079460000'],
] as const)('[R1] %s was called, where the trunk leaves +49301234 out of %s numbers: %s', (text, numbers, expected) => {
  expect(readCalledNumber(text, { country: 'DE', numbers, calledPrefix: '+49301234' })).toBe(expected);
});

test('[R1] a national number that was called stays one without a prefix', () => {
  expect(readCalledNumber('030901820', { country: 'DE', numbers: 'national', calledPrefix: null })).toBe('+4930901820');
});
