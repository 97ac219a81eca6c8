import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fail, root } from './terminal.mjs';

const neededMajor = 24;

function majorOf(program) {
  const answer = spawnSync(program, ['--version'], { encoding: 'utf8' });
  const match = /^v(\d+)\./.exec(answer.stdout ?? '');
  return match === null ? null : Number(match[1]);
}

/** The path of a Node of version 24 or later: the one that npm installed, else the one we run on. */
export function findNode24() {
  const installed = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  for (const candidate of [installed, process.execPath]) {
    const major = majorOf(candidate);
    if (major !== null && major >= neededMajor) return candidate;
  }
  return fail(
    `Ringback needs Node ${neededMajor}. npm offers no build of it that runs on this machine ` +
      `(${process.platform}, ${process.arch}) and this is Node ${process.versions.node}. Install Node ${neededMajor} and try again.`,
  );
}
