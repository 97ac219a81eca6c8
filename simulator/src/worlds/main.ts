import { Command, InvalidArgumentError } from 'commander';
import { report, summary, type Reported } from './report.ts';
import { worlds } from './worlds.ts';

/** The command line of the queueing worlds: one table of our figures beside those of theory and of published programs. */
function main(): void {
  const program = new Command('worlds')
    .description(
      'Runs queueing models through the real line and routing and compares with theory and published programs.',
    )
    .option(
      '--calls <count>',
      'calls counted in each world (of the day programs: days that make about as many)',
      positive,
      200_000,
    )
    .option('--seed <number>', 'seed of everything that is random', positive, 1)
    .option('--world <name>', 'only worlds whose name contains this; may be given more than once', collected, [])
    .option('--list', 'print the names of the worlds and stop')
    .option('--json', 'one JSON object a world instead of a table');
  const options = program.parse().opts<Options>();
  const chosen = worlds.filter(
    ({ name }) => options.world.length === 0 || options.world.some((part) => name.includes(part)),
  );
  if (options.list === true) {
    for (const world of chosen) process.stdout.write(`${world.name}\n`);
    return;
  }
  if (chosen.length === 0) program.error('No world has that name. See --list.');
  const all: Reported[] = [];
  for (const world of chosen) {
    const startedAt = performance.now();
    const result = world.run({ seed: options.seed, callCount: options.calls });
    const reported = { world: world.name, seed: options.seed, seconds: (performance.now() - startedAt) / 1000, result };
    all.push(reported);
    process.stdout.write(`${options.json === true ? JSON.stringify(reported) : report(reported)}\n`);
  }
  if (options.json !== true) process.stdout.write(`${summary(all)}\n`);
  const isBroken = all.some(({ result }) => result.overtakeCount + result.misrouteCount > 0);
  if (isBroken) process.exitCode = 1;
}

interface Options {
  readonly calls: number;
  readonly seed: number;
  readonly world: readonly string[];
  readonly list?: boolean;
  readonly json?: boolean;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Say a whole number of 1 or more.');
  return value;
}

function collected(name: string, names: readonly string[]): readonly string[] {
  return [...names, name];
}

main();
