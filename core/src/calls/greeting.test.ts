import { CoreBench, aService } from '@ringback/testkit';
import { expect, test } from 'vitest';

test('[R1] a caller who is not invited is told their place in the line, as it is when they come', () => {
  const bench = new CoreBench({ services: [aService({ invitation: { ...aService().invitation, isEnabled: false } })] });
  bench.callIn('+12025550100', 'in1');
  bench.callIn('+12025550101', 'in2');
  const positions = bench.effects.flatMap(({ phone }) =>
    phone.kind === 'play' && phone.prompt.name === 'queue_greeting' ? [phone.prompt.values['position']] : [],
  );
  expect(positions).toEqual([1, 2]);
});
