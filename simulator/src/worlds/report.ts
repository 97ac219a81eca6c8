import type { Comparison, Verdict } from './comparison.ts';
import type { WorldResult } from './world.ts';

/** A world that was run. */
export interface Reported {
  readonly world: string;
  readonly seed: number;
  readonly seconds: number;
  readonly result: WorldResult;
}

const columns = ['measure', 'ours', '+- 95 %', 'reference', 'deviation', 'source', 'verdict'] as const;

/** The comparisons of one world as a table in Markdown, with a line of what was run. */
export function report({ world, seed, seconds, result }: Reported): string {
  const { callCount, commandCount, overtakeCount, misrouteCount, comparisons } = result;
  const microseconds = Math.round((seconds * 1e6) / callCount);
  const run = `${callCount} calls, seed ${seed}, ${commandCount} commands, ${seconds.toFixed(0)} s, ${microseconds} us a call`;
  return [
    `### ${world}`,
    '',
    `${run}; served out of turn: ${overtakeCount}, without the skill: ${misrouteCount}.`,
    '',
    `| ${columns.join(' | ')} |`,
    `|${columns.map(() => '---').join('|')}|`,
    ...comparisons.map(rowOf),
    '',
  ].join('\n');
}

function rowOf({ measure, ours, reference, source, printed, verdict }: Comparison): string {
  const interval = printed === null ? '' : ` [${printed.low}, ${printed.high}]`;
  const deviation = `${((ours.value / reference - 1) * 100).toFixed(2)} %`;
  const figures = [digits(ours.value), digits(ours.halfWidth, 2), `${reference}${interval}`, deviation];
  return `| ${[measure, ...figures, source, verdict].join(' | ')} |`;
}

function digits(value: number, precision = 5): string {
  return String(Number(value.toPrecision(precision)));
}

/** How many figures came how near. */
export function summary(all: readonly Reported[]): string {
  const comparisons = all.flatMap(({ result }) => result.comparisons);
  const count = (verdict: Verdict): number => comparisons.filter((one) => one.verdict === verdict).length;
  return (
    `${comparisons.length} figures of ${all.length} worlds: ${count('inside')} inside (2 % or the printed interval), ` +
    `${count('in interval')} within our interval, ${count('near')} within both together, ${count('off')} off.`
  );
}
