import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { archiveOf } from './sources-list.ts';

/** Where packages come from and the keys their signatures are checked against. */
export interface Archive {
  readonly uri: string;
  readonly keyring: string;
}

/** Why this machine cannot install the phone engine; the message says what to do instead. */
export class CannotInstall extends Error {
  override readonly name = 'CannotInstall';
}

const keyrings = ['/usr/share/keyrings/debian-archive-keyring.gpg', '/usr/share/keyrings/debian-archive-keyring.pgp'];
const sourceFiles = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list', '/etc/apt/sources.list.d/*'];

const otherWays =
  'Ringback also works with an Asterisk or FreePBX you already have: set RINGBACK_PHONE=asterisk, RINGBACK_ASTERISK_URL,\n' +
  'RINGBACK_ASTERISK_USER and RINGBACK_ASTERISK_PASSWORD, as docs/operations/existing-asterisk.md explains.';

/** The archive of this machine's own apt settings, or of DEBIAN_MIRROR. Throws CannotInstall with the way out. */
export function findArchive(environment: NodeJS.ProcessEnv = process.env): Archive {
  demandPrograms();
  const named = environment['DEBIAN_MIRROR'] ?? '';
  const uri = named === '' ? hostArchive() : named;
  if (uri === null) {
    throw cannot('apt on this machine names no Debian archive. Set DEBIAN_MIRROR to the address of one.');
  }
  return { uri, keyring: findKeyring(environment) };
}

function demandPrograms(): void {
  if (process.platform !== 'linux') {
    throw cannot(
      `The phone engine is installed from Debian's packages, which run on Linux; this is ${process.platform}.`,
    );
  }
  const missing = ['apt-get', 'dpkg-deb', 'tar'].filter(
    (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status !== 0,
  );
  if (missing.length > 0) {
    throw cannot(
      `This system has no ${missing.join(', ')}; the install uses apt-get and dpkg-deb of Debian or Ubuntu.`,
    );
  }
}

/** Only Debian's own sources name Debian's archive; those of a system derived from it name another. */
function hostArchive(): string | null {
  const release = readIfThere('/etc/os-release');
  if (!/^ID=["']?debian["']?$/mu.test(release)) return null;
  return archiveOf(sourceFiles.flatMap((pattern) => globSync(pattern)).map(readIfThere));
}

function findKeyring(environment: NodeJS.ProcessEnv): string {
  const named = environment['DEBIAN_KEYRING'] ?? '';
  const found = (named === '' ? keyrings : [named]).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw cannot(
    `The keys of Debian's archive are missing (${named === '' ? keyrings[0] : named}). Install the package ` +
      'debian-archive-keyring, or set DEBIAN_KEYRING to the file.',
  );
}

function cannot(reason: string): CannotInstall {
  return new CannotInstall(`${reason}\n${otherWays}`);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
