import { createProgram } from './program.ts';

/** Errors that are whole sentences to whoever typed the command; the names of others tell what went wrong inside. */
const TOLD_WITHOUT_NAME: ReadonlySet<string> = new Set([
  'Error',
  'SettingsError',
  'TrunkFileError',
  'PhoneSettingsError',
  'InvalidSetting',
  'NotAWaveError',
]);

/** Runs the program; an error is told in one sentence and ends it with 1. */
export async function run(args: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync([...args], { from: 'user' });
  } catch (error) {
    console.error(sentenceOf(error));
    if (process.env['RINGBACK_LOG_LEVEL'] === 'debug') console.error(error);
    process.exit(1);
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return TOLD_WITHOUT_NAME.has(error.name) ? error.message : `${error.name}: ${error.message}`;
}
