import { print, secondsSince } from '../support/terminal.ts';
import { checkFormat } from './format.ts';
import type { GateResult } from './gate.ts';
import { checkGenerated } from './generated.ts';
import { checkHouse } from './house.ts';
import { checkLint } from './lint.ts';
import { checkTypes } from './types.ts';

const mostProblemsShown = 60;

/** Runs every fast gate, tells what each found, and answers the results. Each counts as one test. */
export async function runAllGates(): Promise<GateResult[]> {
  const results: GateResult[] = [];
  const gates = [
    () => checkTypes(),
    () => checkLint(),
    () => checkFormat(),
    () => checkGenerated(),
    () => Promise.resolve(checkHouse()),
  ];
  for (const gate of gates) {
    const startedAtMs = performance.now();
    for (const result of [await gate()].flat()) {
      report(result, startedAtMs);
      results.push(result);
    }
  }
  return results;
}

function report({ name, problems, seenCount }: GateResult, startedAtMs: number): void {
  const verdict = problems.length === 0 ? 'ok    ' : 'FAILED';
  print(`${verdict}  ${name} (${seenCount} looked at, ${secondsSince(startedAtMs)})`);
  for (const problem of problems.slice(0, mostProblemsShown)) print(`        ${problem}`);
  if (problems.length > mostProblemsShown) print(`        ... and ${problems.length - mostProblemsShown} more`);
}
