import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram, type Ended } from '../support/child-process.ts';
import { CannotInstall, type Archive } from './host.ts';

/** Packages as files, and the suite they came from. */
export interface Downloaded {
  readonly suite: string;
  readonly files: readonly string[];
}

/**
 * Downloads packages and everything they depend on into `folder`, with an apt that has its own state: nothing counts as
 * installed, so the C library comes along, and the machine's own packages are neither looked at nor changed. apt checks
 * the archive's signature and every file's checksum. Rejects when no suite offers all of them.
 */
export async function download(
  folder: string,
  archive: Archive,
  suites: readonly string[],
  packages: readonly string[],
): Promise<Downloaded> {
  prepare(folder);
  let said = '';
  for (const suite of suites) {
    writeFileSync(join(folder, 'sources.list'), `deb [signed-by=${archive.keyring}] ${archive.uri} ${suite} main\n`);
    const updated = await privateApt(folder, ['update']);
    said += updated.code === 0 ? '' : endOf(updated.output);
    if (updated.code !== 0) continue;
    const fetched = await privateApt(folder, ['install', '--yes', '--download-only', ...packages]);
    said += endOf(fetched.output);
    if (fetched.code === 0) return { suite, files: globSync(join(folder, 'cache/archives/*.deb')) };
  }
  throw new CannotInstall(
    `No suite of Debian (${suites.join(', ')}) gave: ${packages.join(' ')}. apt-get said:\n${said.trim()}`,
  );
}

function endOf(output: string): string {
  return `${output.trim().slice(-1000)}\n`;
}

function prepare(folder: string): void {
  for (const part of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'status'), '');
}

function privateApt(folder: string, command: readonly string[]): Promise<Ended> {
  const options = {
    'Dir::State': folder,
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'Acquire::AllowInsecureRepositories': 'false',
    'Acquire::AllowDowngradeToInsecureRepositories': 'false',
    'APT::Get::AllowUnauthenticated': 'false',
    'APT::Install-Recommends': 'false',
    // Without a user of apt's own the downloads stay ours, also when root runs this.
    'APT::Sandbox::User': '',
    'Debug::NoLocking': 'true',
    // A mirror that lags behind has an index past its date; its signature is checked all the same.
    ...(process.env['RINGBACK_PHONE_STALE_INDEX'] === '1' ? { 'Acquire::Check-Valid-Until': 'false' } : {}),
  };
  const args = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  // An update that misses an index exits with 0 unless told otherwise.
  return runProgram('apt-get', ['-q', ...args, ...(command[0] === 'update' ? ['--error-on=any'] : []), ...command], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
  });
}
