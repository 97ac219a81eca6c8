import { findInstalledEngine, runFolderOf } from '@ringback/driver-phone-asterisk';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSettings, type PortRange } from '../settings/environment.ts';
import { readTrunkFile, type TrunkSetting } from '../settings/trunks.ts';
import { startOwnEngine, type OwnEngine } from './own-engine.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const demandsAll = process.env['CI'] === 'true' || process.env['RINGBACK_REQUIRE_ALL'] === '1';
const isInstalled = findInstalledEngine() !== null;
test.runIf(demandsAll)('the phone engine is installed where everything is demanded', () =>
  expect(isInstalled).toBe(true),
);

describe.skipIf(!isInstalled)('engines of several Ringbacks on one machine', { timeout: 60_000 }, () => {
  let folders: string[] = [];
  let running: OwnEngine[] = [];
  beforeEach(() => void (folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'rb-own-')))));
  afterEach(async () => {
    await Promise.all(running.map((engine) => engine.stop()));
    running = [];
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  async function start(
    dataFolder: string,
    speechPorts: PortRange | null = null,
    trunks: readonly TrunkSetting[] = [],
  ): Promise<readonly number[]> {
    const settings = { ...readSettings({}), dataFolder };
    const engine = await startOwnEngine(settings, { trunks, phones: [], speechPorts }, log, () => 0);
    running.push(engine);
    const text = readFileSync(join(runFolderOf(dataFolder), 'etc/rtp.conf'), 'utf8');
    return [/rtpstart = (\d+)/u, /rtpend = (\d+)/u].map((pattern) => Number(pattern.exec(text)?.[1]));
  }

  test('two at once have ports of speech apart from each other, and each the same at its next start', async () => {
    const [one = '', two = ''] = folders;
    const first = await start(one);
    const second = await start(two);
    const [lower = [], upper = []] = [first, second].toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
    expect(upper[0]).toBeGreaterThan(lower[1] ?? Number.NaN);
    await running.pop()?.stop();
    await running.pop()?.stop();
    expect([await start(two), await start(one)]).toEqual([second, first]);
  });

  test('[X6] where a trunk goes over TLS its port and the certificate shown there stay the same from start to start', async () => {
    const [one = '', two = ''] = folders;
    const file = join(two, 'trunks.json');
    const trunk = { name: 'carrier', host: '127.0.0.1', transport: 'tls', qualifyEverySeconds: 0 };
    writeFileSync(file, JSON.stringify({ trunks: [trunk] }));
    const { trunks } = readTrunkFile(file);
    const seen = (): readonly unknown[] => {
      const folder = runFolderOf(one);
      const pjsip = readFileSync(join(folder, 'etc/pjsip.conf'), 'utf8');
      const port = Number(/protocol = tls\nbind = 0\.0\.0\.0:(\d+)/u.exec(pjsip)?.[1]);
      const { sipTlsPort } = JSON.parse(readFileSync(join(one, 'phone-engine.json'), 'utf8'));
      return [port, sipTlsPort, readFileSync(join(folder, 'lib/sip-certificate.pem'), 'utf8')];
    };
    await start(one, null, trunks);
    const first = seen();
    expect(first[0]).toBeGreaterThan(0);
    expect(first[1]).toBe(first[0]);
    await running.pop()?.stop();
    await start(one, null, trunks);
    expect(seen()).toEqual(first);
  });

  test('a range that is set is taken as it is, and not remembered', async () => {
    const [one = ''] = folders;
    expect(await start(one, { firstPort: 41_000, lastPort: 41_099 })).toEqual([41_000, 41_099]);
    await running.pop()?.stop();
    expect((await start(one))[0]).not.toBe(41_000);
  });
});

test.each([
  ['20000', 'must be a range of UDP ports, like 20000-21999'],
  ['20000-19999', 'must be a range of four ports or more'],
  ['80-90', 'must be a range of four ports or more'],
  ['60000-70000', 'must be a range of four ports or more'],
])('[X4] RINGBACK_RTP_PORTS=%s is refused', (text, reason) => {
  expect(() => readSettings({ RINGBACK_PHONE: 'asterisk', RINGBACK_RTP_PORTS: text })).toThrow(
    `RINGBACK_RTP_PORTS ${reason}`,
  );
});

test('[X4] RINGBACK_RTP_PORTS with an Asterisk of somebody else’s is refused', () => {
  const theirs = { RINGBACK_ASTERISK_URL: 'http://pbx:8088', RINGBACK_ASTERISK_PASSWORD: 'x', RINGBACK_TRUNKS: '' };
  const environment = { RINGBACK_PHONE: 'asterisk', RINGBACK_RTP_PORTS: '20000-21999', ...theirs };
  expect(() => readSettings(environment)).toThrow('RINGBACK_RTP_PORTS is for an Asterisk of Ringback’s own');
});
