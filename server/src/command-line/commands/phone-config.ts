import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ConfigurationFile } from '@ringback/contract';
import {
  asteriskConfiguration,
  existingSystemFiles,
  findInstalledEngine,
  foldersIn,
  writeConfiguration,
} from '../../composition/phone-engine-files.ts';
import { problemText, readConfigurationFile } from './config-file.ts';
import { makeWritableFolder, readText } from './file-access.ts';
import { readPhoneSettings } from './phone-settings.ts';

/** What `ringback phone config` was asked for. */
export interface PhoneConfigOptions {
  /** The run folder of the engine, or, with `existing`, the folder of the two files. */
  readonly out: string;
  /** The file of trunks; RINGBACK_TRUNKS when it is left out. */
  readonly trunks?: string;
  /** A file with phones, addresses and ports, YAML or JSON. */
  readonly settings?: string;
  /** A `ringback.yaml`, to compare agents and caller ids with. */
  readonly config?: string;
  /** Only what an Asterisk that has a configuration needs besides it. */
  readonly existing?: boolean;
}

const SETTINGS_ADVICE =
  '--settings names a YAML or JSON file with phones, addresses and ports; it may be left out. docs/operations/phone-asterisk.md shows one.';

/** Writes the files and answers what was done, line by line. Throws with one sentence on what is wrong. */
export async function writePhoneConfiguration(
  options: PhoneConfigOptions,
  environment: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const settings = readPhoneSettings({
    trunksPath: options.trunks ?? (environment['RINGBACK_TRUNKS'] || null),
    engineText: options.settings === undefined ? null : await readText(options.settings, SETTINGS_ADVICE),
    enginePath: options.settings ?? null,
    environment,
  });
  const out = resolve(options.out);
  await makeWritableFolder(out, 'Name another one with --out, or give this user the right to write there.');
  if (options.existing === true) return writeForExisting(out, existingSystemFiles(settings.ari, settings.timers));
  const engine = findInstalledEngine();
  if (engine === null)
    throw new Error(
      'the phone engine is not installed: run npm run phone:install, or, for an Asterisk of yours, add --existing',
    );
  const folders = foldersIn(out, engine);
  const files = asteriskConfiguration({ ...settings, folders });
  writeConfiguration(folders, files);
  const warnings = options.config === undefined ? [] : mismatches(settings, await readOrThrow(options.config));
  return [
    ...warnings,
    `${files.size} files are in ${folders.configuration}: ${counted(settings.trunks.length, 'trunk')}, ${counted(settings.agents.length, 'phone')}.`,
    `Start it: ${engine.program} -C ${join(folders.configuration, 'asterisk.conf')} -f`,
  ];
}

async function writeForExisting(out: string, files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  for (const [name, text] of files) await writeFile(join(out, name), text, { mode: 0o640 });
  return [
    `${[...files.keys()].join(' and ')} are in ${out}.`,
    'Copy them into the folder of Asterisk’s configuration and include them, as docs/operations/existing-asterisk.md tells.',
  ];
}

interface Named {
  readonly trunks: readonly { readonly callerIds: readonly string[] }[];
  readonly agents: readonly { readonly agentId: string }[];
}

/** What the engine would know and Ringback's configuration does not, or the other way round. */
export function mismatches({ trunks, agents }: Named, configuration: ConfigurationFile): readonly string[] {
  const known = new Set(Object.keys(configuration.agents ?? {}));
  const strangers = agents.map(({ agentId }) => agentId).filter((id) => !known.has(id));
  const allowed = new Set(trunks.flatMap(({ callerIds }) => callerIds));
  const unproven = Object.entries(configuration.services ?? {}).flatMap(([id, service]) => {
    const callerId = service.callerId ?? null;
    return callerId === null || allowed.has(callerId) ? [] : [`${id} (${callerId})`];
  });
  return [
    ...(strangers.length === 0 ? [] : [`Warning: no agent of the configuration has the id ${strangers.join(', ')}.`]),
    ...(unproven.length === 0
      ? []
      : [`Warning: no trunk lists the caller id of ${unproven.join(', ')}; the provider may refuse or replace it.`]),
  ];
}

async function readOrThrow(file: string): Promise<ConfigurationFile> {
  const read = await readConfigurationFile(file);
  if (read.kind === 'configuration') return read.configuration;
  throw new Error(read.problems.map((found) => problemText(file, found)).join('\n'));
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
