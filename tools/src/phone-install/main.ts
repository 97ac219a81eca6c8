// `npm run phone:install`: the phone engine and voices, and with `--test-phones` (always in CI) the phones that tests use.
import { parseArgs } from 'node:util';
import { print } from '../support/terminal.ts';
import { CannotInstall } from './host.ts';
import { installSet, phoneHome } from './install.ts';
import { allSets, everydaySets } from './package-sets.ts';

const usage = `npm run phone:install -- [--test-phones]
Installs Asterisk 22 LTS, eSpeak NG and SoX from Debian's packages into the folder .phone (or RINGBACK_PHONE_HOME),
without root.
  --test-phones   also the phones that the tests use (always with CI=true)
DEBIAN_MIRROR names the archive where apt's own settings name none, DEBIAN_KEYRING its keys;
RINGBACK_PHONE_STALE_INDEX=1 accepts the index of a mirror that lags behind.`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'test-phones': { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help === true) return print(usage);
  const sets = values['test-phones'] === true || process.env['CI'] === 'true' ? allSets : everydaySets;
  for (const set of sets) print(`${await installSet(set, phoneHome())}, in ${phoneHome()}/${set.name}.`);
}

try {
  await main();
} catch (error) {
  print(error instanceof CannotInstall ? error.message : String(error));
  process.exitCode = 1;
}
