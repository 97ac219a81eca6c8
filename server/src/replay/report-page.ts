import { escapeText } from './charts/chart-frame.ts';
import type { ReplayReport } from './figures.ts';
import { type ReportFigure, reportFigures } from './report-figures.ts';
import { summaryRows } from './summary-rows.ts';

const style = `
:root { color-scheme: light dark; --ink: #0b0b0b; --soft: #55544f; --page: #fcfcfb; --line: #e4e2dc; --base: #8f8d86; --one: #2a78d6; --two: #eb6834; }
@media (prefers-color-scheme: dark) { :root { --ink: #f5f4f0; --soft: #b9b7af; --page: #1a1a19; --line: #34332f; --base: #7b7972; --one: #3987e5; --two: #e0622c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 1400px; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
p { margin: .25rem 0; max-width: 75ch; } .soft, figcaption p, td.definition { color: var(--soft); font-size: .875rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; } th, td { text-align: left; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th.number, td.number { text-align: right; white-space: nowrap; } thead th { font-size: .8rem; color: var(--soft); font-weight: 600; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 560px), 1fr)); gap: 2rem 2.5rem; } figure { margin: 0; min-width: 0; } figcaption strong { font-size: 1.05rem; }
svg { width: 100%; height: auto; display: block; margin-top: .5rem; } svg text { font: 12px system-ui, sans-serif; } .tick { fill: var(--soft); } .axis { fill: var(--soft); }
.grid { stroke: var(--line); } .base { stroke: var(--base); } .series-1 { fill: var(--one); } .series-2 { fill: var(--two); } .points { fill: var(--one); fill-opacity: .55; } .diagonal { stroke: var(--base); stroke-dasharray: 4 4; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .25rem 0 0; font-size: .875rem; } .legend svg { display: inline-block; width: 14px; height: 10px; margin: 0 .4rem 0 0; }
details { margin-top: .25rem; font-size: .875rem; } summary { cursor: pointer; color: var(--soft); } details .wide { max-height: 22rem; overflow: auto; } dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; font-size: .875rem; margin: 0; } dt { color: var(--soft); } dd { margin: 0; }
`;

/** The report as one HTML page that needs nothing else: figures with their definitions, plots, and each plot's numbers as a table. */
export function reportPage(report: ReplayReport): string {
  const days =
    report.dates.length === 1
      ? report.dates[0]
      : `${report.dates.length} days, ${report.dates[0]} to ${report.dates.at(-1)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Replay of ${escapeText(report.file)}</title><style>${style}</style></head>
<body><main>
<h1>Replay of logged calls</h1>
<p class="soft">${escapeText(report.file)}, ${escapeText(days ?? '')}. Times of day are those of the log; durations are those of the contact centre's clock.</p>
<h2>Figures</h2>
<div class="wide">${summaryHtml(report)}</div>
<h2>Plots</h2>
<div class="figures">${reportFigures(report).map(figureHtml).join('')}</div>
<h2>How it was made</h2>
${settingsHtml(report)}
</main></body></html>
`;
}

function summaryHtml(report: ReplayReport): string {
  const rows = summaryRows(report).map(
    (row) =>
      `<tr><th scope="row">${escapeText(row.name)}</th><td class="number">${escapeText(row.replay)}</td><td class="number">${escapeText(row.log)}</td><td class="definition">${escapeText(row.definition)}</td></tr>`,
  );
  return `<table><thead><tr><th scope="col">Figure</th><th scope="col" class="number">Replay</th><th scope="col" class="number">Log</th><th scope="col">Definition</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function figureHtml(figure: ReportFigure): string {
  const legend = figure.legend.map(({ name, mark }) => `<li>${swatch(mark)}${escapeText(name)}</li>`);
  const head = figure.tableHead.map((cell) => `<th scope="col">${escapeText(cell)}</th>`);
  const rows = figure.tableRows.map(
    (row) => `<tr>${row.map((cell) => `<td>${escapeText(String(cell))}</td>`).join('')}</tr>`,
  );
  return `<figure><figcaption><strong>${escapeText(figure.title)}</strong><p>${escapeText(figure.definition)}</p></figcaption>
${legend.length === 0 ? '' : `<ul class="legend">${legend.join('')}</ul>`}${figure.svg}
<details><summary>Show the numbers as a table</summary><div class="wide" tabindex="0" role="region" aria-label="${escapeText(figure.title)}, numbers"><table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details></figure>`;
}

function swatch(mark: string): string {
  return `<svg viewBox="0 0 14 10" aria-hidden="true"><rect class="${mark}" width="14" height="10" rx="2"/></svg>`;
}

function settingsHtml({ settings, droppedCounts }: ReplayReport): string {
  const dropped = `phantom rows ${droppedCounts.phantom}, internet team ${droppedCounts.internetTeam}, hung up without queueing ${droppedCounts.hungUpAtOnce}, outside 07:00–24:00 ${droppedCounts.outsideHours}`;
  const entries = [...Object.entries(settings), ['Rows of the file not replayed', dropped] as const];
  const items = entries.map(
    ([name, value]) => `<dt>${escapeText(name)}</dt><dd>${escapeText(String(value ?? '–'))}</dd>`,
  );
  return `<dl>${items.join('')}</dl>`;
}
