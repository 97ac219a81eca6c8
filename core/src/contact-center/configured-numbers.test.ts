import { aCallInGroup, anAgent, aService, codeOf, CoreBench } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import type { Reply, ServicePolicy } from '../index.ts';

/** The centre has the group `cig_main` with the numbers that `aCallInGroup` has. */
function writeGroup(id: string, numbers: readonly string[]): string {
  const bench = new CoreBench({
    services: [aService({ callInGroupId: 'cig_main' })],
    callInGroups: [aCallInGroup()],
  });
  const parsed = aCallInGroup({ id, numbers: [...numbers] });
  return codeOf(bench.do({ kind: 'configure', changes: [{ kind: 'call-in-groups', id, document: {}, parsed }] }));
}

test('[P5][M3] a number belongs to one call-in group: a second group with it is refused', () => {
  const [shared = ''] = aCallInGroup().numbers;
  expect(writeGroup('cig_other', ['+12025550197'])).toBe('ok');
  expect(writeGroup('cig_other', ['+12025550197', shared])).toBe('configuration_invalid');
});

test('[P5][M3] a group may be written again with the numbers it has', () => {
  expect(writeGroup('cig_main', aCallInGroup().numbers)).toBe('ok');
});

describe('a number of a service', () => {
  const sales = (inboundNumbers: string[]) => aService({ id: 'svc_sales', inboundNumbers });
  const write = (...parsed: ServicePolicy[]): Reply =>
    new CoreBench().do({
      kind: 'configure',
      changes: parsed.map((service) => ({ kind: 'services', id: service.id, document: {}, parsed: service })),
    });

  test('[R1][M3] belongs to no other: whoever called it would reach either', () => {
    const reply = write(sales(['+12025550191', '+12025550190']));
    expect(reply).toMatchObject({
      ok: false,
      rejection: { code: 'configuration_invalid', path: 'services.svc_sales.inboundNumbers' },
    });
    expect(codeOf(write(sales(['+12025550191'])))).toBe('ok');
  });

  test('[R1][M3] may go from one to the other in one change', () => {
    expect(codeOf(write(aService({ inboundNumbers: [] }), sales(['+12025550190'])))).toBe('ok');
  });

  test('[R1] is reached on it, also when another service rings customers with that number', () => {
    const bench = new CoreBench({
      services: [aService({ inboundNumbers: [], callerId: '+12025550191' }), sales(['+12025550191'])],
    });
    bench.callIn('+12025550120', 'leg_in', '+12025550191');
    expect([...bench.center.liveCalls.values()].map(({ serviceId }) => serviceId)).toEqual(['svc_sales']);
  });
});

test.each([
  [null, 'configuration_invalid'],
  ['0301234', 'configuration_invalid'],
  ['+1 202 555 0130', 'configuration_invalid'],
  ['+12025550130', 'ok'],
])('[W4][M3] an agent at a number needs one that a trunk can dial: %s', (address, expected) => {
  const parsed = anAgent({ id: 'agt_dana', endpoint: { type: 'number', address, isAutoAccept: false } });
  const changes = [{ kind: 'agents' as const, id: 'agt_dana', document: {}, parsed }];
  expect(codeOf(new CoreBench().do({ kind: 'configure', changes }))).toBe(expected);
});
