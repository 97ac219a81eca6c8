import { parse } from 'yaml';
import { z } from 'zod';
import { engineTrunk } from '../../composition/engine-trunk.ts';
import { type TrunkSettings, usualTimers } from '../../composition/phone-engine-files.ts';
import { phoneOf, phoneSetting } from '../../settings/phones.ts';
import { readTrunkFile, type TrunkSetting } from '../../settings/trunks.ts';

const port = z.int().min(1).max(65_535);

const network = z.strictObject({
  sipAddress: z.string().default('0.0.0.0'),
  sipPort: port.default(5060),
  httpAddress: z.string().default('127.0.0.1'),
  httpPort: port.default(8088),
  rtpFirstPort: port.default(10_000),
  rtpLastPort: port.default(19_999),
  publicAddress: z.string().nullable().default(null),
  localNetworks: z.array(z.string()).default([]),
});

const engineFile = z.strictObject({
  phones: z.array(phoneSetting.transform(phoneOf)).default([]),
  network: network.prefault({}),
  tls: z
    .strictObject({ port: port.default(8089), certificateFile: z.string(), keyFile: z.string() })
    .nullable()
    .default(null),
});

/** Settings of the phone engine that cannot be used; the message names each. */
export class PhoneSettingsError extends Error {
  override readonly name = 'PhoneSettingsError';
}

/** What the settings of the engine are read from. */
export interface PhoneSettingsSource {
  /** The path of the file of trunks, as RINGBACK_TRUNKS names it; null for none. */
  readonly trunksPath: string | null;
  /** The text of the file with phones, addresses and ports, YAML or JSON; null for none. */
  readonly engineText: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The settings of the phone engine without its folders and timers' exceptions. Throws PhoneSettingsError or TrunkFileError. */
export function readPhoneSettings({ trunksPath, engineText, environment }: PhoneSettingsSource) {
  const read = engineFile.safeParse(engineText === null ? {} : parse(engineText));
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || 'file'} ${message}`);
    throw new PhoneSettingsError(problems.join('; '));
  }
  const password = environment['RINGBACK_ASTERISK_PASSWORD'] ?? '';
  if (password === '')
    throw new PhoneSettingsError('set RINGBACK_ASTERISK_PASSWORD: what Ringback signs in with at Asterisk');
  const file = trunksPath === null ? { trunks: [], phones: [] } : readTrunkFile(trunksPath);
  return {
    network: read.data.network,
    tls: read.data.tls,
    ari: {
      user: environment['RINGBACK_ASTERISK_USER'] ?? 'ringback',
      password,
      application: environment['RINGBACK_ASTERISK_APP'] ?? 'ringback',
    },
    trunks: file.trunks.map(trunkOf),
    agents: [...file.phones, ...read.data.phones],
    timers: usualTimers,
  };
}

function trunkOf(trunk: TrunkSetting): TrunkSettings {
  if ((trunk.username === undefined) !== (trunk.password === undefined))
    throw new PhoneSettingsError(`the trunk ${trunk.name} has a user name or a password, but not both`);
  return engineTrunk(trunk);
}
