import {
  bottomLabel,
  bottomTitle,
  chartSize,
  escapeText,
  plotWidth,
  svgOf,
  ticksTo,
  valueAxis,
  yOf,
} from './chart-frame.ts';

/** One mark. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly title: string;
}

/** What a scatter chart shows: both axes from 0, on the same scale. */
export interface ScatterChart {
  /** In words, for those who do not see it. */
  readonly label: string;
  readonly points: readonly Point[];
  readonly xTitle: string;
  readonly yTitle: string;
}

/** Draws marks and the diagonal where both are equal. */
export function drawScatterChart({ label, points, xTitle, yTitle }: ScatterChart): string {
  const ticks = ticksTo(Math.max(1, ...points.flatMap((point) => [point.x, point.y])));
  const top = ticks.at(-1) ?? 1;
  const xOf = (value: number) => chartSize.left + (plotWidth * value) / top;
  const marks = points.map(
    (point) =>
      `<circle cx="${xOf(point.x).toFixed(1)}" cy="${yOf(point.y, top).toFixed(1)}" r="3.5"><title>${escapeText(point.title)}</title></circle>`,
  );
  const diagonal = `<line class="diagonal" x1="${xOf(0)}" y1="${yOf(0, top)}" x2="${xOf(top)}" y2="${yOf(top, top)}"/>`;
  const labels = ticks.map((tick) => bottomLabel(xOf(tick), String(tick)));
  return svgOf(label, [
    valueAxis(ticks, yTitle),
    diagonal,
    `<g class="points">${marks.join('')}</g>`,
    ...labels,
    bottomTitle(xTitle),
  ]);
}
