import { expect, test } from 'vitest';
import { microphoneTroubleOf } from './microphone.ts';

test.each([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
] as const)('[W4] %s of the browser: %s', (name, trouble) => {
  expect(microphoneTroubleOf({ name })).toBe(trouble);
});

test('[W4] anything else counts as not allowed', () => {
  expect(microphoneTroubleOf(new TypeError('no'))).toBe('refused');
  expect(microphoneTroubleOf(null)).toBe('refused');
});
