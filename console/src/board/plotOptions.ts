import type { Options } from 'uplot';
import { shortTimeText } from '../time/format.ts';

/** How the chart is drawn, in the colours of the theme the element stands in. */
export function plotOptions(element: HTMLElement): Options {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(`--rb-color-${name}`).trim();
  const line = {
    stroke: color('text-muted'),
    grid: { stroke: color('border'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
  };
  return {
    width: element.clientWidth,
    height: 190,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(4, Math.ceil(max * 1.15))] } },
    axes: [
      {
        ...line,
        space: 60,
        size: 32,
        incrs: [60, 120, 300, 600, 900, 1800, 3600],
        values: (_plot, splits) => splits.map((seconds) => shortTimeText(seconds * 1000)),
      },
      { ...line, size: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
    ],
    series: [
      {},
      {
        label: 'Live callers',
        stroke: color('series-1'),
        width: 2,
        points: { show: true, size: 4, fill: color('series-1') },
      },
      {
        label: 'Callbacks',
        stroke: color('series-2'),
        width: 2,
        dash: [6, 4],
        points: { show: true, size: 4, fill: color('series-2') },
      },
    ],
  };
}
