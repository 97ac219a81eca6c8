import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventParser } from './event-stream.ts';

test('[fit-I2] fields, several lines of data, comments, and all three line ends', () => {
  const parse = createEventParser();
  expect(parse(': heartbeat\n\nid: 1\nevent: a\ndata: x\ndata:y\n\n')).toEqual([{ id: '1', event: 'a', data: 'x\ny' }]);
  expect(parse('data: one\r\n\r\ndata: two\r\rdata: three\n\n')).toEqual(
    ['one', 'two', 'three'].map((data) => ({ id: null, event: 'message', data })),
  );
});

test('[fit-I2] where the network cuts the stream makes no difference', () => {
  const text = 'id: 1\r\ndata: {"a": "b: c"}\r\n\r\n: c\r\n\r\nid: 2\r\nevent: x\r\ndata: é\r\n\r\nid: 3\ndata: z\n\n';
  const whole = createEventParser()(text);
  expect(whole.map(({ data }) => data)).toEqual(['{"a": "b: c"}', 'é', 'z']);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (cuts) => {
      const parse = createEventParser();
      const edges = [0, ...cuts.toSorted((a, b) => a - b), text.length];
      expect(edges.slice(1).flatMap((end, i) => parse(text.slice(edges[i], end)))).toEqual(whole);
    }),
  );
});
