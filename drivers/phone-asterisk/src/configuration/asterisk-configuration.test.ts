import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asteriskConfiguration } from './asterisk-configuration.ts';
import { InvalidSetting, valueText } from './config-text.ts';
import { existingSystemFiles } from './existing-system.ts';
import { testTimers, type Trunk, type TrunkTransport, usualTimers, type AsteriskSettings } from './settings.ts';

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
    sipTlsPort: 5061,
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
      transport: { kind: 'udp' },
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

function overTls(more: Partial<Extract<TrunkTransport, { kind: 'tls' }>>): Trunk {
  const transport = { kind: 'tls', verifiesServer: true, caFile: null, encryptsSpeech: true, ...more } as const;
  const [base] = settings.trunks;
  if (base === undefined) throw new Error('the settings have a trunk');
  return { ...base, name: 'secure', port: 5061, transport };
}

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
  'file of authorities': (caFile) => ({ trunks: [overTls({ caFile })] }),
  'trunk name over TLS': (name) => ({ trunks: [{ ...overTls({}), name }] }),
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
  for (const name of ['transport-udp', 'transport-tls-2'])
    expect(() => pjsipOf({ trunks: [{ ...trunk, name }] })).toThrow(InvalidSetting);
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

/** The lines of one section, without its name. */
function linesOf(changed: Partial<AsteriskSettings>, name: string): string[] {
  const head = `[${name}] `;
  return linesBySection(pjsipOf(changed)).flatMap((line) => (line.startsWith(head) ? [line.slice(head.length)] : []));
}

test('a trunk over TCP is called and signed in at over TCP, at the port of SIP', () => {
  const changed = { trunks: [{ ...trunk, transport: { kind: 'tcp' } as const }] };
  expect(linesOf(changed, 'transport-tcp')).toEqual(
    expect.arrayContaining(['protocol = tcp', 'bind = 0.0.0.0:5060', 'external_media_address = 192.0.2.7']),
  );
  const lines = linesOf(changed, 'carrier');
  expect(lines.filter((line) => line === 'transport = transport-tcp')).toHaveLength(2);
  expect(lines).toEqual(
    expect.arrayContaining([
      'contact = sip:sip.provider.example:5060;transport=tcp',
      'server_uri = sip:sip.provider.example:5060;transport=tcp',
      'client_uri = sip:centre@sip.provider.example:5060;transport=tcp',
    ]),
  );
  expect(pjsipOf({})).not.toMatch(/transport-(?:tcp|tls)/u);
});

test('[X6] over TLS the server must show a right certificate, and speech is encrypted where that is asked for', () => {
  const changed = { trunks: [overTls({})] };
  expect(linesOf(changed, 'transport-tls').slice(1)).toEqual([
    'type = transport',
    'protocol = tls',
    'bind = 0.0.0.0:5061',
    'external_signaling_address = 192.0.2.7',
    'external_media_address = 192.0.2.7',
    'local_net = 10.0.0.0/8',
    'method = tlsv1_2',
    'verify_server = yes',
    'ca_list_file = /r/etc/public-authorities.pem',
    'cert_file = /c/cert.pem',
    'priv_key_file = /c/key.pem',
  ]);
  expect(linesOf(changed, 'secure')).toEqual(
    expect.arrayContaining([
      'transport = transport-tls',
      'contact = sip:sip.provider.example:5061;transport=tls',
      'media_encryption = sdes',
      'media_encryption_optimistic = no',
    ]),
  );
  expect(pjsipOf({ trunks: [overTls({ encryptsSpeech: false })] })).not.toContain('media_encryption');
});

test('[X6] where the settings name no certificate the engine shows one of its own', () => {
  const lines = linesOf({ tls: null, trunks: [overTls({})] }, 'transport-tls');
  expect(lines.slice(-2)).toEqual(['cert_file = /r/lib/sip-certificate.pem', 'priv_key_file = /r/lib/sip-key.pem']);
});

test('[X6] trunks that trust others go over transports of their own, each at a port of its own', () => {
  const ways = [{ caFile: '/c/a.pem' }, { verifiesServer: false }, { caFile: '/c/a.pem' }, {}];
  const trunks = ways.map((way, index) => ({ ...overTls(way), name: `t${index + 1}` }));
  const used = trunks.map(({ name }) => linesOf({ trunks }, name).filter((line) => line.startsWith('transport =')));
  expect(used.map((lines) => [...new Set(lines)])).toEqual([
    ['transport = transport-tls'],
    ['transport = transport-tls-2'],
    ['transport = transport-tls'],
    ['transport = transport-tls-3'],
  ]);
  const judges = (name: string) =>
    linesOf({ trunks }, name).filter((line) => /^(?:bind|verify_server|ca_list_file)/u.test(line));
  expect(judges('transport-tls')).toEqual(['bind = 0.0.0.0:5061', 'verify_server = yes', 'ca_list_file = /c/a.pem']);
  expect(judges('transport-tls-2')).toEqual(['bind = 0.0.0.0:5062', 'verify_server = no']);
  expect(judges('transport-tls-3')).toEqual([
    'bind = 0.0.0.0:5063',
    'verify_server = yes',
    'ca_list_file = /r/etc/public-authorities.pem',
  ]);
});

test('[X6] the public authorities are written only where a trunk trusts them, each a certificate in force', () => {
  const written = (trunks: readonly Trunk[]) =>
    asteriskConfiguration({ ...settings, trunks }).get('public-authorities.pem') ?? null;
  expect(written([trunk])).toBeNull();
  expect(written([overTls({ caFile: '/c/a.pem' })])).toBeNull();
  expect(written([overTls({ verifiesServer: false })])).toBeNull();
  const all = (written([overTls({})]) ?? '').split(/(?<=-----END CERTIFICATE-----)\s*/u).filter((one) => one !== '');
  expect(all.length).toBeGreaterThan(50);
  for (const one of all) expect(new X509Certificate(one).ca).toBe(true);
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
