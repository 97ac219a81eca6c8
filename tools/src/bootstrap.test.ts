import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { repositoryRoot } from './support/repository.ts';

let folder = '';

/** A repository whose npm is a script of ours, with the real entry in front. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringback-bootstrap-'));
  mkdirSync(join(folder, 'tools/src'), { recursive: true });
  for (const part of ['run.mjs', 'bootstrap']) {
    cpSync(join(repositoryRoot, 'tools', part), join(folder, 'tools', part), { recursive: true });
  }
  write('package-lock.json', '{}');
  write(
    'tools/src/trace.ts',
    "const said: string = 'traced'; console.log(said, ...process.argv.slice(2)); process.exitCode = 5;",
  );
  npmDoes('');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}

function npmDoes(more: string): void {
  const install = "const fs = require('node:fs'); fs.mkdirSync('node_modules', { recursive: true });";
  write('npm-cli.cjs', `${install} fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n'); ${more}`);
}

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, npm_execpath: join(folder, 'npm-cli.cjs') };
  return spawnSync(process.execPath, ['tools/run.mjs', ...args], { cwd: folder, env, encoding: 'utf8' });
}

function installCount(): number {
  const calls = join(folder, 'calls');
  return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').length : 0;
}

test('installs once, runs the command with its arguments, and ends with its exit code', () => {
  const first = run('trace', '--x');
  expect(first).toMatchObject({ status: 5, stdout: 'traced --x\n' });
  expect(first.stderr).toContain('installing packages');
  expect(run('trace').stderr).toBe('');
  expect(installCount()).toBe(1);
});

test('installs again when package-lock.json has changed since', () => {
  run('trace');
  write('package-lock.json', '{ "version": 2 }');
  run('trace');
  expect(installCount()).toBe(2);
});

test('refuses to go on when the install itself changed package-lock.json, also the next time', () => {
  npmDoes("fs.appendFileSync('package-lock.json', ' ');");
  for (const { status, stdout, stderr } of [run('trace'), run('trace')]) {
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('changed package-lock.json');
  }
});

test('tells when npm fails, and which commands there are', () => {
  npmDoes('process.exitCode = 3;');
  expect(run('trace')).toMatchObject({ status: 1, stderr: expect.stringContaining('npm install ended with code 3') });
  expect(run('dance')).toMatchObject({ status: 1, stderr: expect.stringContaining('start, test, check') });
});
