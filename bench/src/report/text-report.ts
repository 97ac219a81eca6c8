import type { Figure, WorkloadReport } from '../workload.ts';

const unitTexts: Readonly<Record<Figure['unit'], string>> = {
  per_s: '/s',
  ms: ' ms',
  us: ' µs',
  bytes: ' bytes',
  count: '',
  ratio: ' times',
};

/** A value with its unit: whole where it is large, three digits where it is small. */
export function valueText(value: number, unit: Figure['unit']): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: 0, maximumFractionDigits: digits }) + unitTexts[unit];
}

/** Whether a figure meets its goal; null where it has none. */
export function isGoalMet({ value, goal }: Figure): boolean | null {
  if (goal === undefined) return null;
  return goal.is === 'at_least' ? value >= goal.value : value <= goal.value;
}

/** A report as a table for a terminal: set-up, figures with their goals, and one column per size where it grows. */
export function textReport(report: WorkloadReport): string {
  const setup = Object.entries(report.setup).map(([name, value]) => `  ${name}: ${value}`);
  const growth = report.growth.length === 0 ? [] : ['', ...table(growthRows(report))];
  return [report.workload, ...setup, '', ...table(report.figures.map(figureRow)), ...growth, ''].join('\n');
}

function figureRow(figure: Figure): readonly string[] {
  const { goal, unit } = figure;
  const isMet = isGoalMet(figure);
  if (goal === undefined || isMet === null) return [figure.name, valueText(figure.value, unit), '', ''];
  const goalText = `${goal.is === 'at_least' ? 'at least' : 'at most'} ${valueText(goal.value, unit)}`;
  return [figure.name, valueText(figure.value, unit), goalText, isMet ? 'met' : 'MISSED'];
}

function growthRows({ growth }: WorkloadReport): readonly (readonly string[])[] {
  const names = [...new Set(growth.flatMap((point) => point.figures.map(({ name }) => name)))];
  const heading = ['waiting', ...growth.map(({ waitingCount }) => waitingCount.toLocaleString('en-US'))];
  return [heading, ...names.map((name) => [name, ...growth.map(({ figures }) => figureText(figures, name))])];
}

function figureText(figures: readonly Figure[], name: string): string {
  const figure = figures.find((one) => one.name === name);
  return figure === undefined ? '' : valueText(figure.value, figure.unit);
}

/** Rows with columns as wide as their widest cell; the first column to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const columnCount = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columnCount }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
