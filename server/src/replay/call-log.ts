/** How a logged call left the line. */
export type LoggedEnding = 'served' | 'abandonedInQueue';

/** One call of the log that is replayed. Times of day count from 00:00 of `date`; they pass 24 h after midnight. */
export interface LoggedCall {
  /** Unique in the log: line and call id. */
  readonly id: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** When the caller entered the line. */
  readonly arrivalMs: number;
  /** Time in the line, to the agent or to hanging up. */
  readonly waitMs: number;
  readonly ending: LoggedEnding;
  /** Length of the conversation, at least 1 s; null for callers who hung up. */
  readonly talkMs: number | null;
  readonly isPriority: boolean;
}

/** An agent of the log in conversation. Times as in `LoggedCall`. */
export interface LoggedService {
  readonly date: string;
  readonly agentName: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Why a row of the log is not replayed. */
export type DropReason = 'phantom' | 'internetTeam' | 'hungUpAtOnce' | 'outsideHours';

/** A log as it is replayed. */
export interface CallLog {
  /** Earliest first. */
  readonly calls: readonly LoggedCall[];
  readonly services: readonly LoggedService[];
  readonly droppedCounts: Readonly<Record<DropReason, number>>;
}

/** A log that cannot be read; the message names the line. */
export class CallLogError extends Error {
  override readonly name = 'CallLogError';
}

const columns = [
  'vru+line',
  'call_id',
  'customer_id',
  'priority',
  'type',
  'date',
  'vru_entry',
  'vru_exit',
  'vru_time',
  'q_start',
  'q_exit',
  'q_time',
  'outcome',
  'ser_start',
  'ser_exit',
  'ser_time',
  'server',
] as const;
type Row = Readonly<Record<(typeof columns)[number], string>>;

const dayMs = 86_400_000;
const opensMs = 7 * 3_600_000;
const outcomes: ReadonlySet<string> = new Set(['AGENT', 'HANG', 'PHANTOM']);

/**
 * Reads a log of the Anonymous Bank's form: 17 tab-separated columns with a header, either line end. The rows may come in
 * any order; the calls come out by time. Phantom rows, the internet team (another queue), callers who hung up without
 * having queued (they carry no patience) and calls outside 07:00-24:00 are dropped and counted.
 * @throws CallLogError naming the line.
 */
export function parseCallLog(text: string): CallLog {
  const lines = text.split(/\r?\n/);
  requireHeader(lines[0] ?? '');
  const calls: LoggedCall[] = [];
  const services: LoggedService[] = [];
  const droppedCounts = { phantom: 0, internetTeam: 0, hungUpAtOnce: 0, outsideHours: 0 };
  lines.forEach((line, index) => {
    if (index === 0 || line.trim() === '') return;
    const row = rowOf(line, index + 1);
    const read = reader(row, index + 1);
    const drop = dropReasonOf(row, read);
    if (drop !== null) droppedCounts[drop] += 1;
    else calls.push(callOf(row, read));
    if (row.outcome === 'AGENT' && row.type !== 'IN' && row.server !== 'NO_SERVER') services.push(serviceOf(row, read));
  });
  calls.sort((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1));
  return { calls, services, droppedCounts };
}

/** The arrival as epoch milliseconds, reading the log's local time as UTC. */
export function startOf(call: LoggedCall): number {
  return Date.parse(`${call.date}T00:00:00Z`) + call.arrivalMs;
}

/** The dates of the log, earliest first. */
export function datesOf(calls: readonly LoggedCall[]): readonly string[] {
  return [...new Set(calls.map((call) => call.date))].sort();
}

function requireHeader(line: string): void {
  const names = line.replace(/^\uFEFF/, '').split('\t');
  const wrong = columns.findIndex((name, place) => names[place]?.trim() !== name);
  if (wrong >= 0)
    throw new CallLogError(`line 1: column ${wrong + 1} must be ${columns[wrong]}, not ${names[wrong] ?? 'missing'}`);
}

function rowOf(line: string, lineNumber: number): Row {
  const cells = line.split('\t');
  if (cells.length < columns.length) {
    throw new CallLogError(`line ${lineNumber}: ${cells.length} columns instead of ${columns.length}`);
  }
  // Every name of `columns` has a cell: the length was checked.
  const row = Object.fromEntries(columns.map((name, place) => [name, (cells[place] ?? '').trim()])) as Row;
  if (!outcomes.has(row.outcome))
    throw new CallLogError(`line ${lineNumber}: outcome must be AGENT, HANG or PHANTOM, not ${row.outcome}`);
  return row;
}

interface Reader {
  clock(column: keyof Row): number;
  seconds(column: keyof Row): number;
  date(): string;
}

function reader(row: Row, lineNumber: number): Reader {
  const refuse = (column: string, wanted: string): never => {
    throw new CallLogError(`line ${lineNumber}: ${column} must be ${wanted}`);
  };
  return {
    clock(column) {
      const found = /^(\d{1,2}):(\d\d):(\d\d)$/.exec(row[column]);
      if (found === null) return refuse(column, 'a time of day h:mm:ss');
      return (Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3])) * 1000;
    },
    seconds(column) {
      return /^-?\d+$/.test(row[column]) ? Number(row[column]) * 1000 : refuse(column, 'whole seconds');
    },
    date() {
      const found = /^(\d\d)(\d\d)(\d\d)$/.exec(row.date);
      if (found === null) return refuse('date', 'yymmdd');
      return `${Number(found[1]) < 70 ? '20' : '19'}${found[1]}-${found[2]}-${found[3]}`;
    },
  };
}

/** `q_start` says 0:00:00 for calls that did not queue; they enter the line when the voice response unit lets them go. */
function arrivalOf(read: Reader): number {
  return read.seconds('q_time') > 0 ? read.clock('q_start') : read.clock('vru_exit');
}

function dropReasonOf(row: Row, read: Reader): DropReason | null {
  if (row.outcome === 'PHANTOM') return 'phantom';
  if (row.type === 'IN') return 'internetTeam';
  if (row.outcome === 'HANG' && read.seconds('q_time') <= 0) return 'hungUpAtOnce';
  return arrivalOf(read) < opensMs ? 'outsideHours' : null;
}

function callOf(row: Row, read: Reader): LoggedCall {
  const isServed = row.outcome === 'AGENT';
  return {
    id: `${row['vru+line']}/${row.call_id}`,
    date: read.date(),
    arrivalMs: arrivalOf(read),
    waitMs: Math.max(0, read.seconds('q_time')),
    ending: isServed ? 'served' : 'abandonedInQueue',
    talkMs: isServed ? Math.max(1000, read.seconds('ser_time')) : null,
    isPriority: row.priority === '2',
  };
}

function serviceOf(row: Row, read: Reader): LoggedService {
  const startMs = read.clock('ser_start');
  const exitMs = read.clock('ser_exit');
  // Past midnight the time of day starts again.
  return { date: read.date(), agentName: row.server, startMs, endMs: exitMs < startMs ? exitMs + dayMs : exitMs };
}
