import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/**
 * Processor time, milliseconds, that a process and those it started have used so far: fields 14 and 15 of
 * `/proc/<pid>/stat` (proc_pid_stat(5)). Throws where the system does not tell (not Linux).
 */
export function treeProcessorMs(rootPid: number): number {
  const processes = readdirSync('/proc').flatMap((name) => (/^\d+$/u.test(name) ? (readProcess(name) ?? []) : []));
  const inTree = new Set([rootPid]);
  // A child may come before its parent in the list.
  for (let before = 0; before < inTree.size;) {
    before = inTree.size;
    for (const { pid, parentPid } of processes) if (inTree.has(parentPid)) inTree.add(pid);
  }
  return processes.reduce((sum, { pid, usedMs }) => (inTree.has(pid) ? sum + usedMs : sum), 0);
}

/** Processor time of this process alone, milliseconds. */
export function ownProcessorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

interface ProcessUse {
  readonly pid: number;
  readonly parentPid: number;
  readonly usedMs: number;
}

/** Null for a process that is gone meanwhile. */
function readProcess(pid: string): ProcessUse | null {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === '') return null;
  // The second field is the name in brackets and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  return { pid: Number(pid), parentPid: Number(fields[1] ?? 0), usedMs: ticks * TICK_MS };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
