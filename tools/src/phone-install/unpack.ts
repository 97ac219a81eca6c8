import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { runLimited } from '../support/child-process.ts';

// Asked for by install scripts only, which are not run here.
const leftOutPackages =
  /^(?:perl|libperl|debconf|adduser|passwd|login|base-files|dpkg_|tar_|gpg|gnupg|dirmngr|systemd|fonts-|ucf|sensible-utils|init-system-helpers|mount_|util-linux|openssl-provider|sysvinit)/u;
const leftOutPaths = [
  './usr/share/doc/*',
  './usr/share/man/*',
  './usr/share/locale/*',
  './usr/share/info/*',
  './usr/share/perl*',
  './usr/lib/*/perl*',
];

/** Unpacks package files below `root`, without running their scripts. Rejects with the file that could not be unpacked. */
export async function unpackAll(files: readonly string[], root: string): Promise<void> {
  mkdirSync(root, { recursive: true });
  const wanted = files.filter((file) => !leftOutPackages.test(basename(file)));
  await runLimited(wanted, 2, (file) => unpack(file, root));
}

async function unpack(file: string, root: string): Promise<void> {
  const reader = spawn('dpkg-deb', ['--fsys-tarfile', file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exclusions = leftOutPaths.map((path) => `--exclude=${path}`);
  const writer = spawn('tar', ['-x', '-C', root, '--no-same-owner', ...exclusions], {
    stdio: [reader.stdout, 'ignore', 'inherit'],
  });
  const codes = await Promise.all([reader, writer].map(exitCode));
  if (codes.some((code) => code !== 0)) throw new Error(`${basename(file)} could not be unpacked`);
}

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
