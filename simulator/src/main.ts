import { Command, InvalidArgumentError } from 'commander';
import { wanted } from './coverage.ts';
import { profileOf, profiles } from './profiles.ts';
import { addResult, noTotals, runSeed, type SeedResult, type Totals } from './run.ts';
import { runOnThreads } from './workers.ts';

interface Options {
  readonly seeds: readonly [number, number];
  readonly days: number;
  readonly profile: string;
  readonly agents?: number;
  readonly once?: true;
  readonly stopAtFirst?: true;
  readonly json?: true;
  readonly story?: number;
  readonly workers: number;
}

function readSeeds(text: string): readonly [number, number] {
  const found = /^(\d+)(?:\.\.(\d+))?$/.exec(text);
  if (found === null) throw new InvalidArgumentError('Write one seed, or the first and the last as 1..100.');
  return [Number(found[1]), Number(found[2] ?? found[1])];
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('Write a whole number, 1 or more.');
  return count;
}

const program = new Command('sim')
  .description(
    'Plays contact centres from seeds: the real core and engine, everybody else simulated, every invariant checked.',
  )
  .option('--seeds <range>', 'one seed, or the first and the last as 1..100', readSeeds, [1, 10] as const)
  .option('--days <count>', 'days of the centre, from Monday', readCount, 1)
  .option('--profile <name>', Object.keys(profiles).join(', '), 'day')
  .option('--agents <count>', 'agents, instead of those of the profile', readCount)
  .option('--once', 'play each seed once: traces are not compared')
  .option('--stop-at-first', 'end at the first broken invariant')
  .option('--workers <count>', 'threads to play on', readCount, 1)
  .option('--story <count>', 'tell the last things before a failure', readCount)
  .option('--json', 'report as one JSON document')
  .parse();

process.exitCode = await main(program.opts<Options>());

async function main(options: Options): Promise<number> {
  const agentCount = options.agents ?? null;
  const profile = profileOf(options.profile, agentCount);
  if (profile === null) {
    process.stderr.write(`There is no profile ${options.profile}. Use one of: ${Object.keys(profiles).join(', ')}.\n`);
    return 2;
  }
  const totals = noTotals();
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const [first, last] = options.seeds;
  const seeds = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  const told = (result: SeedResult): void => {
    addResult(totals, result);
    if (result.failure !== null) process.stderr.write(`${result.failure}\n`);
    progress(totals, startedAt);
  };
  const isEnough = (): boolean => options.stopAtFirst === true && totals.failures.length > 0;
  const task = { dayCount: options.days, isOnce: options.once === true, storyLength: options.story ?? 0 };
  if (options.workers > 1)
    await runOnThreads(seeds, options.workers, { ...task, profileName: options.profile, agentCount }, told, isEnough);
  else for (const seed of seeds) if (!isEnough()) told(await runSeed({ ...task, seed, profile }));
  const { user, system } = process.cpuUsage(cpuBefore);
  report(totals, options, performance.now() - startedAt, (user + system) / 1_000);
  return totals.failures.length === 0 ? 0 : 1;
}

function progress(totals: Totals, startedAt: number): void {
  if (!process.stderr.isTTY) return;
  const perSecond = totals.callCount / ((performance.now() - startedAt) / 1_000);
  process.stderr.write(`\r${totals.seedCount} seeds, ${Math.round(perSecond).toLocaleString('en')} calls/s `);
}

function report(totals: Totals, options: Options, elapsedMs: number, cpuMs: number): void {
  const { steps, impossible } = wanted();
  const unvisited = steps.filter((name) => totals.visits[name] === undefined);
  const perMinute = Math.round(totals.callCount / (cpuMs / 60_000));
  if (options.json === true) {
    process.stdout.write(
      `${JSON.stringify({ ...totals, elapsedMs, cpuMs, callsPerCpuMinute: perMinute, unvisited, impossible })}\n`,
    );
    return;
  }
  process.stdout.write(`Visited ${steps.length - unvisited.length} of ${steps.length} steps and outcomes.\n`);
  for (const name of unvisited) process.stdout.write(`  not visited: ${name}\n`);
  for (const [name, reason] of Object.entries(impossible)) process.stdout.write(`  impossible: ${name}: ${reason}\n`);
  const { seedCount, failures, callCount, customerCount, commitCount } = totals;
  process.stdout.write(
    `${seedCount} seeds, ${failures.length} broken; ${callCount} calls, ${customerCount} customers, ${commitCount} commits in ${(elapsedMs / 1_000).toFixed(1)} s (${(cpuMs / 1_000).toFixed(1)} s of a processor): ${perMinute} calls/min of a processor\n`,
  );
}
