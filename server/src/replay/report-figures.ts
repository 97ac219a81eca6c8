import { drawBarChart } from './charts/bar-chart.ts';
import { drawScatterChart } from './charts/scatter-chart.ts';
import type { ReplayReport } from './figures.ts';
import type { HistogramBin } from './statistics.ts';

/** A plot with its numbers and its definition. */
export interface ReportFigure {
  readonly title: string;
  readonly definition: string;
  readonly svg: string;
  /** Names of the series with their colours; none where there is one series. */
  readonly legend: readonly { readonly name: string; readonly mark: 'series-1' | 'series-2' }[];
  readonly tableHead: readonly string[];
  readonly tableRows: readonly (readonly (string | number)[])[];
}

/** All plots of the report. */
export function reportFigures(report: ReplayReport): readonly ReportFigure[] {
  return [
    waitsFigure(report),
    delaysFigure(report),
    arrivalsFigure(report),
    staffingFigure(report),
    estimateFigure(report),
    attemptsFigure(report),
  ];
}

function binText({ from, to }: HistogramBin): string {
  const [first, unit] = edgeOf(from);
  if (to === null) return `${first}${unit}+`;
  const [last, lastUnit] = edgeOf(to);
  return unit === lastUnit || from === 0 ? `${first}–${last}${lastUnit}` : `${first}${unit}–${last}${lastUnit}`;
}

function edgeOf(ms: number): readonly [number: number, unit: 's' | 'm'] {
  const seconds = ms / 1000;
  return seconds < 120 ? [seconds, 's'] : [Number((seconds / 60).toFixed(1)), 'm'];
}

function waitsFigure({ log, replay }: ReplayReport): ReportFigure {
  const labels = replay.waitHistogram.map(binText);
  const replayed = replay.waitHistogram.map((bin) => bin.count);
  const logged = log.waitHistogram.map((bin) => bin.count);
  return {
    title: 'Waits on the line',
    definition:
      'Callers who reached an agent on the line, by the time from entering it to the agent. The bars are not equally wide in time.',
    svg: drawBarChart({
      label: 'Histogram of the waits of served callers, replay beside log',
      labels,
      labelsTitle: 'Wait (s seconds, m minutes)',
      valuesTitle: 'Callers',
      bars: [
        { name: 'Replay', values: replayed },
        { name: 'Log', values: logged },
      ],
    }),
    legend: [
      { name: 'Replay', mark: 'series-1' },
      { name: 'Log', mark: 'series-2' },
    ],
    tableHead: ['Wait', 'Replay', 'Log'],
    tableRows: labels.map((label, index) => [label, replayed[index] ?? 0, logged[index] ?? 0]),
  };
}

function delaysFigure({ callbacks }: ReplayReport): ReportFigure {
  const labels = callbacks.delayHistogram.map(binText);
  const toRing = callbacks.firstRingHistogram.map((bin) => bin.count);
  const toAgent = callbacks.delayHistogram.map((bin) => bin.count);
  return {
    title: 'Delay of the callbacks',
    definition:
      'From taking the invitation to the first ring, and to the conversation with an agent; the second holds retries after unanswered attempts.',
    svg: drawBarChart({
      label: 'Histogram of callback delays, to the first ring and to the agent',
      labels,
      labelsTitle: 'Delay (s seconds, m minutes)',
      valuesTitle: 'Callbacks',
      bars: [
        { name: 'To the first ring', values: toRing },
        { name: 'To the agent', values: toAgent },
      ],
    }),
    legend: [
      { name: 'To the first ring', mark: 'series-1' },
      { name: 'To the agent', mark: 'series-2' },
    ],
    tableHead: ['Delay', 'To the first ring', 'To the agent'],
    tableRows: labels.map((label, index) => [label, toRing[index] ?? 0, toAgent[index] ?? 0]),
  };
}

function hourLabels({ hours, dates }: ReplayReport): { labels: readonly string[]; labelsTitle: string } {
  return {
    labels: hours.map(({ date, hour }) => (dates.length === 1 ? `${hour}h` : `${Number(date.slice(8))}. ${hour}h`)),
    labelsTitle: dates.length === 1 ? `Hour of ${dates[0] ?? ''}` : 'Day of the month and hour',
  };
}

