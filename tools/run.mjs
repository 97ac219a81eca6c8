// The entry of every npm script. Plain JavaScript: it must run on Node 20 before anything is installed.
import { spawn } from 'node:child_process';
import { ensureInstalled } from './bootstrap/install.mjs';
import { findNode24 } from './bootstrap/find-node.mjs';
import { fail, root } from './bootstrap/terminal.mjs';

const scripts = {
  start: ['tools/src/build-apps.ts'],
  test: ['tools/src/run-tests.ts'],
  check: ['tools/src/check.ts'],
  trace: ['tools/src/trace.ts'],
  sim: ['simulator/src/main.ts'],
  crash: ['bench/src/crash/main.ts'],
  bench: ['bench/src/main.ts'],
  mutations: ['tools/src/mutations/main.ts'],
  'phone:install': ['tools/src/phone-install/main.ts'],
  'phone:prompts': ['tools/src/phone-prompts/main.ts'],
  gen: ['tools/src/gen.ts'],
  format: ['tools/src/format.ts'],
};

/** Runs a program on Node 24 with this terminal, passes signals on, and resolves to its exit code. */
function runOnNode24(node, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd: root, stdio: 'inherit' });
    const forward = (signal) => {
      // Ctrl-C at a terminal reaches the whole process group by itself; a second one would mean "at once".
      const terminalSentIt = signal === 'SIGINT' && process.stdin.isTTY;
      if (!terminalSentIt) child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(signal === null ? code : 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGTERM' ? 15 : 9));
    });
  });
}

/** Whoever asks for a real phone system and names none gets one installed, with voices; both are quick when they are there. */
async function preparePhone(node) {
  const { RINGBACK_PHONE, RINGBACK_ASTERISK_URL } = process.env;
  if (RINGBACK_PHONE !== 'asterisk' || RINGBACK_ASTERISK_URL) return 0;
  const installed = await runOnNode24(node, scripts['phone:install']);
  return installed === 0 ? runOnNode24(node, scripts['phone:prompts']) : installed;
}

async function main([command, ...rest]) {
  const script = Object.hasOwn(scripts, command ?? '') ? scripts[command] : undefined;
  if (script === undefined) fail(`Say one of: ${Object.keys(scripts).join(', ')}.`);
  await ensureInstalled();
  const node = findNode24();
  if (command !== 'start') return runOnNode24(node, [...script, ...rest]);
  const prepared = await preparePhone(node);
  if (prepared !== 0) return prepared;
  const built = await runOnNode24(node, script);
  return built === 0 ? runOnNode24(node, ['server/src/main.ts', 'serve', ...rest]) : built;
}

process.exitCode = await main(process.argv.slice(2));
