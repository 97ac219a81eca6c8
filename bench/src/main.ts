// `npm run bench -- <workload>`: runs one workload and tells its figures; ends with code 1 when it could not run.
import { writeFile } from 'node:fs/promises';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { isWorkloadName, loadWorkload, workloads } from './load-workload.ts';
import { growthPlot } from './report/growth-plot.ts';
import { circumstances } from './report/machine.ts';
import { textReport } from './report/text-report.ts';

interface Wanted {
  readonly scale: number;
  readonly quick?: true;
  readonly long?: true;
  readonly json?: string;
  readonly svg?: string;
}

function parseScale(text: string): number {
  const scale = Number(text);
  if (!Number.isFinite(scale) || scale <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return scale;
}

/** Long enough to see that it works, and long enough to see what builds up. */
const QUICK_SCALE = 0.05;
const LONG_SCALE = 3;

function scaleOf({ scale, quick, long }: Wanted): number {
  if (quick === true) return QUICK_SCALE;
  return long === true ? LONG_SCALE : scale;
}

async function run(name: string, wanted: Wanted): Promise<void> {
  if (!isWorkloadName(name)) throw new Error(`There is no workload ${name}.`);
  const workload = await loadWorkload(name);
  const say = (line: string): boolean => process.stderr.write(`  ${line}\n`);
  const report = await workload({ scale: scaleOf(wanted), say });
  process.stdout.write(`${textReport(report)}\n`);
  if (wanted.json !== undefined)
    await writeFile(wanted.json, `${JSON.stringify({ ...report, circumstances: circumstances() }, null, 2)}\n`);
  if (wanted.svg !== undefined) await writeFile(wanted.svg, growthPlot(report));
}

const names = Object.entries(workloads).map(([name, about]) => `  ${name.padEnd(10)} ${about}`);
await new Command('bench')
  .description('Measures Ringback.')
  .addArgument(new Argument('<workload>').choices(Object.keys(workloads)))
  .option('--scale <number>', 'how much of it: 1 is the whole, 0.01 a hundredth', parseScale, 1)
  .option('--quick', `the same as --scale ${QUICK_SCALE}`)
  .option('--long', `the same as --scale ${LONG_SCALE}`)
  .option('--json <file>', 'write the figures for programs')
  .option('--svg <file>', 'draw how the figures grow with the callbacks that wait')
  .addHelpText('after', `\nWorkloads:\n${names.join('\n')}`)
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
