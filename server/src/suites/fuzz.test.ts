import { expect, test } from 'vitest';
import { seeded } from './fuzz/seeded.ts';

test('[X4] the same seed gives the same sequence', () => {
  const first = seeded(7);
  const second = seeded(7);
  expect([first(), first(), first()]).toEqual([second(), second(), second()]);
});
