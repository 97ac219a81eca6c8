import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { selfSignedCertificate } from '@ringback/driver-phone-asterisk/configuration';
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

  test('[W4] a trunk goes over UDP unless it says otherwise; over TLS it has the port and the caution of TLS', () => {
    const { trunks } = read(
      'trunks:\n  - { name: a, host: x }\n  - { name: b, host: x, transport: tcp }\n  - { name: c, host: x, transport: tls }\n  - { name: d, host: x, transport: tls, port: 5071, mediaEncryption: sdes, verifyServer: false }\n',
    );
    expect(
      trunks.map(({ transport, port, mediaEncryption, verifyServer, caFile }) => {
        return [transport, port, mediaEncryption, verifyServer, caFile];
      }),
    ).toEqual([
      ['udp', 5060, 'none', true, null],
      ['tcp', 5060, 'none', true, null],
      ['tls', 5061, 'none', true, null],
      ['tls', 5071, 'sdes', false, null],
    ]);
  });

  test('[X4] a file of authorities must be there and hold a certificate', () => {
    const caFile = join(folder, 'ca.pem');
    const text = trunk(`transport: tls, caFile: ${caFile}`);
    expect(() => read(text)).toThrow(`trunks.0.caFile names ${caFile}, which cannot be read`);
    writeFileSync(caFile, 'a key, perhaps');
    expect(() => read(text)).toThrow(`trunks.0.caFile names ${caFile}, in which there is no certificate in PEM form`);
    writeFileSync(caFile, selfSignedCertificate(['sip.example']).certificate);
    expect(read(text).trunks[0]?.caFile).toBe(caFile);
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
    ['trunks:\n  - { name: transport-tls-2, host: x }\n', 'trunks.0.name may not be transport-tls-2'],
    [trunk('transport: sctp'), 'trunks.0.transport must be udp, tcp or tls'],
    [trunk('mediaEncryption: dtls'), 'trunks.0.mediaEncryption must be none or sdes'],
    [trunk('mediaEncryption: sdes'), 'trunks.0.mediaEncryption needs transport: tls, because over udp everybody could'],
    [trunk('transport: tcp, mediaEncryption: sdes'), 'trunks.0.mediaEncryption needs transport: tls'],
    [trunk('transport: tcp, verifyServer: false'), 'trunks.0.verifyServer has a meaning with transport: tls only'],
    [trunk('caFile: /ca.pem'), 'trunks.0.caFile has a meaning with transport: tls only'],
    [trunk('transport: tls, caFile: ca.pem'), 'trunks.0.caFile must be an absolute path'],
    [trunk('transport: tls, caFile: /no.pem, verifyServer: false'), 'trunks.0.caFile has a meaning with verifyServer'],
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

  test('[W4] servers that help browsers out may stand in it alone', () => {
    const { trunks, iceServers } = read(
      'iceServers:\n  - urls: ["stun:[2001:db8::7]:3478", stuns:stun.example]\n  - urls: ["turn:turn.example:3478?transport=tcp"]\n    sharedSecret: north\n',
    );
    expect(trunks).toEqual([]);
    expect(iceServers).toEqual([
      { urls: ['stun:[2001:db8::7]:3478', 'stuns:stun.example'] },
      { urls: ['turn:turn.example:3478?transport=tcp'], sharedSecret: 'north' },
    ]);
  });

  const NO_ADDRESS = 'iceServers.0.urls.0 must be like stun:host:3478';
  const ice = (urls: string, more = ''): string => `iceServers:\n  - { urls: ${urls}${more} }\n`;
  test.each([
    [ice('["http://x"]'), NO_ADDRESS],
    [ice('["turn:"]'), NO_ADDRESS],
    [ice('["stun://x"]'), NO_ADDRESS],
    [ice('["turn:x:99999"]'), NO_ADDRESS],
    [ice('["turn:x:0"]'), NO_ADDRESS],
    [ice('["stun:x?transport=udp"]'), NO_ADDRESS],
    [ice('["turn:x?transport=tls"]'), NO_ADDRESS],
    [ice('stun:x'), 'iceServers.0.urls'],
    [ice('[]'), 'iceServers.0.urls'],
    [ice('[turn:x]'), 'iceServers.0.urls name a TURN server, which needs a sharedSecret, or username and password'],
    [ice('[stun:x]', ', sharedSecret: a'), 'iceServers.0.urls name no TURN server'],
    [ice('[turn:x]', ', username: a'), 'iceServers.0.password is missing beside the username'],
    [ice('[turn:x]', ', password: a'), 'iceServers.0.username is missing beside the password'],
    [ice('[turn:x]', ', username: a, password: b, sharedSecret: c'), 'iceServers.0.sharedSecret takes the place of'],
    [ice('[turn:x]', ', credential: b'), 'iceServers.0 has the unknown field credential'],
  ])('[X4] %j is refused, with the field and what to do', (text, reason) => {
    expect(() => read(text)).toThrow(reason);
  });

  test.each([
    ['trunks: []\n', 'neither trunks nor phones nor iceServers'],
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
