import type { ChildProcess } from 'node:child_process';

const living = new Set<ChildProcess>();
let isWatching = false;

/** Sees to it that a child does not outlive this process, should that end before its work is done. */
export function adopt<Child extends ChildProcess>(child: Child): Child {
  living.add(child);
  child.once('exit', () => living.delete(child));
  if (!isWatching) process.once('exit', endAll);
  isWatching = true;
  return child;
}

function endAll(): void {
  for (const child of living) child.kill('SIGKILL');
}
