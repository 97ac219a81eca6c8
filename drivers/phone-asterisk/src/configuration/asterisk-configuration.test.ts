import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asteriskConfiguration } from './asterisk-configuration.ts';
import { InvalidSetting, valueText } from './config-text.ts';
import { existingSystemFiles } from './existing-system.ts';
import { testTimers, usualTimers, type AsteriskSettings } from './settings.ts';

const settings: AsteriskSettings = {
  folders: {
    configuration: '/r/etc',
    modules: '/i/modules',
    data: '/i/data',
    state: '/r/lib',
    spool: '/r/spool',
    run: '/r/run',
    log: '/r/log',
  },
  network: {
    sipAddress: '0.0.0.0',
    sipPort: 5060,
    httpAddress: '127.0.0.1',
    httpPort: 8088,
    rtpFirstPort: 10_000,
    rtpLastPort: 19_999,
    publicAddress: '192.0.2.7',
    localNetworks: ['10.0.0.0/8'],
  },
  tls: { port: 8089, certificateFile: '/c/cert.pem', keyFile: '/c/key.pem' },
  ari: { user: 'ringback', password: 'secret', application: 'ringback' },
  trunks: [
    {
      name: 'carrier',
      host: 'sip.provider.example',
      port: 5060,
      account: { username: 'centre', password: 'word', register: true },
      addresses: ['198.51.100.0/24'],
      callerIds: ['+14045550100'],
      codecs: ['alaw', 'ulaw'],
      maxConcurrentCount: 30,
      callsPerSecond: 2,
      qualifyEveryS: 60,
    },
  ],
  agents: [
    { agentId: 'agt_anna', endpointName: 'anna', password: 'one', webrtc: false },
    { agentId: 'agt_ben', endpointName: 'ben', password: 'two', webrtc: true },
  ],
  timers: usualTimers,
};

/** The lines of a file by section, as Asterisk would read them: comments away, `\;` for a semicolon. */
function linesBySection(text: string): string[] {
  let current = '';
  return text.split('\n').flatMap((raw) => {
    const line = raw
      .replace(/(?<!\\);.*$/u, '')
      .replaceAll('\\;', ';')
      .trim();
    if (line.startsWith('[')) current = line;
    return line === '' ? [] : [`${current} ${line}`];
  });
}

function keysOf(files: ReadonlyMap<string, string>): string[] {
  const keyOf = (line: string): string =>
    line
      .replace(/=.*$/u, '')
      .replace(/ \[.*$/u, '')
      .trimEnd();
  return [...files].flatMap(([name, text]) => linesBySection(text).map((line) => `${name}: ${keyOf(line)}`));
}

function pjsipOf(changed: Partial<AsteriskSettings>): string {
  return asteriskConfiguration({ ...settings, ...changed }).get('pjsip.conf') ?? '';
}

const [trunk] = settings.trunks;
const [agent] = settings.agents;
if (trunk === undefined || agent === undefined) throw new Error('the settings have a trunk and an agent');

/** Each text field that somebody fills in, as a way to put another text there. */
const textFields: Readonly<Record<string, (text: string) => Partial<AsteriskSettings>>> = {
  'ari user': (user) => ({ ari: { ...settings.ari, user } }),
  'ari password': (password) => ({ ari: { ...settings.ari, password } }),
  'ari application': (application) => ({ ari: { ...settings.ari, application } }),
  'trunk name': (name) => ({ trunks: [{ ...trunk, name }] }),
  'trunk host': (host) => ({ trunks: [{ ...trunk, host }] }),
  'trunk address': (address) => ({ trunks: [{ ...trunk, addresses: [address] }] }),
  'trunk user': (username) => ({ trunks: [{ ...trunk, account: { username, password: 'x', register: true } }] }),
  'trunk user without registering': (username) => ({
    trunks: [{ ...trunk, account: { username, password: 'x', register: false } }],
  }),
  'trunk password': (password) => ({ trunks: [{ ...trunk, account: { username: 'u', password, register: true } }] }),
  'agent id': (agentId) => ({ agents: [{ ...agent, agentId }] }),
  'endpoint name': (endpointName) => ({ agents: [{ ...agent, endpointName }] }),
  'agent password': (password) => ({ agents: [{ ...agent, password }] }),
  'public address': (publicAddress) => ({ network: { ...settings.network, publicAddress } }),
  'local network': (network) => ({ network: { ...settings.network, localNetworks: [network] } }),
  'certificate file': (certificateFile) => ({ tls: { port: 8089, certificateFile, keyFile: 'k' } }),
  'log folder': (log) => ({ folders: { ...settings.folders, log } }),
};

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'x\n[evil]\ntype = endpoint',
    'x\r\n#exec rm',
    'x;y',
    'x\\;y',
    ' x',
    'x\u2028y',
    'x;--y',
    'x\u0000y',
    '',
    '=> x',
    ']',
    '${SHELL(id)}',
  ),
  fc
    .array(fc.constantFrom('a', ';', '\n', '\r', '[', ']', '=', '>', '\\', '#', ' ', ',', '$', '{'))
    .map((parts) => parts.join('')),
);

