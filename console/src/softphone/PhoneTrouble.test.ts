import { expect, test } from 'vitest';
import { troubleWords } from './PhoneTrouble.tsx';
import { microphoneWords, offState } from './softphoneState.ts';

const sinceMs = Date.parse('2026-03-02T14:02:00Z');
const at = (status: Parameters<typeof troubleWords>[0]['status'], problem: string | null, laterMs = 0) =>
  troubleWords({ ...offState, status, problem, sinceMs }, sinceMs + laterMs);

test('[W4] a telephone that rings is no trouble', () => {
  for (const status of ['off', 'ready', 'ringing', 'talking'] as const) expect(at(status, null, 60_000)).toBeNull();
});

test('[W4] a connection that is gone is told after a while, with the time and its zone', () => {
  expect(at('connecting', null, 1_000)).toBeNull();
  expect(at('connecting', null, 5_000)).toMatch(/no connection since \d\d:02 [A-Z]/);
  expect(at('connecting', 'The server is away.', 5_000)).toMatch(/It keeps trying\. The server is away\.$/);
});

test('[W4] a microphone that is not there is told with what helps', () => {
  for (const words of Object.values(microphoneWords))
    expect(at('failed', words)).toBe(`Calls cannot ring here. ${words}`);
});
