import type { LoggedService } from './call-log.ts';

/** How many agents are there in an hour (0 to 23) of a date. */
export interface Staffing {
  agentsAt(date: string, hour: number): number;
  readonly agentsMax: number;
}

/** A staffing table that cannot be read; the message names the line. */
export class StaffingError extends Error {
  override readonly name = 'StaffingError';
}

const hourMs = 3_600_000;
/** An agent without a call for longer than this was not at the desk, milliseconds. */
export const presentGapMs = 5 * 60_000;

/**
 * Staffing as the log shows it. An agent is taken to be present from the start of a conversation to the end of the next
 * while the pause between them is 5 minutes or less; an hour's staffing is the agents' time present in it, in hours,
 * rounded, and 1 where anybody served. Distinct agents per hour would count everybody who sat down for one call: replayed
 * without callbacks that makes waits about a seventh of the logged ones, where this rule comes close to them.
 */
export function staffingFromLog(services: readonly LoggedService[]): Staffing {
  const present = new Map<string, number>();
  for (const stay of staysOf(services)) {
    for (let hour = Math.floor(stay.startMs / hourMs); hour * hourMs < stay.endMs && hour < 24; hour += 1) {
      const insideMs = Math.min(stay.endMs, (hour + 1) * hourMs) - Math.max(stay.startMs, hour * hourMs);
      const key = `${stay.date} ${hour}`;
      present.set(key, (present.get(key) ?? 0) + insideMs);
    }
  }
  const agents = new Map([...present].map(([key, ms]) => [key, Math.max(1, Math.round(ms / hourMs))]));
  return staffingOf((date, hour) => agents.get(`${date} ${hour}`) ?? 0, [...agents.values()]);
}

function staysOf(services: readonly LoggedService[]): readonly LoggedService[] {
  const sorted = services.toSorted((a, b) => order(a, b));
  const stays: LoggedService[] = [];
  for (const service of sorted) {
    const last = stays.at(-1);
    const goesOn =
      last !== undefined &&
      last.agentName === service.agentName &&
      last.date === service.date &&
      service.startMs - last.endMs <= presentGapMs;
    if (goesOn) stays[stays.length - 1] = { ...last, endMs: Math.max(last.endMs, service.endMs) };
    else stays.push(service);
  }
  return stays;
}

function order(a: LoggedService, b: LoggedService): number {
  if (a.agentName !== b.agentName) return a.agentName < b.agentName ? -1 : 1;
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.startMs - b.startMs;
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The weekday of a date YYYY-MM-DD, in lower case. */
export function weekdayOf(date: string): string {
  return weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
}

/**
 * A staffing table: lines of `weekday hour agents`, separated by tabs, commas or spaces; `monday 8 7`. Lines that start
 * with # and a header are passed over. Hours that are not named have nobody.
 * @throws StaffingError naming the line.
 */
export function parseStaffing(text: string): Staffing {
  const agents = new Map<string, number>();
  text.split(/\r?\n/).forEach((line, index) => {
    const words = line
      .trim()
      .toLowerCase()
      .split(/[\s,;]+/);
    if (words[0] === '' || line.startsWith('#') || words[0] === 'weekday') return;
    const [weekday = '', hour = '', count = ''] = words;
    const isRight =
      weekdays.includes(weekday) && /^\d{1,2}$/.test(hour) && Number(hour) < 24 && /^\d{1,3}$/.test(count);
    if (!isRight) throw new StaffingError(`line ${index + 1}: must be a weekday, an hour 0-23 and a number of agents`);
    agents.set(`${weekday} ${Number(hour)}`, Number(count));
  });
  return staffingOf((date, hour) => agents.get(`${weekdayOf(date)} ${hour}`) ?? 0, [...agents.values()]);
}

function staffingOf(agentsAt: Staffing['agentsAt'], counts: readonly number[]): Staffing {
  return { agentsAt, agentsMax: counts.reduce((max, count) => Math.max(max, count), 0) };
}
