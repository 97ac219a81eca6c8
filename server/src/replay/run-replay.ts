import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createClient, type Client } from '@ringback/client';
import { configureBank } from './bank-configuration.ts';
import { type CallLog, datesOf, type LoggedCall, parseCallLog, startOf } from './call-log.ts';
import { readCallbackRecords, type CallbackRecord } from './callback-records.ts';
import { abandonRatePerMs, callersOf } from './callers.ts';
import { isoOf } from './clock-follower.ts';
import { durationText } from './durations-text.ts';
import { callbackFigures, type HourFigures, lineFiguresOf, logFigures, type ReplayReport } from './figures.ts';
import { type Played, playLog } from './play-log.ts';
import type { Progress } from './progress.ts';
import { reportPage } from './report-page.ts';
import { parseStaffing, type Staffing, staffingFromLog, weekdayOf } from './staffing.ts';
import { meanOf, summarize } from './statistics.ts';

/** What `ringback replay` was asked to do. */
export interface ReplayRequest {
  readonly file: string;
  readonly url: string;
  readonly key: string;
  /** `all`, `weekdays` (Sunday to Thursday), or dates YYYY-MM-DD separated by commas; null: the first of the log. */
  readonly days: string | null;
  readonly speed: number;
  readonly acceptRatio: number;
  readonly answerRatio: number;
  readonly inviteAfterMs: number;
  readonly seed: number;
  readonly staffFile: string | null;
  readonly outFolder: string;
}

/** A replay that cannot be made; the message says why. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
}

/**
 * Plays the log into the server and writes `report.json` and `report.html`.
 * @throws ReplayError, CallLogError or StaffingError for wrong input, ProblemError when the server refuses.
 */
export async function runReplay(request: ReplayRequest, progress: Progress): Promise<ReplayReport> {
  const log = parseCallLog(await readFile(request.file, 'utf8'));
  const dates = chooseDates(datesOf(log.calls), request.days);
  const calls = log.calls.filter((call) => dates.includes(call.date));
  const staffing = await staffingOf(request.staffFile, log);
  const client = createClient({ baseUrl: request.url, key: request.key });
  const expectedHandleMs = meanOf(log.calls.flatMap((call) => call.talkMs ?? []));
  await configureBank(client, {
    agentsMax: staffing.agentsMax,
    inviteAfterMs: request.inviteAfterMs,
    expectedHandleMs: expectedHandleMs === null ? null : Math.round(expectedHandleMs),
  });
  const { seed, speed, answerRatio } = request;
  const onProgress = (ratio: number, text: string) => progress.show(ratio, text);
  const played = await playLog(client, {
    dates,
    callers: callersOf(calls, request),
    staffing,
    speed,
    seed,
    answerRatio,
    onProgress,
  });
  const records = await readRecords(client, played, progress);
  progress.done();
  const report = reportOf(request, log, calls, { dates, staffing, played, records });
  await mkdir(request.outFolder, { recursive: true });
  await writeFile(join(request.outFolder, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  await writeFile(join(request.outFolder, 'report.html'), reportPage(report));
  return report;
}

/** The dates to play. @throws ReplayError for a date that the log does not have. */
export function chooseDates(dates: readonly string[], days: string | null): readonly string[] {
  const first = dates[0];
  if (first === undefined) throw new ReplayError('the log has no calls to replay');
  if (days === null) return [first];
  if (days === 'all') return dates;
  if (days === 'weekdays') return dates.filter((date) => !['friday', 'saturday'].includes(weekdayOf(date)));
  const wanted = days.split(',').map((day) => day.trim());
  const missing = wanted.find((day) => !dates.includes(day));
  if (missing !== undefined)
    throw new ReplayError(`the log has no calls on ${missing}; it has ${first} to ${dates.at(-1)}`);
  return wanted.toSorted();
}

async function staffingOf(staffFile: string | null, log: CallLog): Promise<Staffing> {
  return staffFile === null ? staffingFromLog(log.services) : parseStaffing(await readFile(staffFile, 'utf8'));
}

function readRecords(client: Client, played: Played, progress: Progress): Promise<readonly CallbackRecord[]> {
  const { startedAt, observations } = played;
  return readCallbackRecords(client, isoOf(startedAt), observations.told, (done, total) =>
    progress.show(done / total, `reading callback ${done} of ${total}`),
  );
}

interface Parts {
  readonly dates: readonly string[];
  readonly staffing: Staffing;
  readonly played: Played;
  readonly records: readonly CallbackRecord[];
}

function reportOf(request: ReplayRequest, log: CallLog, calls: readonly LoggedCall[], parts: Parts): ReplayReport {
  const { played, records } = parts;
  const { observations, lagsMs, shiftMs, restaffedCount } = played;
  const rate = abandonRatePerMs(calls);
  return {
    file: basename(request.file),
    dates: parts.dates,
    settings: {
      'Server clock, times real time': request.speed,
      'Share who take an invitation': request.acceptRatio,
      'Share of attempts that are answered': request.answerRatio,
      'Invited when the estimated wait is longer than': durationText(request.inviteAfterMs),
      'Seed of the draws': request.seed,
      Staffing:
        request.staffFile === null
          ? 'from the log: agents with pauses of 5 min at most between conversations'
          : basename(request.staffFile),
      'Mean patience, from the log': rate === null ? null : durationText(1 / rate),
      'Priority customers': 'treated as regular ones; their 90 s of waiting credit is left out',
    },
    droppedCounts: log.droppedCounts,
    log: logFigures(calls),
    replay: {
      ...lineFiguresOf(observations),
      tookCallbackCount: observations.tookCallbackWaitsMs.length,
      invitationsCount: observations.invitedCount,
      refusedCount: observations.refusedCount,
      restaffedCount,
      waitOfTookCallback: summarize(observations.tookCallbackWaitsMs),
      lag: summarize(lagsMs),
    },
    callbacks: callbackFigures(records),
    hours: hoursOf(calls, parts, shiftMs),
    callbackRecords: records,
  };
}

function hoursOf(
  calls: readonly LoggedCall[],
  { dates, staffing, records }: Parts,
  shiftMs: number,
): readonly HourFigures[] {
  const hourMs = 3_600_000;
  return dates.flatMap((date) => {
    const dayStart = Date.parse(`${date}T00:00:00Z`);
    const counted = (ats: readonly number[], hour: number) =>
      ats.filter((at) => Math.floor((at - dayStart) / hourMs) === hour).length;
    const arrivals = calls.filter((call) => call.date === date).map(startOf);
    const asked = records.map((record) => record.requestedAt - shiftMs);
    const hours = Array.from({ length: 17 }, (_, index) => index + 7);
    return hours.map((hour) => ({
      date,
      hour,
      callsCount: counted(arrivals, hour),
      agentsCount: staffing.agentsAt(date, hour),
      callbacksAskedCount: counted(asked, hour),
    }));
  });
}
