import { createClient, type Client, ProblemError } from '@ringback/client';
import type { ConfigurationFile } from '@ringback/contract';
import { type Command, Option } from 'commander';
import { diffConfigurations, diffText } from './config-diff.ts';
import { problemText, readConfigurationFile } from './config-file.ts';

/** Exit codes of the configuration commands. */
const exitCodes = { same: 0, problem: 1, different: 2 } as const;

interface ServerOptions {
  readonly url: string;
  readonly key?: string;
}

/** Adds `ringback config check|diff|apply FILE`. Exit codes: 0 right or the same, 1 a problem, 2 differences (`diff`). */
export function registerConfigCommands(program: Command): void {
  const config = program.command('config').description('Check, compare or apply a configuration file');
  config
    .command('check')
    .description('Check a configuration file, without a server')
    .argument('<file>', 'ringback.yaml')
    .action((file: string) => report(file, () => check(file)));
  addServerOptions(
    config.command('diff').description('Show what applying the file would change; exit code 2 when anything'),
  )
    .argument('<file>', 'ringback.yaml')
    .action((file: string, options: ServerOptions) => report(file, () => diff(file, clientOf(options))));
  addServerOptions(config.command('apply').description('Make the server’s configuration what the file says'))
    .argument('<file>', 'ringback.yaml')
    .option('--dry-run', 'only show what would change, checked by the server')
    .action((file: string, options: ServerOptions & { readonly dryRun?: boolean }) =>
      report(file, () => apply(file, clientOf(options), options.dryRun === true)),
    );
}

function addServerOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--url <address>', 'address of the server').env('RINGBACK_URL').default('http://localhost:8080'),
    )
    .option('--key <key>', 'secret key; left out: RINGBACK_ADMIN_KEY');
}

function clientOf({ url, key = process.env['RINGBACK_ADMIN_KEY'] }: ServerOptions): Client {
  if (key === undefined) throw new ConfigCommandError('give a secret key with --key or RINGBACK_ADMIN_KEY');
  return createClient({ baseUrl: url, key });
}

class ConfigCommandError extends Error {}

async function check(file: string): Promise<number> {
  const configuration = await readOrThrow(file);
  const counts = Object.entries(configuration).flatMap(([section, documents]) =>
    typeof documents === 'object' ? [`${section} ${Object.keys(documents).length}`] : [],
  );
  print(`${file} is right: ${counts.join(', ')}.`);
  return exitCodes.same;
}

async function diff(file: string, client: Client): Promise<number> {
  const changes = diffConfigurations(await client.getConfiguration(), await readOrThrow(file));
  print(changes.length === 0 ? 'No differences.' : diffText(changes));
  return changes.length === 0 ? exitCodes.same : exitCodes.different;
}

async function apply(file: string, client: Client, isDryRun: boolean): Promise<number> {
  const configuration = await readOrThrow(file);
  const before = await client.getConfiguration();
  const { changes } = await client.putConfiguration({ body: configuration, query: { dryRun: isDryRun } });
  if (changes.length === 0) print('Nothing to change.');
  else {
    print(diffText(diffConfigurations(before, configuration)));
    print(
      isDryRun
        ? `Would change ${documents(changes.length)}; nothing was applied.`
        : `Changed ${documents(changes.length)}.`,
    );
  }
  return exitCodes.same;
}

function documents(count: number): string {
  return count === 1 ? '1 document' : `${count} documents`;
}

async function readOrThrow(file: string): Promise<ConfigurationFile> {
  const read = await readConfigurationFile(file);
  if (read.kind === 'configuration') return read.configuration;
  throw new ConfigCommandError(read.problems.map((problem) => problemText(file, problem)).join('\n'));
}

async function report(file: string, run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    process.stderr.write(`${explain(error, file)}\n`);
    process.exitCode = exitCodes.problem;
  }
}

/** What went wrong, for the person at the terminal. Throws what is no operating error on. */
function explain(error: unknown, file: string): string {
  if (error instanceof ConfigCommandError) return error.message;
  if (error instanceof ProblemError) {
    const fields = error.problem.errors.map(({ path, message }) => problemText(file, { line: null, path, message }));
    return [`The server refused: ${error.message}`, ...fields].join('\n');
  }
  if (error instanceof TypeError) return `The server does not answer: ${causeOf(error)}`;
  if (error instanceof Error && 'code' in error) return error.message;
  throw error;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What fetch keeps to itself, for example `connect ECONNREFUSED 127.0.0.1:8080`. */
function causeOf(error: TypeError): string {
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
