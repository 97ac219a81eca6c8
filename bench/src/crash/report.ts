import type { CrashReport } from './crash-run.ts';

/** A run on one store. */
export interface StoreReport extends CrashReport {
  readonly store: string;
}

const rows: readonly (readonly [string, (report: StoreReport) => string | number])[] = [
  ['kills', ({ kills }) => kills.length],
  ['... at a moment from outside', ({ kills }) => kills.filter(({ plan }) => plan.startsWith('moment')).length],
  ['... at a named point', ({ kills }) => kills.filter(isAtPoint).length],
  ['... point not reached, killed from outside', ({ kills }) => kills.filter((kill) => !kill.isAsPlanned).length],
  ['callbacks acknowledged', ({ acknowledgedCount }) => acknowledgedCount],
  ['attempts', ({ attemptCount }) => attemptCount],
  ['rings by the witness', ({ ringCount }) => ringCount],
  ['callbacks tried again', ({ retriedCount }) => retriedCount],
  ['boot, median ms', ({ bootMsMedian }) => bootMsMedian],
  ['boot, longest ms', ({ bootMsMax }) => bootMsMax],
  ['drain, ms', ({ drainMs }) => drainMs],
  ['whole run, s', ({ durationMs }) => Math.round(durationMs / 1_000)],
  ['broken promises', ({ broken }) => broken.length],
];

/** The summary as a table: a row for each figure, a column for each store. */
export function summaryTable(reports: readonly StoreReport[]): string {
  const cells = [
    ['', ...reports.map(({ store }) => store)],
    ...rows.map(([title, figure]) => [title, ...reports.map((report) => String(figure(report)))]),
    ...pointRows(reports),
  ];
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

/** How often each named point was where a process died. */
function pointRows(reports: readonly StoreReport[]): string[][] {
  const names = new Set(reports.flatMap(({ kills }) => kills.filter(isAtPoint).map(pointOf)));
  return [...names]
    .toSorted()
    .map((name) => [
      `died ${name}`,
      ...reports.map(({ kills }) => String(kills.filter((kill) => isAtPoint(kill) && pointOf(kill) === name).length)),
    ]);
}

function isAtPoint({ plan, isAsPlanned }: CrashReport['kills'][number]): boolean {
  return isAsPlanned && !plan.startsWith('moment');
}

function pointOf({ plan }: CrashReport['kills'][number]): string {
  return plan.split(':')[0] ?? plan;
}
