import { durationText, ratioText } from './durations-text.ts';
import type { ReplayReport } from './figures.ts';

/** One figure: of the replay, beside the log where the log has it, with its definition. */
export interface SummaryRow {
  readonly name: string;
  readonly replay: string;
  /** Empty where the log has no such figure. */
  readonly log: string;
  readonly definition: string;
}

/** The figures as people read them; the same in the terminal and in the report. */
export function summaryRows({ log, replay, callbacks }: ReplayReport): readonly SummaryRow[] {
  const row = (
    name: string,
    replayText: string | number,
    logText: string | number,
    definition: string,
  ): SummaryRow => ({
    name,
    replay: String(replayText),
    log: String(logText),
    definition,
  });
  const { delayToConnect, delayToFirstRing, estimateOfRing } = callbacks;
  return [
    row('Calls', replay.callsCount, log.callsCount, 'Callers who entered the line.'),
    row(
      'Served on the line',
      replay.servedCount,
      log.servedCount,
      'Callers who waited on the line and reached an agent.',
    ),
    row(
      'Hung up in the line',
      replay.abandonedInQueueCount,
      log.abandonedInQueueCount,
      'Callers who left before an agent, without a callback.',
    ),
    row('Took the callback', replay.tookCallbackCount, '', 'Callers who took the invitation and left the line.'),
    row(
      'Mean wait of the served',
      durationText(replay.waitOfServed.meanMs),
      durationText(log.waitOfServed.meanMs),
      'From entering the line to the agent, those who did not wait included.',
    ),
    row(
      'Median wait',
      durationText(replay.waitOfServed.p50Ms),
      durationText(log.waitOfServed.p50Ms),
      'Half waited no longer.',
    ),
    row(
      '90 % waited at most',
      durationText(replay.waitOfServed.p90Ms),
      durationText(log.waitOfServed.p90Ms),
      '90 % quantile of the same waits.',
    ),
    row(
      '95 % waited at most',
      durationText(replay.waitOfServed.p95Ms),
      durationText(log.waitOfServed.p95Ms),
      '95 % quantile of the same waits.',
    ),
    row('Callbacks asked', callbacks.askedCount, '', 'Callbacks requested in the replay.'),
    row('Callbacks rung', callbacks.madeCount, '', 'Callbacks with at least one attempt.'),
    row('Callbacks connected', callbacks.connectedCount, '', 'Callbacks that became a conversation.'),
    row(
      'Request to first ring, mean',
      durationText(delayToFirstRing.meanMs),
      '',
      'From taking the invitation to the first attempt.',
    ),
    row(
      'Request to agent, mean',
      durationText(delayToConnect.meanMs),
      '',
      'From taking the invitation to the conversation, retries included.',
    ),
    row('Request to agent, 90 % at most', durationText(delayToConnect.p90Ms), '', '90 % quantile of the same.'),
    row(
      'Promises kept',
      ratioText(callbacks.promiseKeptRatio),
      '',
      'First ring no later than the end of what was told, of all settled promises.',
    ),
    row(
      'Told wait, bias',
      durationText(estimateOfRing.biasMs),
      '',
      'Mean of told minus actual, request to first ring; above 0: told too long.',
    ),
    row('Told wait, RMSE', durationText(estimateOfRing.rmseMs), '', 'Root of the mean squared error of the same.'),
    row('Told wait, RRASE', ratioText(estimateOfRing.rrase), '', 'RMSE over the mean actual delay.'),
    row(
      'Told range held',
      ratioText(estimateOfRing.coverageRatio),
      '',
      'Share of first rings inside the told range; the range says 80 %.',
    ),
    row(
      'Callbacks overtaken',
      callbacks.overtakenCount,
      '',
      'Callbacks with somebody in the receipt who came later and was served earlier.',
    ),
    row(
      'Overtaken before the first ring',
      callbacks.overtakenBeforeRingCount,
      '',
      'Those of them whom somebody overtook before they were rung; the others were overtaken while they were rung or awaited another attempt.',
    ),
    row('Still open', callbacks.openIds.length, '', 'Callbacks without an outcome when the replay ended.'),
    row(
      'Agents put back',
      replay.restaffedCount,
      '',
      'Times the server took an agent’s phone for silent, an effect of the speed, and the replay put the agent back.',
    ),
    row(
      'Later than logged, 95 %',
      durationText(replay.lag.p95Ms),
      '',
      'How late the speed-up made callers enter the line; 95 % quantile.',
    ),
  ];
}

/** The figures as lines for a terminal. */
export function summaryTable(report: ReplayReport): string {
  const rows = [{ name: '', replay: 'Replay', log: 'Log' }, ...summaryRows(report)];
  const width = (pick: (row: (typeof rows)[number]) => string) => Math.max(...rows.map((row) => pick(row).length));
  const nameWidth = width((row) => row.name);
  const replayWidth = width((row) => row.replay);
  const logWidth = width((row) => row.log);
  return rows
    .map((row) =>
      `${row.name.padEnd(nameWidth)}  ${row.replay.padStart(replayWidth)}  ${row.log.padStart(logWidth)}`.trimEnd(),
    )
    .join('\n');
}
