import { scopes, type Scope } from '@ringback/contract';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { createKeys, type Keys } from '../../access/keys.ts';
import { TENANT_ID } from '../../composition/create-ringback.ts';
import { openDatabase } from '../../composition/open-database.ts';
import { createScaledClock } from '../../composition/scaled-clock.ts';
import { readSettings } from '../../settings/environment.ts';

/** `ringback keys create|list|revoke`. With the embedded database the server must not run meanwhile; use the API then. */
export function registerKeysCommand(program: Command): void {
  const keys = program.command('keys').description('make, list and revoke API keys');
  keys
    .command('create')
    .description('make a key and show it once')
    .argument('<name>', 'name, for people')
    .addOption(
      new Option('--kind <kind>', 'secret (for servers) or publishable (for pages)')
        .choices(['secret', 'publishable'])
        .default('secret'),
    )
    .option('--scope <scope...>', `what a secret key may do: ${scopes.join(', ')}`, collectScope)
    .option('--origin <origin...>', 'origins of pages that may use a publishable key')
    .action((name: string, options: CreateOptions) => withKeys((store) => create(store, name, options)));
  keys
    .command('list')
    .description('list the keys')
    .action(() => withKeys(list));
  keys
    .command('revoke')
    .description('revoke a key')
    .addArgument(new Argument('<id>', 'id of the key'))
    .action((id: string) => withKeys((store) => revoke(store, id)));
}

interface CreateOptions {
  readonly kind: 'secret' | 'publishable';
  readonly scope?: readonly Scope[];
  readonly origin?: readonly string[];
}

function collectScope(text: string, before: readonly Scope[] | undefined): readonly Scope[] {
  const found = scopes.find((scope) => scope === text);
  if (found === undefined) throw new InvalidArgumentError(`Say one of: ${scopes.join(', ')}.`);
  return [...(before ?? []), found];
}

async function withKeys(run: (keys: Keys) => Promise<void>): Promise<void> {
  const database = await openDatabase(readSettings(process.env));
  try {
    await run(createKeys(database.keyStore, TENANT_ID, createScaledClock(1).now));
  } finally {
    await database.close();
  }
}

async function create(keys: Keys, name: string, { kind, scope, origin }: CreateOptions): Promise<void> {
  const { document, secret } = await keys.create({
    name,
    kind,
    scopes: kind === 'secret' ? (scope ?? scopes) : [],
    origins: origin ?? [],
  });
  console.log(`${document.id}  ${secret}\nKeep it; it is shown only now.`);
}

async function list(keys: Keys): Promise<void> {
  for (const key of await keys.list()) {
    console.log(
      `${key.id}  ${key.kind}  ...${key.hint}  ${key.name}  ${key.revokedAt === null ? key.scopes.join(',') : 'revoked'}`,
    );
  }
}

async function revoke(keys: Keys, id: string): Promise<void> {
  const revoked = await keys.revoke(id);
  if (revoked === null) throw new Error(`There is no key ${id}.`);
  console.log(`${id} is revoked.`);
}
