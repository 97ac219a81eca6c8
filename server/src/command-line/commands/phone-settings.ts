import { parse } from 'yaml';
import { z } from 'zod';
import { engineTrunk } from '../../composition/engine-trunk.ts';
import { usualTimers } from '../../composition/phone-engine-files.ts';
import { problemsOf } from '../../settings/file-problems.ts';
import { phoneOf, phoneSetting, type PhoneSetting } from '../../settings/phones.ts';
import { readTrunkFile } from '../../settings/trunks.ts';

const port = z.int().min(1).max(65_535);

const network = z.strictObject({
  sipAddress: z.string().default('0.0.0.0'),
  sipPort: port.default(5060),
  sipTlsPort: port.default(5061),
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
  /** What the messages call that file. */
  readonly enginePath?: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The settings of the phone engine without its folders and timers' exceptions. Throws PhoneSettingsError or TrunkFileError. */
export function readPhoneSettings({ trunksPath, engineText, enginePath, environment }: PhoneSettingsSource) {
  const engine = readEngineFile(engineText, enginePath ?? 'the settings');
  const password = environment['RINGBACK_ASTERISK_PASSWORD'] ?? '';
  if (password === '')
    throw new PhoneSettingsError('set RINGBACK_ASTERISK_PASSWORD: what Ringback signs in with at Asterisk');
  const file = trunksPath === null ? { trunks: [], phones: [] } : readTrunkFile(trunksPath);
  return {
    network: engine.network,
    tls: engine.tls,
    ari: {
      user: environment['RINGBACK_ASTERISK_USER'] ?? 'ringback',
      password,
      application: environment['RINGBACK_ASTERISK_APP'] ?? 'ringback',
    },
    trunks: file.trunks.map(engineTrunk),
    agents: ofDifferentAgents([...file.phones, ...engine.phones]),
    timers: usualTimers,
  };
}

function readEngineFile(text: string | null, name: string): z.output<typeof engineFile> {
  const read = engineFile.safeParse(text === null ? {} : parsed(text, name));
  if (!read.success) throw new PhoneSettingsError(`${name}: ${problemsOf(read.error).join('; ')}`);
  return read.data;
}

function parsed(text: string, name: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const [firstLine] = String(error instanceof Error ? error.message : error).split('\n');
    throw new PhoneSettingsError(`${name} is neither YAML nor JSON: ${firstLine ?? ''}`, { cause: error });
  }
}

/** The file of trunks and that of the settings may both name phones. */
function ofDifferentAgents(phones: readonly PhoneSetting[]): readonly PhoneSetting[] {
  const ids = phones.map(({ agentId }) => agentId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice === undefined) return phones;
  throw new PhoneSettingsError(
    `the agent ${twice} has two phones: one in the file of trunks, one in the settings; keep one`,
  );
}
