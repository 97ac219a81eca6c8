import { readFileSync } from 'node:fs';
import type { Sql } from './filled-database.ts';

/** Clock ticks a second in which Linux counts processor time; the same on every platform Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * Processor time the connections of an application have used in the database so far, microseconds. Null where the
 * operating system does not tell or the database is on another machine.
 */
export async function databaseCpuUs(sql: Sql, applicationName: string): Promise<number | null> {
  const rows = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity where application_name = ${applicationName} and datname = current_database()`;
  try {
    return rows.reduce((sum, row) => sum + ticksOf(row.pid), 0) * (1_000_000 / TICKS_PER_SECOND);
  } catch {
    return null;
  }
}

/** User and system time of a process, in ticks: fields 14 and 15 of its stat file, counted after the name in brackets. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}
