import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The phones and audio tools that `npm run phone:install -- --test-phones` installed; all paths absolute. */
export interface PhonePrograms {
  readonly baresip: string;
  readonly baresipModules: string;
  readonly sipp: string;
  readonly sox: string;
  readonly espeak: string;
}

/** The phone programs for tests, below RINGBACK_PHONE_HOME or `.phone` in the project; null when one is missing. */
export function findPhonePrograms(environment: NodeJS.ProcessEnv = process.env): PhonePrograms | null {
  const named = environment['RINGBACK_PHONE_HOME'] ?? '';
  const home = named === '' ? fileURLToPath(new URL('../../../.phone', import.meta.url)) : named;
  const programs = {
    baresip: join(home, 'bin/baresip'),
    baresipModules: join(home, 'test-phones/baresip-modules'),
    sipp: join(home, 'bin/sipp'),
    sox: join(home, 'bin/sox'),
    espeak: join(home, 'bin/espeak-ng'),
  };
  return Object.values(programs).every((path) => existsSync(path)) ? programs : null;
}
