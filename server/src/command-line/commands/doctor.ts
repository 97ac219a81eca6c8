import { access, constants, mkdir } from 'node:fs/promises';
import type { Command } from 'commander';
import { openDatabase } from '../../composition/open-database.ts';
import { builtApps } from '../../http/pages.ts';
import { readSettings } from '../../settings/environment.ts';

interface Check {
  readonly what: string;
  /** Resolves with what was found; rejects with what is wrong. */
  readonly run: () => Promise<string>;
}

const NODE_MAJOR_MIN = 24;

/** `ringback doctor`: looks whether the server could run here, and says what is wrong. */
export function registerDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check whether the server can run here')
    .action(async () => {
      let failureCount = 0;
      for (const { what, run } of checks()) {
        const found = await run().then(
          (text) => `ok      ${what}: ${text}`,
          (error: unknown) => `FAILED  ${what}: ${error instanceof Error ? error.message : String(error)}`,
        );
        if (found.startsWith('FAILED')) failureCount += 1;
        console.log(found);
      }
      process.exitCode = failureCount === 0 ? 0 : 1;
    });
}

function checks(): readonly Check[] {
  return [
    {
      what: 'Node',
      run: async () => {
        const major = Number(process.versions.node.split('.')[0]);
        if (major < NODE_MAJOR_MIN) throw new Error(`${process.version}; ${NODE_MAJOR_MIN} or later is needed`);
        return process.version;
      },
    },
    {
      what: 'Environment',
      run: async () => `port ${readSettings(process.env).port}, data in ${readSettings(process.env).dataFolder}`,
    },
    {
      what: 'Data folder',
      run: async () => {
        const { dataFolder } = readSettings(process.env);
        await mkdir(dataFolder, { recursive: true });
        await access(dataFolder, constants.W_OK);
        return `${dataFolder} can be written`;
      },
    },
    {
      what: 'Database',
      run: async () => {
        const database = await openDatabase(readSettings(process.env));
        await database.close();
        return database.durability;
      },
    },
    ...builtApps.map(({ name, isBuilt }) => ({
      what: `Web app ${name}`,
      run: async () => {
        if (!isBuilt()) throw new Error('not built; npm start builds it');
        return 'built';
      },
    })),
  ];
}
