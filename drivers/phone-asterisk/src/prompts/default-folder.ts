import { join } from 'node:path';
import { phoneHome } from '../process/installed-engine.ts';

/** The folder of the default voices, in the folder of installed phone programs. */
export function defaultPromptFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(phoneHome(environment), 'prompts');
}
