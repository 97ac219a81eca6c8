import type { CrashLife } from './crash-life.ts';

/** One life of a crash run in a line, and a line for each broken promise. */
export function lineOf(life: CrashLife, index: number): string {
  const { plan, isAsPlanned, stateAtDeath, attemptOutcomes, ringCount, awayMs, broken } = life;
  const facts = `${attemptOutcomes.join(', ')}; ${ringCount} rings; away ${awayMs} ms`;
  const where = `${plan}${isAsPlanned ? '' : ' (not reached)'}, ${stateAtDeath ?? 'not acknowledged'}`;
  return [`${index + 1}  ${where}: ${facts}`, ...broken.map((line) => `BROKEN ${line}`)].join('\n');
}

/** The figures of a whole run. */
export function summaryOf(lives: readonly CrashLife[], durationMs: number): string {
  const sum = (of: (life: CrashLife) => number): number => lives.reduce((total, life) => total + of(life), 0);
  const away = lives.map(({ awayMs }) => awayMs).toSorted((a, b) => a - b);
  return [
    '',
    `deaths ${lives.length}, as planned ${sum(({ isAsPlanned }) => Number(isAsPlanned))}`,
    `attempts ${sum(({ attemptCount }) => attemptCount)}, rings ${sum(({ ringCount }) => ringCount)}`,
    `who talked at the death: ${sum(({ isTalking }) => Number(isTalking))}`,
    `away, median and longest: ${away[Math.floor(away.length / 2)] ?? 0} ms, ${away.at(-1) ?? 0} ms`,
    `the whole run ${Math.round(durationMs / 1000)} s`,
    `broken promises ${sum(({ broken }) => broken.length)}`,
  ].join('\n');
}
