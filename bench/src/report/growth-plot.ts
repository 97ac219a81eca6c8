import type { Figure, GrowthPoint, WorkloadReport } from '../workload.ts';
import { valueText } from './text-report.ts';

const WIDTH = 760;
const PANEL_HEIGHT = 220;
const MARGIN = { top: 34, right: 24, bottom: 36, left: 84 } as const;
const HEADING_HEIGHT = 40;

interface Series {
  readonly name: string;
  readonly unit: Figure['unit'];
  readonly points: readonly { readonly waitingCount: number; readonly value: number }[];
}

/** One panel per figure, one below the other: the figure beside the number that wait, both on logarithmic scales. */
export function growthPlot(report: WorkloadReport): string {
  const all = seriesOf(report.growth);
  const height = HEADING_HEIGHT + Math.max(1, all.length) * PANEL_HEIGHT;
  const panels = all.map((series, index) => panel(series, HEADING_HEIGHT + index * PANEL_HEIGHT));
  const body =
    panels.length === 0 ? text(MARGIN.left, HEADING_HEIGHT + 20, 'Growth means nothing here.') : panels.join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" role="img">
<title>${escape(report.workload)}: how it grows with the callbacks that wait</title>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
${text(MARGIN.left, 24, `${report.workload}, beside the number of callbacks that wait`, 'font-size="15" font-weight="bold"')}
${body}
</svg>
`;
}

function seriesOf(growth: readonly GrowthPoint[]): readonly Series[] {
  const units = new Map(growth.flatMap(({ figures }) => figures.map(({ name, unit }) => [name, unit] as const)));
  return [...units].map(([name, unit]) => ({ name, unit, points: pointsOf(growth, name) }));
}

function pointsOf(growth: readonly GrowthPoint[], name: string): Series['points'] {
  return growth.flatMap(({ waitingCount, figures }) =>
    figures.filter((figure) => figure.name === name && figure.value > 0).map(({ value }) => ({ waitingCount, value })),
  );
}

/** Where a value stands between two powers of ten, 0 to 1. */
function logScale(values: readonly number[]): { place: (value: number) => number; powers: readonly number[] } {
  const lowest = Math.floor(Math.log10(Math.min(...values)));
  const highest = Math.max(lowest + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    place: (value) => (Math.log10(value) - lowest) / (highest - lowest),
    powers: Array.from({ length: highest - lowest + 1 }, (_, step) => 10 ** (lowest + step)),
  };
}

function panel({ name, unit, points }: Series, top: number): string {
  if (points.length === 0) return '';
  const across = logScale(points.map(({ waitingCount }) => waitingCount));
  const up = logScale(points.map(({ value }) => value));
  const bottom = top + PANEL_HEIGHT - MARGIN.bottom;
  const x = (value: number): number => MARGIN.left + across.place(value) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (value: number): number => bottom - up.place(value) * (PANEL_HEIGHT - MARGIN.top - MARGIN.bottom);
  const line = points.map(({ waitingCount, value }) => `${round(x(waitingCount))},${round(y(value))}`).join(' ');
  return [
    text(MARGIN.left, top + 20, name),
    ...up.powers.map((power) => gridLine(y(power), valueText(power, unit))),
    ...across.powers.map((power) => text(x(power), bottom + 18, power.toLocaleString('en-US'), 'text-anchor="middle"')),
    `<polyline points="${line}" fill="none" stroke="#0b5fad" stroke-width="2"/>`,
    ...points.map(({ waitingCount, value }) => dot(x(waitingCount), y(value), valueText(value, unit))),
  ].join('\n');
}

function gridLine(y: number, label: string): string {
  return `<path d="M${MARGIN.left} ${round(y)}H${WIDTH - MARGIN.right}" stroke="#ddd"/>${text(MARGIN.left - 8, y + 4, label, 'text-anchor="end"')}`;
}

function dot(x: number, y: number, label: string): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="3.5" fill="#0b5fad"><title>${escape(label)}</title></circle>`;
}

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${round(x)}" y="${round(y)}" fill="#222"${attributes === '' ? '' : ` ${attributes}`}>${escape(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
