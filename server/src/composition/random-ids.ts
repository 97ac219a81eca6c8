import { randomBytes } from 'node:crypto';
import type { Clock, Ids } from '@ringback/engine';
import { base32 } from '../access/base32.ts';

const TIME_CHARACTERS = 10;

/** Ids of 26 characters: 10 of time, 16 of randomness, in Crockford's base 32, lower case (the layout of a ULID). */
export function createRandomIds(clock: Clock): Ids {
  return { next: () => timeText(clock.now()) + base32(randomBytes(10)).slice(0, 16) };
}

function timeText(at: number): string {
  let rest = at;
  let text = '';
  for (let i = 0; i < TIME_CHARACTERS; i += 1) {
    text = base32Digit(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function base32Digit(value: number): string {
  return '0123456789abcdefghjkmnpqrstvwxyz'.charAt(value);
}
