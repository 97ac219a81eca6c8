import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, say } from './terminal.mjs';

const lockFile = join(root, 'package-lock.json');
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.ringback-installed');

// Not `npm ci`: that one insists on the binaries of every platform, and a mirror may carry only its own.
// Only errors are shown: that Node is older than some packages ask for is known, Node 24 comes with the install.
const installArguments = [
  'install',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--include=dev',
  '--include=optional',
  '--loglevel=error',
];

function lockHash() {
  return existsSync(lockFile) ? createHash('sha256').update(readFileSync(lockFile)).digest('hex') : 'none';
}

function isInstalled() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash();
}

function npmCommand() {
  const script = process.env.npm_execpath;
  const isNpm = script !== undefined && /npm-cli\.c?js$/.test(script);
  if (isNpm) return { program: process.execPath, prefix: [script] };
  return { program: process.platform === 'win32' ? 'npm.cmd' : 'npm', prefix: [] };
}

function npmInstall() {
  const { program, prefix } = npmCommand();
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...prefix, ...installArguments], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function demandSameLock(before) {
  if (lockHash() === before) return;
  fail(
    'The install changed package-lock.json: it does not agree with the package.json files. ' +
      'Look at the difference, commit the new package-lock.json if it is right, and run the command again.',
  );
}

/** Installs the packages when node_modules is missing or package-lock.json has changed since the last install. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  say('installing packages (a minute or two the first time) ...');
  const before = lockHash();
  const startedAt = Date.now();
  const code = await npmInstall();
  if (code !== 0) fail(`npm install ended with code ${code}; its own message stands above.`);
  demandSameLock(before);
  writeFileSync(stampFile, before);
  say(`packages installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}
