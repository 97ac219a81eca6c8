// `npm test`: the fast gates, every test of the rooms, core's again in a zone with daylight saving, simulated days, then the
// browsers.
import { join } from 'node:path';
import { findChromium, installChromium } from './chromium.ts';
import { runAllGates } from './gates/all-gates.ts';
import { runProgram } from './support/child-process.ts';
import { listFiles } from './support/repository.ts';
import { installSet, installedSet, phoneHome } from './phone-install/install.ts';
import { allSets, engineSet } from './phone-install/package-sets.ts';
import { print } from './support/terminal.ts';
import { startPostgres, type RunningPostgres } from './test-postgres.ts';
import { addCounts, countLine, type Counts } from './testing/counts.ts';
import { runVitest } from './testing/vitest-run.ts';

const demandsAll = process.env['CI'] === 'true' || process.env['RINGBACK_REQUIRE_ALL'] === '1';
const leftOut: string[] = [];
const passedSecond: string[] = [];
let total: Counts = { passedCount: 0, failedCount: 0, skippedCount: 0 };

function add(counts: Partial<Counts>): void {
  total = addCounts(total, counts);
}

async function runVitestFor(config: string, filters: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const { counts, secondTries } = await runVitest(config, filters, environment);
  add(counts);
  passedSecond.push(...secondTries);
}

/** Something these tests need is missing: a failure where everything is demanded, else told at the end. */
function missing(what: string): void {
  leftOut.push(what);
  if (demandsAll) add({ failedCount: 1 });
}

async function runGates(): Promise<void> {
  print('\nChecks');
  for (const { problems } of await runAllGates()) {
    add(problems.length === 0 ? { passedCount: 1 } : { failedCount: 1 });
  }
}

async function startDatabase(): Promise<RunningPostgres | null> {
  try {
    const server = await startPostgres();
    print('PostgreSQL for the tests is running.');
    return server;
  } catch (error) {
    missing(`tests on PostgreSQL: ${String(error)}`);
    return null;
  }
}

/** The real phone engine and real phones: installed where everything is demanded, else used when they are there. */
async function preparePhone(): Promise<NodeJS.ProcessEnv> {
  const home = phoneHome();
  try {
    for (const set of allSets) {
      if (demandsAll) await installSet(set, home);
      else if (installedSet(set, home) === null)
        throw new Error('npm run phone:install -- --test-phones installs them');
    }
    await makeVoices(home);
    return { RINGBACK_PHONE_HOME: home, RINGBACK_ASTERISK_INSTALL: join(home, engineSet.name) };
  } catch (error) {
    missing(`tests on a real phone engine with real phones: ${String(error)}`);
    return {};
  }
}

/** The sentences of the phone; what is there already is left alone. Throws when they cannot be made. */
async function makeVoices(home: string): Promise<void> {
  const env = { ...process.env, RINGBACK_PHONE_HOME: home };
  const { code } = await runProgram(process.execPath, ['tools/src/phone-prompts/main.ts'], { stdio: 'inherit', env });
  if (code !== 0) throw new Error('npm run phone:prompts did not make the voices');
}

async function runUnitTests(environment: NodeJS.ProcessEnv): Promise<void> {
  print('\nTests of every room');
  await runVitestFor('vitest.config.ts', [], environment);
  print("\nCore's tests again where the clocks change (America/New_York)");
  await runVitestFor('vitest.config.ts', ['core/'], { ...environment, TZ: 'America/New_York' });
}

/** [X1][I8] Days of a centre with 50 agents, each played twice; alone, because it uses every processor. */
async function runSimulatedDays(): Promise<void> {
  const seeds = demandsAll ? '1..100' : '1..10';
  print(`\nSimulated days, seeds ${seeds}`);
  const simulation = ['simulator/src/main.ts', '--seeds', seeds, '--profile', 'day', '--workers', '2'];
  const { code } = await runProgram(process.execPath, simulation, { stdio: 'inherit' });
  add(code === 0 ? { passedCount: 1 } : { failedCount: 1 });
}

async function runBrowserTests(environment: NodeJS.ProcessEnv): Promise<void> {
  if (!listFiles().some((path) => /^e2e\/.*\.test\.ts$/u.test(path))) return print('\nThere are no end-to-end tests.');
  const chromium = findChromium() ?? (demandsAll ? await installChromium() : null);
  if (chromium === null) return missing('end-to-end tests: no Chromium; install it or set CHROMIUM_PATH');
  print(`\nEnd-to-end tests with ${chromium}`);
  const built = await runProgram(process.execPath, ['tools/src/build-apps.ts'], { stdio: 'inherit' });
  if (built.code !== 0) return add({ failedCount: 1 });
  await runVitestFor('e2e/vitest.config.ts', [], { ...environment, CHROMIUM_PATH: chromium });
}

function tellWhatWasLeftOut(): void {
  if (leftOut.length === 0) return;
  print(
    `\n${'!'.repeat(72)}\nLEFT OUT of this run${demandsAll ? ' (and counted as failed, for this run demands all)' : ''}:`,
  );
  for (const what of leftOut) print(`  - ${what}`);
  print('!'.repeat(72));
}

function tellSecondTries(): void {
  if (passedSecond.length === 0) return;
  print('\nPASSED ONLY ON THE SECOND TRY, after a browser did not show something in time:');
  for (const test of passedSecond) print(`  - ${test}`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
await runGates();
const database = await startDatabase();
const environment = {
  ...process.env,
  ...(database === null ? {} : { RINGBACK_TEST_DATABASE_URL: database.url }),
  ...(await preparePhone()),
};
try {
  await runUnitTests(environment);
  await runSimulatedDays();
  await runBrowserTests(environment);
} finally {
  await database?.stop();
}
tellSecondTries();
tellWhatWasLeftOut();
print(countLine(total));
process.exitCode = total.failedCount > 0 || total.passedCount === 0 ? 1 : 0;
