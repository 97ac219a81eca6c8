import { describe, expect, test } from 'vitest';
import { pauseAfter } from './backoff.ts';
import { parseAriMessage } from './messages.ts';

const channel = {
  id: 'leg_a',
  name: 'PJSIP/main-00000001',
  state: 'Ringing',
  accountcode: 'ringback',
  dialplan: { app_name: 'AppDial2', app_data: '(Outgoing Line)' },
};

describe('messages of the engine', () => {
  test('[A2] the end of a channel brings its cause, and the SIP status where there is one', () => {
    const end = { type: 'ChannelDestroyed', cause: 17, cause_txt: 'User busy', channel };
    const parse = (more: object) => parseAriMessage(JSON.stringify({ ...end, ...more }));
    expect(parse({ tech_cause: 486 })).toMatchObject({ kind: 'event', event: { cause: 17, tech_cause: 486 } });
    expect(parse({})).toMatchObject({ kind: 'event', event: { cause: 17, tech_cause: null } });
  });

  test('[X4] what is no message, of no known type, or lacks what is needed is told apart and never thrown', () => {
    expect(parseAriMessage('{')).toMatchObject({ kind: 'unreadable' });
    expect(parseAriMessage('[]')).toMatchObject({ kind: 'unreadable' });
    expect(parseAriMessage('{"type":"ContactStatusChange"}')).toEqual({ kind: 'unknown', type: 'ContactStatusChange' });
    expect(parseAriMessage('{"type":"StasisStart","args":[]}')).toMatchObject({ kind: 'unreadable' });
    expect(parseAriMessage('{"type":"RESTResponse","request_id":7}')).toMatchObject({ kind: 'unreadable' });
  });

  test('an answer without a body, or with one that is no JSON, is an answer', () => {
    const answer = { type: 'RESTResponse', request_id: '7', status_code: 204, reason_phrase: 'No Content' };
    const response = { status: 204, body: null };
    expect(parseAriMessage(JSON.stringify(answer))).toEqual({ kind: 'response', requestId: '7', response });
    expect(parseAriMessage(JSON.stringify({ ...answer, message_body: '<html>' }))).toMatchObject({ response });
  });
});

test('[X1] pauses between attempts to connect double up to a limit, and spread over their upper half', () => {
  const bounds = { firstMs: 100, lastMs: 5_000 };
  expect([0, 1, 2, 5, 6, 1_000].map((count) => pauseAfter(count, bounds, 0))).toEqual([
    50, 100, 200, 1_600, 2_500, 2_500,
  ]);
  expect(pauseAfter(0, bounds, 0.999)).toBeCloseTo(100, 0);
});
