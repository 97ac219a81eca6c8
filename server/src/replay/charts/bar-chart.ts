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

/** A series of bars: one value for each label. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** What a bar chart shows. */
export interface BarChart {
  /** In words, for those who do not see it. */
  readonly label: string;
  readonly labels: readonly string[];
  readonly labelsTitle: string;
  readonly valuesTitle: string;
  /** At most two, side by side. */
  readonly bars: readonly Series[];
}

/** Draws bars side by side. */
export function drawBarChart(chart: BarChart): string {
  const ticks = ticksTo(Math.max(1, ...chart.bars.flatMap((series) => series.values)));
  const top = ticks.at(-1) ?? 1;
  const stride = plotWidth / Math.max(1, chart.labels.length);
  const every = Math.ceil(chart.labels.length / 14);
  const labels = chart.labels.map((label, index) =>
    index % every === 0 ? bottomLabel(chartSize.left + stride * (index + 0.5), label) : '',
  );
  const bars = chart.bars.map((series, place) => barsOf(series, place, chart, stride, top));
  return svgOf(chart.label, [valueAxis(ticks, chart.valuesTitle), ...bars, ...labels, bottomTitle(chart.labelsTitle)]);
}

const widestBar = 48;

function barsOf(series: Series, place: number, chart: BarChart, stride: number, top: number): string {
  const width = Math.min(widestBar, (stride * 0.85) / chart.bars.length);
  const gap = stride - width * chart.bars.length;
  const bars = series.values.map((value, index) => {
    if (value === 0) return '';
    const x = chartSize.left + stride * index + gap / 2 + width * place;
    const y = yOf(value, top);
    const title = `${series.name}, ${chart.labels[index] ?? ''}: ${value}`;
    return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(1, width - 1).toFixed(1)}" height="${(yOf(0, top) - y).toFixed(1)}" rx="2"><title>${escapeText(title)}</title></rect>`;
  });
  return `<g class="series-${place + 1}">${bars.join('')}</g>`;
}
