import { expect, test } from 'vitest';
import { lossOf } from './line-loss.ts';

test.each([
  [401, true, 'replaced'],
  [403, true, 'replaced'],
  [401, false, 'refused'],
  [403, false, 'refused'],
  [503, true, 'refused'],
  [503, false, 'refused'],
  [null, true, 'connection'],
  [null, false, 'refused'],
] as const)('[W4] answer %s, registered on this connection: %s: %s', (status, wasRegistered, loss) => {
  expect(lossOf(status, wasRegistered)).toBe(loss);
});