function arrivalsFigure(report: ReplayReport): ReportFigure {
  const { hours } = report;
  return {
    title: 'Arrivals and callbacks over the day',
    definition:
      'Callers who entered the line in each hour, and callbacks that were asked in it. They belong to the hour of the call and of the request.',
    svg: drawBarChart({
      ...hourLabels(report),
      label: 'Arrivals and callbacks per hour',
      valuesTitle: 'Per hour',
      bars: [
        { name: 'Callers', values: hours.map((hour) => hour.callsCount) },
        { name: 'Callbacks asked', values: hours.map((hour) => hour.callbacksAskedCount) },
      ],
    }),
    legend: [
      { name: 'Callers', mark: 'series-1' },
      { name: 'Callbacks asked', mark: 'series-2' },
    ],
    tableHead: ['Date', 'Hour', 'Callers', 'Callbacks asked'],
    tableRows: hours.map((hour) => [hour.date, hour.hour, hour.callsCount, hour.callbacksAskedCount]),
  };
}

function staffingFigure(report: ReplayReport): ReportFigure {
  const { hours } = report;
  return {
    title: 'Staffing over the day',
    definition:
      'Agents who take work in each hour, by the staffing table. Who leaves at the end of an hour finishes the conversation.',
    svg: drawBarChart({
      ...hourLabels(report),
      label: 'Agents per hour',
      valuesTitle: 'Agents',
      bars: [{ name: 'Agents', values: hours.map((hour) => hour.agentsCount) }],
    }),
    legend: [],
    tableHead: ['Date', 'Hour', 'Agents'],
    tableRows: hours.map((hour) => [hour.date, hour.hour, hour.agentsCount]),
  };
}

function estimateFigure({ callbackRecords }: ReplayReport): ReportFigure {
  const seconds = (ms: number) => Math.round(ms / 1000);
  const told = callbackRecords.flatMap(({ id, told: range, requestedAt, firstRingAt }) =>
    range === null || firstRingAt === null ? [] : [{ id, range, actual: seconds(firstRingAt - requestedAt) }],
  );
  return {
    title: 'Told wait and actual delay',
    definition:
      'Each mark is a callback: the wait it was told at the request, and how long it was to the first ring. On the line both are equal; below it, it was told too long.',
    svg: drawScatterChart({
      label: 'Told wait against actual delay to the first ring, seconds',
      points: told.map(({ id, range, actual }) => ({
        x: seconds(range.likelyMs),
        y: actual,
        title: `${id}: told ${seconds(range.likelyMs)} s, came ${actual} s`,
      })),
      xTitle: 'Told, seconds',
      yTitle: 'Actual, seconds',
    }),
    legend: [],
    tableHead: ['Callback', 'Told from, s', 'Told, s', 'Told to, s', 'Actual, s'],
    tableRows: told.map(({ id, range, actual }) => [
      id,
      seconds(range.lowMs),
      seconds(range.likelyMs),
      seconds(range.highMs),
      actual,
    ]),
  };
}

function attemptsFigure({ callbacks }: ReplayReport): ReportFigure {
  const outcomes = Object.entries(callbacks.attemptOutcomeCounts);
  const labels = outcomes.map(([outcome]) => outcome.replaceAll('_', ' '));
  const perCallback = Object.entries(callbacks.attemptsPerCallbackCounts).map(([count, callbacksCount]) => [
    `${callbacksCount} callbacks with ${count} ${count === '1' ? 'attempt' : 'attempts'}`,
  ]);
  return {
    title: 'Attempts and their outcomes',
    definition: `Every dial is one attempt. ${perCallback.join(', ')}.`,
    svg: drawBarChart({
      label: 'Number of attempts by outcome',
      labels,
      labelsTitle: 'Outcome of the attempt',
      valuesTitle: 'Attempts',
      bars: [{ name: 'Attempts', values: outcomes.map(([, count]) => count) }],
    }),
    legend: [],
    tableHead: ['Outcome', 'Attempts'],
    tableRows: outcomes.map(([outcome, count]) => [outcome, count]),
  };
}
