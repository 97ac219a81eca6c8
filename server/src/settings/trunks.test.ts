import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTrunkFile, TrunkFileError } from './trunks.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'rb-trunks-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string): ReturnType<typeof readTrunkFile> {
  const path = join(folder, 'trunks.yaml');
  writeFileSync(path, text);
  return readTrunkFile(path);
}

describe('[A6][W4] the file of trunks and desk phones', () => {
  test('a phone without a name has the one that its agent is rung at', () => {
    const { trunks, phones } = read('phones:\n  - { agentId: agt_ana, password: long-enough }\n');
    expect(trunks).toEqual([]);
    expect(phones).toEqual([
      { agentId: 'agt_ana', endpointName: 'agent-agt_ana', password: 'long-enough', webrtc: false },
    ]);
  });

  test('trunks alone are a file as before', () => {
    const { trunks, phones } = read('trunks:\n  - { name: carrier, host: sip.example }\n');
    expect(trunks.map(({ name, port, order }) => [name, port, order])).toEqual([['carrier', 5060, 1]]);
    expect(phones).toEqual([]);
  });

  test('a trunk says how the numbers of its calls in are written', () => {
    const { trunks } = read(
      'trunks:\n  - { name: a, host: x, callsIn: { numbers: national, country: DE, calledPrefix: "+49301234" } }\n  - { name: b, host: x }\n',
    );
    expect(trunks.map(({ callsIn }) => callsIn)).toEqual([
      { numbers: 'national', country: 'DE', calledPrefix: '+49301234' },
      { numbers: 'digits', country: null, calledPrefix: null },
    ]);
  });

  const trunk = (more: string): string => `trunks:\n  - { name: a, host: x, ${more} }\n`;
  test.each([
    [trunk('username: centre'), 'trunks.0.password is missing: the trunk has a username; give both, or leave both out'],
    [trunk('password: secret'), 'trunks.0.username is missing: the trunk has a password; give both, or leave both out'],
    [trunk('username: centre, password: ""'), 'trunks.0.password is empty'],
    [trunk('username: centre, password: 12345'), 'trunks.0.password must be text: put it in quotes'],
    [trunk('callerIds: [+14045550100]'), 'trunks.0.callerIds.0 must be text: put it in quotes'],
    [trunk('register: true'), 'trunks.0.register needs a username and a password'],
    [trunk('maxConcurent: 3'), 'trunks.0 has the unknown field maxConcurent: is it a typing error?'],
    [trunk('maxConcurrent: 0'), 'trunks.0.maxConcurrent'],
    [trunk('callsPerSecond: 0'), 'trunks.0.callsPerSecond'],
    [trunk('weight: 0'), 'trunks.0.weight'],
    [trunk('order: 0'), 'trunks.0.order'],
    [trunk('codecs: []'), 'trunks.0.codecs'],
    ['trunks:\n  - { name: a, host: "sip.example/x" }\n', 'trunks.0.host must be a host name or an address'],
    ['trunks:\n  - { name: agent-aor, host: x }\n', 'trunks.0.name may not be agent-aor'],
    ['trunks:\n  - { name: a, host: x }\n  - { name: a, host: y }\n', 'trunks must have different names'],
    [
      'trunks:\n  - { name: a, host: x }\nphones:\n  - { agentId: b, endpointName: a, password: long-enough }\n',
      'phones.0.endpointName is a, and so is the name of a trunk',
    ],
    [trunk('callsIn: { numbers: national }'), 'trunks.0.callsIn.country is needed where numbers are national'],
    [trunk('callsIn: { country: DE }'), 'trunks.0.callsIn.country has a meaning with numbers: national only'],
    [trunk('callsIn: { numbers: national, country: Germany }'), 'trunks.0.callsIn.country must be a country'],
    [trunk('callsIn: { calledPrefix: "030" }'), 'trunks.0.callsIn.calledPrefix must begin with +'],
    ['trunk:\n  - { name: a, host: x }\n', 'file has the unknown field trunk'],
    ['trunks:\n  - { name: a, name: b, host: x }\n', 'cannot be read: Map keys must be unique'],
  ])('[X4] %j is refused, with the field and what to do', (text, reason) => {
    expect(() => read(text)).toThrow(reason);
  });

  test.each([
    ['trunks: []\n', 'neither trunks nor phones'],
    ['phones:\n  - { agentId: agt_ana, password: short }\n', 'phones.0.password must have 8 characters or more'],
    ['phones:\n  - { agentId: "a;b", password: long-enough }\n', 'phones.0.agentId may hold letters'],
    [
      'phones:\n  - { agentId: a, endpointName: x, password: long-enough }\n  - { agentId: b, endpointName: x, password: long-enough }\n',
      'phones must have different endpointNames',
    ],
    [
      'phones:\n  - { agentId: a, endpointName: x, password: long-enough }\n  - { agentId: a, endpointName: y, password: long-enough }\n',
      'phones must be of different agents',
    ],
  ])('%j is refused and says why', (text, reason) => {
    expect(() => read(text)).toThrow(TrunkFileError);
    expect(() => read(text)).toThrow(reason);
  });
});
