import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of processor time that a server and its database have used; null where the system does not tell (not Linux). */
export interface ProcessorTime {
  readonly serverMs: number;
  readonly databaseMs: number;
}

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** What the process `serverPid` and the backends of the database `databaseName` have used so far. */
export function processorTime(serverPid: number, databaseName: string): ProcessorTime | null {
  if (process.platform !== 'linux') return null;
  const backends = readdirSync('/proc').filter((name) => isBackendOf(name, databaseName));
  return {
    serverMs: usedMs(String(serverPid)),
    databaseMs: backends.reduce((sum, pid) => sum + usedMs(pid), 0),
  };
}

/** PostgreSQL writes the database's name into the title of each backend. */
function isBackendOf(pid: string, databaseName: string): boolean {
  if (!/^\d+$/u.test(pid)) return false;
  const title = read(`/proc/${pid}/cmdline`);
  return title.startsWith('postgres: ') && title.includes(databaseName);
}

/** User and system time of a process, fields 14 and 15 of its stat (proc_pid_stat(5)); 0 for one that is gone. */
function usedMs(pid: string): number {
  const stat = read(`/proc/${pid}/stat`);
  // The second field is the name in brackets and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
