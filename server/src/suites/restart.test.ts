import { expect, test } from 'vitest';
import { pick } from './restart/seeded.ts';

test('[X1] a kill moment can be picked from a seed', () => {
  expect(pick(() => 0.5, [1, 2, 3])).toBe(2);
});
