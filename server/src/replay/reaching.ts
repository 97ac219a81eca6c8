import { ProblemError } from '@ringback/client';

/** How long a server may be away before the replay gives up, real milliseconds. */
const giveUpAfterMs = 60_000;
const firstPauseMs = 200;
const longestPauseMs = 3000;

/**
 * Runs a request until it is answered: repeats it while the network fails or the server says that a repeat may help, for a
 * minute at most. Throws what the last try threw; refusals that no repeat can change at once.
 */
export async function untilReached<Answer>(run: () => Promise<Answer>, pause = wait): Promise<Answer> {
  const startedAt = performance.now();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    try {
      return await run();
    } catch (error) {
      if (!mayHelpToRepeat(error) || performance.now() - startedAt > giveUpAfterMs) throw error;
      await pause(pauseMs);
    }
  }
}

function mayHelpToRepeat(error: unknown): boolean {
  return error instanceof ProblemError ? error.problem.retriable : error instanceof TypeError;
}

/** Resolves after so many real milliseconds. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
