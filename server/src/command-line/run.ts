import { createProgram } from './program.ts';

/** Runs the program; an error is told in one sentence and ends it with 1. */
export async function run(args: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync([...args], { from: 'user' });
  } catch (error) {
    console.error(
      error instanceof Error ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}` : String(error),
    );
    if (process.env['RINGBACK_LOG_LEVEL'] === 'debug') console.error(error);
    process.exit(1);
  }
}
