import { writeFile } from 'node:fs/promises';
import { startPostgres } from '@ringback/tools';
import { Command, InvalidArgumentError, Option } from 'commander';
import { crashRunOn, type CrashStore } from './on-store.ts';
import { summaryTable, type StoreReport } from './report.ts';

type StoreName = 'pglite' | 'postgres';

interface CommandLine {
  readonly kills: number;
  readonly seed: number;
  readonly store: StoreName | 'both';
  readonly minutes: number;
  readonly json?: string;
}

const program = new Command('crash')
  .description('Kills a working server with SIGKILL again and again, and counts what was lost and what rang twice.')
  .option('--kills <count>', 'how often, on each store', wholeNumber, 200)
  .addOption(new Option('--store <name>', 'which database').choices(['pglite', 'postgres', 'both']).default('both'))
  .option('--seed <number>', 'of the plan of the run', wholeNumber, Math.floor(Math.random() * 1_000_000))
  .option('--minutes <count>', 'kill no more after so long on a store', wholeNumber, 120)
  .option('--json <file>', 'write the whole report there');

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/u.test(text)) throw new InvalidArgumentError('must be a whole number');
  return Number(text);
}

async function runOn(name: StoreName, { kills, seed, minutes }: CommandLine): Promise<StoreReport> {
  const say = (line: string): void => print(`${name} ${line}`);
  const server = name === 'postgres' ? await startPostgres() : null;
  try {
    const store: CrashStore = server === null ? { kind: 'pglite' } : { kind: 'postgres', serverUrl: server.url };
    return { store: name, ...(await crashRunOn(store, { seed, killCount: kills, limitMs: minutes * 60_000, say })) };
  } finally {
    await server?.stop();
  }
}

// So that whatever was started is ended, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
const options = program.parse().opts<CommandLine>();
const names: readonly StoreName[] = options.store === 'both' ? ['pglite', 'postgres'] : [options.store];
const command = `npm run crash -- --kills ${options.kills} --store ${options.store} --seed ${options.seed}`;
print(command);
const reports: StoreReport[] = [];
for (const name of names) reports.push(await runOn(name, options));
const broken = reports.flatMap((report) => report.broken.map((line) => `${report.store}: ${line}`));
if (options.json !== undefined)
  await writeFile(options.json, `${JSON.stringify({ command, seed: options.seed, reports }, null, 2)}\n`);
print(`\n${summaryTable(reports)}\n`);
for (const line of broken) print(`BROKEN ${line}`);
print(broken.length === 0 ? `Every promise was kept. ${command}` : `${broken.length} broken. ${command}`);
process.exitCode = broken.length === 0 ? 0 : 1;
