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
