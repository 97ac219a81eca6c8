import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@ringback/tools';
import { centerConfiguration } from './center-configuration.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

/** The servers that are measured side by side. */
export const contenderNames = ['ringback', 'graphile-worker', 'pg-boss'] as const;
/** One of them. */
export type ContenderName = (typeof contenderNames)[number];

/** The administrator's key of the measured server. */
export const BENCH_KEY = 'rb_sk_bench0123456789abcdef';

const ringbackProgram = join(import.meta.dirname, '../../../server/src/main.ts');
const peerProgram = join(import.meta.dirname, 'peers/main.ts');

/** Where a contender works. */
export interface ContenderPlace {
  readonly databaseUrl: string;
  readonly folder: string;
  /** Where its CPU profile goes; null: none is made. */
  readonly profileFolder: string | null;
}

/** Starts a contender and resolves with its port when it takes requests. */
export async function startContender(
  name: ContenderName,
  place: ContenderPlace,
): Promise<{ readonly server: ServerProcess; readonly port: number }> {
  const port = await freePort();
  const profiling = place.profileFolder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${place.profileFolder}`];
  const program = name === 'ringback' ? await ringback(port, place) : peer(name, port, place);
  const server = await startServerProcess({
    args: [...profiling, ...program.args],
    environment: program.environment,
    readyUrl: `http://127.0.0.1:${port}/readyz`,
  });
  return { server, port };
}

interface Program {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

async function ringback(port: number, { databaseUrl, folder }: ContenderPlace): Promise<Program> {
  const configurationPath = join(folder, 'center.json');
  await writeFile(configurationPath, centerConfiguration());
  return {
    args: [ringbackProgram, 'serve'],
    environment: {
      RINGBACK_PORT: String(port),
      RINGBACK_DATA: folder,
      RINGBACK_ADMIN_KEY: BENCH_KEY,
      RINGBACK_CONFIG: configurationPath,
      RINGBACK_DEMO: '0',
      DATABASE_URL: databaseUrl,
    },
  };
}

function peer(name: ContenderName, port: number, { databaseUrl }: ContenderPlace): Program {
  return { args: [peerProgram, name, databaseUrl, String(port)], environment: {} };
}
