import type { Result } from './judge.ts';
import { inWords, isCaught } from './verdict.ts';

/** The results as a table in Markdown, in the order of the list. */
export function table(results: readonly Result[]): string {
  const rows = results.map(
    ({ mutation, verdict }) =>
      `| \`${mutation.name}\` | ${mutation.guard} | ${mutation.breaks.join(', ')} | ${inWords(verdict).replaceAll('|', '\\|')} |`,
  );
  return ['| mutation | the guard taken out | breaks | noticed by |', '|---|---|---|---|', ...rows].join('\n');
}

/** The last line: how many were noticed, and by whom. */
export function countLine(results: readonly Result[]): string {
  const count = (kind: string): number => results.filter(({ verdict }) => verdict.kind === kind).length;
  const survived = results.filter(({ verdict }) => !isCaught(verdict)).map(({ mutation }) => mutation.name);
  const caught = `${results.length - survived.length} of ${results.length} noticed`;
  const stuck = count('does_not_end') === 0 ? '' : `, ${count('does_not_end')} by a run that did not end`;
  const rest = survived.length === 0 ? '' : `; SURVIVED: ${survived.join(', ')}`;
  return `${caught}: ${count('simulator')} by the simulator, ${count('test')} by a test${stuck}${rest}`;
}

/** The results for programs. */
export function json(results: readonly Result[]): string {
  const plain = results.map(({ mutation: { name, guard, breaks }, verdict, tookMs }) => ({
    name,
    guard,
    breaks,
    isCaught: isCaught(verdict),
    verdict,
    tookMs: Math.round(tookMs),
  }));
  return `${JSON.stringify(plain, null, 2)}\n`;
}
