import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runProgram } from './support/child-process.ts';
import { print } from './support/terminal.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const fixedPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const packages = ['chromium', 'fonts-dejavu-core', 'fonts-noto-cjk'];

/** The path of a Chromium to drive in tests: CHROMIUM_PATH, else where systems put it; null when there is none. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  const named = environment['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  const folders = (environment['PATH'] ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...fixedPlaces, ...onPath].find((path) => existsSync(path)) ?? null;
}

/** Installs Chromium and fonts for five languages by apt-get, as root on a machine of ours; tells what went wrong otherwise. */
export async function installChromium(): Promise<string | null> {
  if (process.getuid?.() !== 0) return null;
  print('Installing Chromium ...');
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  for (const step of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { code, output } = await runProgram('apt-get', step, options);
    if (code !== 0) print(`apt-get ${step.join(' ')} ended with code ${code}: ${output.slice(-2000)}`);
  }
  return findChromium();
}
