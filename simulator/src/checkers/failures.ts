/** What the world itself does to a writer: these failures have a cause. */
const injected = [
  'the connection was cut',
  'another node holds the lease',
  'the phone system refused',
  'the other node did not answer in time',
];

/** Failures of the engine's own that follow from one of those. */
const following = ['TryAgainError'];

/**
 * [X1] A node that fails although nothing was done to it has a bug, however well it starts again. Says what is wrong with a line
 * of a node's log, or null.
 */
export function causelessFailure(
  message: string,
  attributes: Readonly<Record<string, unknown>> | undefined,
): string | null {
  const error = attributes?.['error'];
  if (typeof error !== 'string') return null;
  const isCaused = [...injected, ...following].some((cause) => error.includes(cause));
  return isCaused ? null : `a node failed although nothing was done to it: ${message}: ${error}`;
}
