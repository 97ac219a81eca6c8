import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeLaunchers } from './finish.ts';
import { findArchive } from './host.ts';
import { installSet, installedSet } from './install.ts';
import { engineSet, type PackageSet } from './package-sets.ts';

let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rb phone '));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

test('what is missing is named together with the way to use an Asterisk one already has', () => {
  const environment = { DEBIAN_MIRROR: 'http://mirror.example/debian', DEBIAN_KEYRING: join(home, 'none.gpg') };
  expect(() => findArchive(environment)).toThrow(/RINGBACK_ASTERISK_URL/u);
});

test.runIf(process.platform === 'linux' && existsSync('/usr/bin/dpkg-deb'))('keys that are not there are named', () => {
  const environment = { DEBIAN_MIRROR: 'http://mirror.example/debian', DEBIAN_KEYRING: join(home, 'none.gpg') };
  expect(() => findArchive(environment)).toThrow(join(home, 'none.gpg'));
});

test('a folder made by another recipe does not count as installed', () => {
  mkdirSync(join(home, 'bin'));
  mkdirSync(join(home, 'asterisk'));
  writeFileSync(join(home, 'bin/asterisk'), '');
  writeFileSync(join(home, 'asterisk/installed'), 'recipe 0: asterisk\nAsterisk: 22.0.0 from forky\n');
  expect(installedSet(engineSet, home)).toBeNull();
});

const hasDebianTools =
  process.platform === 'linux' && ['apt-get', 'dpkg-deb'].every((name) => existsSync(join('/usr/bin', name)));

test.runIf(hasDebianTools)(
  'packages whose signature cannot be checked are refused, and nothing stays behind',
  async () => {
    // An archive without a signature, as one that somebody put in the way would be.
    const away = mkdtempSync(join(tmpdir(), 'rb-archive-'));
    mkdirSync(join(away, 'dists/forky/main/binary-amd64'), { recursive: true });
    writeFileSync(join(away, 'dists/forky/Release'), 'Suite: forky\nComponents: main\nArchitectures: amd64 arm64\n');
    writeFileSync(join(away, 'keys.gpg'), '');
    vi.stubEnv('DEBIAN_MIRROR', `file:${away}`);
    vi.stubEnv('DEBIAN_KEYRING', join(away, 'keys.gpg'));
    try {
      await expect(installSet(engineSet, join(home, 'phone'))).rejects.toThrow(/is not signed/u);
      expect(readdirSync(join(home, 'phone'))).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      rmSync(away, { recursive: true, force: true });
    }
  },
);

test('a launcher runs the program by the loader and the libraries of its own folder', () => {
  const root = join(home, 'asterisk/root');
  mkdirSync(join(root, 'usr/lib/x86_64-linux-gnu'), { recursive: true });
  const loader = join(root, 'usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2');
  writeFileSync(loader, '#!/bin/sh\nprintf "%s\\n" "$@"\n');
  chmodSync(loader, 0o755);
  const set: PackageSet = { ...engineSet, links: {} };
  writeLaunchers(set, home);
  const said = spawnSync(join(home, 'bin/asterisk'), ['-rx', 'two words'], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n');
  expect(said.slice(3)).toEqual(['asterisk', join(root, 'usr/sbin/asterisk'), '-rx', 'two words']);
  expect(said[1]).toContain(join(root, 'usr/lib/x86_64-linux-gnu'));
});
