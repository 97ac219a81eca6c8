import type { Command } from 'commander';
import { openDatabase } from '../../composition/open-database.ts';
import { readSettings } from '../../settings/environment.ts';

/** `ringback migrate`: brings the database's schema up to date and ends. */
export function registerMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('bring the schema of the database up to date')
    .action(async () => {
      const database = await openDatabase(readSettings(process.env));
      console.log(`The schema is up to date. ${database.durability}.`);
      await database.close();
    });
}