describe.each(Object.entries(textFields))('[X4] %s', (_, change) => {
  test('is refused, or stands in its own line and changes no other', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        let files: ReadonlyMap<string, string>;
        try {
          files = asteriskConfiguration({ ...settings, ...change(text) });
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidSetting);
          return;
        }
        const plain = asteriskConfiguration({ ...settings, ...change('plain') });
        const named = (keys: string[]): string[] => keys.map((key) => key.replaceAll(`[${text}]`, '[plain]'));
        expect(named(keysOf(files))).toEqual(keysOf(plain));
      }),
      { numRuns: 150 },
    );
  });
});

test.each(['x\ny', 'x\ry', 'x\u0000', ' x', 'x ', 'x\\;y', 'y'.repeat(1001)])('[X4] %j cannot be a value', (text) => {
  expect(() => valueText('password', text)).toThrow(InvalidSetting);
});

test('a semicolon in a value is no comment', () => {
  expect(valueText('password', 'a;b;;c')).toBe('a\\;b\\;\\;c');
});

test('two endpoints of one name are refused, also one with a name of the engine', () => {
  expect(() => pjsipOf({ agents: [{ ...agent, endpointName: 'carrier' }] })).toThrow(/"carrier" is used twice/u);
  expect(() => pjsipOf({ trunks: [{ ...trunk, name: 'transport-udp' }] })).toThrow(InvalidSetting);
});

test.each([0, 65_536, 1.5, Number.NaN])('%d is no port', (port) => {
  expect(() => pjsipOf({ trunks: [{ ...trunk, port }] })).toThrow(InvalidSetting);
});

test('a trunk with a password registers and is known by its addresses', () => {
  const lines = linesBySection(pjsipOf({})).filter((line) => line.startsWith('[carrier]'));
  expect(lines).toEqual(
    expect.arrayContaining([
      '[carrier] type = registration',
      '[carrier] client_uri = sip:centre@sip.provider.example:5060',
      '[carrier] match = sip.provider.example',
      '[carrier] match = 198.51.100.0/24',
      '[carrier] allow = alaw,ulaw',
      '[carrier] qualify_frequency = 60',
    ]),
  );
});

test('a trunk without a password neither registers nor signs', () => {
  const text = pjsipOf({ trunks: [{ ...trunk, account: null }] });
  expect(text).not.toMatch(/registration|outbound_auth/u);
});

test('[W4] an agent in the browser gets WebRTC, one at a desk does not', () => {
  const lines = linesBySection(pjsipOf({})).filter((line) => line.endsWith('webrtc = yes'));
  expect(lines).toEqual(['[ben](agent) webrtc = yes']);
});

test('behind address translation the outside address is announced', () => {
  expect(pjsipOf({})).toContain('external_media_address = 192.0.2.7');
  expect(pjsipOf({ network: { ...settings.network, publicAddress: null } })).not.toContain('external_');
});

test('timers of tests are shorter than the standard ones of RFC 3261', () => {
  expect(pjsipOf({})).toMatch(/timer_t1 = 125\ntimer_b = 8000/u);
  expect(pjsipOf({ timers: testTimers })).toMatch(/timer_t1 = 100\ntimer_b = 6400/u);
});

test('what a far end sends as a number cannot bring further arguments', () => {
  const text = asteriskConfiguration(settings).get('extensions.conf') ?? '';
  const handedOver = text.split('\n').filter((line) => /Stasis\(ringback,(?:inbound|agent-dial)/u.test(line));
  expect(handedOver).toHaveLength(2);
  for (const line of handedOver) expect(line).toMatch(/,(\$\{PLUS\})?\$\{FILTER\(0-9A-Za-z\*#,\$\{EXTEN\}\)\}/u);
});

test('an existing system gets a user and contexts, and nothing that it has itself', () => {
  const files = existingSystemFiles(settings.ari, usualTimers);
  expect([...files.keys()]).toEqual(['ari_ringback.conf', 'extensions_ringback.conf']);
  const sections = [...files.values()].flatMap((text) => text.match(/^\[.*\]$/gmu) ?? []);
  expect(sections).toEqual(['[ringback]', '[ringback-inbound]', '[callback-out]', '[amd]']);
});
