import { callbackOutcomes, callbackStates } from '@ringback/contract';
import { describe, expect, test } from 'vitest';
import { english } from './locale.ts';
import { nextPollMs } from './poll.ts';
import { describeState, isLate } from './states.ts';
import { callbackView } from './testing.ts';

const sentence = (values: Parameters<typeof callbackView>[0]): string =>
  describeState(callbackView(values), 'UTC', english).sentence;

test('[C2] every open state has words of its own step; none shows an identifier', () => {
  const words = callbackStates
    .filter((state) => state !== 'closed')
    .map((state) => sentence({ state, scheduledFor: '2026-11-24T13:30:00Z' }));
  expect(words.filter((word) => word === 'You are in the line')).toHaveLength(1);
  for (const word of words) expect(word).not.toMatch(/_|\{/);
});

test('[C2] every outcome has words of its own', () => {
  const words = callbackOutcomes.map((outcome) => sentence({ state: 'closed', outcome }));
  expect(words).not.toContain('The call has ended. Thank you.');
  for (const word of words) expect(word).not.toMatch(/_|\{/);
});

test('[Q9] the first in the line is told so', () => {
  expect(sentence({ state: 'waiting', position: 1 })).toBe('You are next');
});

describe('[Q10] late', () => {
  const promise = { from: '2026-11-24T10:00:00Z', to: '2026-11-24T10:15:00Z', kept: null };
  const at = (time: string): number => Date.parse(`2026-11-24T${time}:00Z`);
  test.each([
    ['inside the window', callbackView({ promise }), at('10:14'), false],
    ['after the window, still in the line', callbackView({ promise }), at('10:16'), true],
    ['the server says so', callbackView({ promise: { ...promise, kept: false } }), at('10:01'), true],
    ['already talking', callbackView({ promise, state: 'connected' }), at('10:16'), false],
    ['closed', callbackView({ promise, state: 'closed' }), at('10:16'), false],
    ['nothing was promised', callbackView({ promise: null }), at('10:16'), false],
  ])('%s', (_name, callback, nowMs, late) => {
    expect(isLate(callback, nowMs)).toBe(late);
  });
});

describe('[C2] the page asks again', () => {
  test('quickly during a call, calmly in the line, never after the end', () => {
    expect(nextPollMs(callbackView({ state: 'dialing' }), 0, 0)).toBe(2_000);
    expect(nextPollMs(callbackView({ state: 'waiting' }), 0, 0)).toBe(4_000);
    expect(nextPollMs(callbackView({ state: 'closed' }), 0, 0)).toBeNull();
  });
  test('seldom while the appointment is far away', () => {
    const callback = callbackView({ state: 'scheduled', scheduledFor: '2026-11-24T13:30:00Z' });
    expect(nextPollMs(callback, 0, Date.parse('2026-11-24T10:00:00Z'))).toBe(15_000);
    expect(nextPollMs(callback, 0, Date.parse('2026-11-24T13:20:00Z'))).toBe(4_000);
  });
  test('more and more slowly when there is no answer', () => {
    expect([1, 2, 3, 4, 9].map((failures) => nextPollMs(null, failures, 0))).toEqual([
      4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });
});
