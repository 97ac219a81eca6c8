import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** An engine that `npm run phone:install` put into a folder. */
export interface InstalledEngine {
  /** The program that starts it, with its own loader and libraries. */
  readonly program: string;
  readonly modulesFolder: string;
  /** Prompts, music, and the description of ARI in `rest-api/`. */
  readonly dataFolder: string;
}

/** The folder of installed phone programs: RINGBACK_PHONE_HOME, else `.phone` in the project. */
export function phoneHome(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment['RINGBACK_PHONE_HOME'] ?? '';
  return named === '' ? fileURLToPath(new URL('../../../../.phone', import.meta.url)) : named;
}

/** The engine installed below `home`, or null when there is none. */
export function findInstalledEngine(home: string = phoneHome()): InstalledEngine | null {
  const program = join(home, 'bin/asterisk');
  const [modules, shared] = [join(home, 'asterisk/modules'), join(home, 'asterisk/data')];
  if (![program, modules, shared].every((path) => existsSync(path))) return null;
  return { program, modulesFolder: realpathSync(modules), dataFolder: realpathSync(shared) };
}
