import type { ChildProcess } from 'node:child_process';

const LENGTH_MAX = 8_000;

/** Keeps the last of what a child says, for the message when it fails. Call the result for it. */
export function keepOutput(child: ChildProcess): () => string {
  let said = '';
  const keep = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-LENGTH_MAX);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => said;
}
