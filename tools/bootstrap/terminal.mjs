import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line of progress in plain words. On stderr, so that a program's own output stays clean. */
export function say(line) {
  process.stderr.write(`ringback: ${line}\n`);
}

/** Says what is wrong and what to do, then ends with exit code 1. */
export function fail(message) {
  say(message);
  process.exit(1);
}
