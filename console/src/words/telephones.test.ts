import { expect, test } from 'vitest';
import { ringingNow, whereCallsRing, whyAway } from './telephones.ts';

const number = { kind: 'number', number: '+12025550130' } as const;
const desk = { kind: 'desk_phone', number: null } as const;
const page = { kind: 'page', number: null } as const;

test('[W4] who is rung at a number reads where, and that key 1 takes the call', () => {
  expect(whereCallsRing(number)).toBe('Calls ring at +12025550130. Pick up and press 1.');
  expect(ringingNow(number)).toBe('Your phone rings at +12025550130. Pick up and press 1.');
});

test('[W4] no other telephone asks for a key', () => {
  expect([whereCallsRing(desk), whereCallsRing(page)]).toEqual(['Calls ring on your desk phone.', null]);
  expect(ringingNow(desk) + ringingNow(page)).not.toContain('1');
});

test('[W1] who was set to away reads why; who chose it does not', () => {
  expect(whyAway('phone_not_answered', number)).toContain('key 1 was not pressed');
  expect(whyAway('phone_not_answered', page)).not.toContain('key');
  expect(whyAway('missed_offer', page)).toContain('offer');
  expect([whyAway('lunch', number), whyAway(null, number)]).toEqual([null, null]);
});
