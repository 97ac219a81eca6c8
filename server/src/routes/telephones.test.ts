import { expect, test } from 'vitest';
import { telephoneOf } from './telephones.ts';

const softphone = { type: 'softphone' };
const number = { type: 'number', address: '+12025550130' };

test.each([
  [softphone, { isSimulated: false, isPage: true }, { kind: 'page', number: null }],
  [softphone, { isSimulated: false, isPage: false }, { kind: 'desk_phone', number: null }],
  [softphone, { isSimulated: true, isPage: false }, { kind: 'simulated', number: null }],
  [number, { isSimulated: false, isPage: true }, { kind: 'number', number: '+12025550130' }],
  [number, { isSimulated: true, isPage: false }, { kind: 'number', number: '+12025550130' }],
  [undefined, { isSimulated: true, isPage: false }, { kind: 'simulated', number: null }],
])('[W4] what rings for an agent: %j on %j', (endpoint, phone, expected) => {
  expect(telephoneOf(endpoint, phone)).toEqual(expected);
});
