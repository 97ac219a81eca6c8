/** Escapes text for HTML and SVG. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
}

/** Size of every chart, in the units of its view box. */
export const chartSize = { width: 680, height: 300, left: 64, right: 16, top: 14, bottom: 54 } as const;
/** Width of the part that is drawn in. */
export const plotWidth = chartSize.width - chartSize.left - chartSize.right;
/** Height of the part that is drawn in. */
export const plotHeight = chartSize.height - chartSize.top - chartSize.bottom;

/** Round numbers from 0 to at least `max`: steps of 1, 2 or 5 times a power of ten, four to six of them. */
export function ticksTo(max: number): readonly number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power;
  const count = Math.ceil(max / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Where a value stands from the top, when `top` is the largest tick. */
export function yOf(value: number, top: number): number {
  return chartSize.top + plotHeight * (1 - value / top);
}

/** Horizontal grid lines with their numbers, and the title of the axis. */
export function valueAxis(ticks: readonly number[], title: string, format: (value: number) => string = String): string {
  const top = ticks.at(-1) ?? 1;
  const lines = ticks.map((tick) => {
    const y = yOf(tick, top).toFixed(1);
    const line = `<line class="${tick === 0 ? 'base' : 'grid'}" x1="${chartSize.left}" x2="${chartSize.width - chartSize.right}" y1="${y}" y2="${y}"/>`;
    return `${line}<text class="tick" x="${chartSize.left - 8}" y="${y}" dy="0.32em" text-anchor="end">${escapeText(format(tick))}</text>`;
  });
  const middle = chartSize.top + plotHeight / 2;
  return `${lines.join('')}<text class="axis" transform="translate(12 ${middle}) rotate(-90)" text-anchor="middle">${escapeText(title)}</text>`;
}

/** The title below the horizontal axis. */
export function bottomTitle(title: string): string {
  const x = chartSize.left + plotWidth / 2;
  return `<text class="axis" x="${x}" y="${chartSize.height - 8}" text-anchor="middle">${escapeText(title)}</text>`;
}

/** A label below the horizontal axis. */
export function bottomLabel(x: number, label: string): string {
  return `<text class="tick" x="${x.toFixed(1)}" y="${chartSize.height - chartSize.bottom + 18}" text-anchor="middle">${escapeText(label)}</text>`;
}

/** The drawing around its parts; `label` says in words what it shows. */
export function svgOf(label: string, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${chartSize.width} ${chartSize.height}" role="img" aria-label="${escapeText(label)}">${parts.join('')}</svg>`;
}
