import { ProblemError } from '@ringback/client';
import { type Command, InvalidArgumentError } from 'commander';
import { CallLogError } from '../../replay/call-log.ts';
import { startChildServer } from '../../replay/child-server.ts';
import { createProgress } from '../../replay/progress.ts';
import { ReplayError, type ReplayRequest, runReplay } from '../../replay/run-replay.ts';
import { StaffingError } from '../../replay/staffing.ts';
import { summaryTable } from '../../replay/summary-rows.ts';

interface Options {
  readonly url: string;
  readonly key?: string;
  readonly days?: string;
  readonly speed: number;
  readonly acceptRatio: number;
  readonly answerRatio: number;
  readonly inviteAfter: number;
  readonly seed: number;
  readonly staff?: string;
  readonly out: string;
  readonly serve?: boolean;
}

/** Adds `ringback replay FILE`: plays a log of real calls against a running server and reports. */
export function registerReplayCommand(program: Command): void {
  program
    .command('replay')
    .description('Play a log of real calls against a running server with the simulated phone, and report')
    .argument('<file>', 'call log, tab-separated; docs/guides/replay.md has the columns')
    .option('--url <address>', 'address of the server', 'http://localhost:8080')
    .option('--key <key>', 'secret key; left out: RINGBACK_ADMIN_KEY')
    .option('--days <days>', 'all, weekdays (Sunday to Thursday), or dates YYYY-MM-DD with commas; left out: the first')
    .option('--speed <times>', "how fast the server's clock runs", numberBetween(1, 10_000), 60)
    .option('--accept-ratio <ratio>', 'share of callers who take an invitation', numberBetween(0, 1), 0.37)
    .option('--answer-ratio <ratio>', 'share of attempts that the customer answers', numberBetween(0, 1), 0.93)
    .option('--invite-after <seconds>', 'invite when the estimated wait is longer', numberBetween(0, 86_400), 60)
    .option('--seed <number>', 'seed of all draws', numberBetween(0, 2 ** 31), 1)
    .option('--staff <file>', 'staffing table: weekday, hour, agents; left out: from the log')
    .option('--out <folder>', 'folder for report.html and report.json', 'replay-report')
    .option('--serve', 'start a server of its own for the replay, and stop it afterwards')
    .action(replay);
}

async function replay(file: string, options: Options): Promise<void> {
  try {
    const server = options.serve === true ? await startChildServer(process.argv[1] ?? '') : null;
    try {
      await play(file, options, server);
    } finally {
      await server?.stop();
    }
  } catch (error) {
    process.stderr.write(`replay: ${explain(error, options.url)}\n`);
    process.exitCode = 1;
  }
}

async function play(file: string, options: Options, server: { url: string; key: string } | null): Promise<void> {
  const key = server?.key ?? options.key ?? process.env['RINGBACK_ADMIN_KEY'];
  if (key === undefined) throw new ReplayError('give a secret key with --key or RINGBACK_ADMIN_KEY');
  const request: ReplayRequest = {
    file,
    url: server?.url ?? options.url,
    key,
    days: options.days ?? null,
    speed: options.speed,
    acceptRatio: options.acceptRatio,
    answerRatio: options.answerRatio,
    inviteAfterMs: Math.round(options.inviteAfter * 1000),
    seed: options.seed,
    staffFile: options.staff ?? null,
    outFolder: options.out,
  };
  const report = await runReplay(request, createProgress(process.stderr));
  process.stdout.write(`${summaryTable(report)}\n\nReport: ${options.out}/report.html and report.json\n`);
}

/** What went wrong, for the person at the terminal. Throws what is no operating error on. */
function explain(error: unknown, url: string): string {
  if (error instanceof CallLogError || error instanceof StaffingError || error instanceof ReplayError)
    return error.message;
  if (error instanceof ProblemError) {
    const fields = error.problem.errors.map(({ path, message }) => `\n  ${path}: ${message}`).join('');
    const hint = error.code === 'not_found' ? ' (the server must run with the simulated phone)' : '';
    return `the server refused: ${error.message}${hint}${fields}`;
  }
  if (error instanceof TypeError) return `the server at ${url} does not answer: ${causeOf(error)}`;
  if (error instanceof Error && 'code' in error) return error.message;
  throw error;
}

function numberBetween(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max))
      throw new InvalidArgumentError(`It must be a number from ${min} to ${max}.`);
    return value;
  };
}

/** What fetch keeps to itself, for example `connect ECONNREFUSED 127.0.0.1:8080`. */
function causeOf(error: TypeError): string {
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
