import { expect, test } from 'vitest';
import { readNumber } from './calls-in.ts';

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
