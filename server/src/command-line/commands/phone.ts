import type { Command } from 'commander';
import { readTrunkFile } from '../../settings/trunks.ts';
import { checkPhone } from './phone-check.ts';
import { writePhoneConfiguration, type PhoneConfigOptions } from './phone-config.ts';

interface CheckCommandOptions {
  readonly url: string;
  readonly user: string;
  readonly password?: string;
  readonly application: string;
  readonly trunk: readonly string[];
}

/** Adds `ringback phone check|config`. Exit codes: 0 right, also with warnings; 1 something is wrong. */
export function registerPhoneCommands(program: Command): void {
  const phone = program.command('phone').description('Configure the phone engine, or check a connection to one');
  const environment = process.env;
  phone
    .command('check')
    .description('Look whether Ringback can work with an Asterisk, and say what is missing; changes nothing there')
    .option(
      '--url <address>',
      'address of its HTTP server',
      environment['RINGBACK_ASTERISK_URL'] ?? 'http://127.0.0.1:8088',
    )
    .option('--user <name>', 'user of ari.conf', environment['RINGBACK_ASTERISK_USER'] ?? 'ringback')
    .option('--password <password>', 'left out: RINGBACK_ASTERISK_PASSWORD')
    .option(
      '--application <name>',
      'name of Ringback’s application',
      environment['RINGBACK_ASTERISK_APP'] ?? 'ringback',
    )
    .option(
      '--trunk <name...>',
      'endpoints that must be there; left out: the trunks of the file in RINGBACK_TRUNKS',
      [],
    )
    .action((options: CheckCommandOptions) => check(options));
  phone
    .command('config')
    .description('Write the configuration of the phone engine')
    .requiredOption('--out <folder>', 'the engine’s run folder; a short path')
    .option('--trunks <file>', 'the file of trunks; left out: RINGBACK_TRUNKS')
    .option('--settings <file>', 'YAML or JSON file with phones, addresses and ports')
    .option('--config <file>', 'ringback.yaml, to compare agents and caller ids with')
    .option('--existing', 'only what an Asterisk that has a configuration needs besides it')
    .action(async (options: PhoneConfigOptions) => {
      for (const line of await writePhoneConfiguration(options, process.env)) console.log(line);
    });
}

async function check({ url, password, trunk, ...rest }: CheckCommandOptions): Promise<void> {
  const secret = password ?? process.env['RINGBACK_ASTERISK_PASSWORD'];
  if (secret === undefined || secret === '')
    throw new Error(
      'a password is needed: that of the user in ari.conf, with --password or in RINGBACK_ASTERISK_PASSWORD. The Asterisk that Ringback starts by itself needs no check.',
    );
  const address = url.replace(/\/(?:ari\/?)?$/u, '');
  const path = process.env['RINGBACK_TRUNKS'] ?? '';
  const ofFile = path === '' ? [] : readTrunkFile(path).trunks;
  const trunks = trunk.length > 0 ? trunk : ofFile.map(({ name }) => name);
  const tlsServers = ofFile.filter(({ name, transport }) => transport === 'tls' && trunks.includes(name));
  const findings = await checkPhone({ ...rest, url: address, password: secret, trunks, tlsServers });
  const words = { ok: 'ok     ', warning: 'WARNING', failed: 'FAILED ' } as const;
  for (const { verdict, what, message } of findings) console.log(`${words[verdict]} ${what}: ${message}`);
  process.exitCode = findings.some(({ verdict }) => verdict === 'failed') ? 1 : 0;
}
