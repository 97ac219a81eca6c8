/** Who noticed that a guard was gone. */
export type Verdict =
  | {
      readonly kind: 'simulator';
      /** The first seed whose run failed. */
      readonly seed: number;
      /** How many seeds it took, that one included. */
      readonly seedCount: number;
      /** The invariant or requirement the checker cited, or null when the run broke down by itself. */
      readonly number: string | null;
      readonly message: string;
    }
  | {
      readonly kind: 'test';
      /** The file of the test, relative to the root. */
      readonly path: string;
      readonly title: string;
      /** The invariant its message cited, or null. */
      readonly number: string | null;
      /** How many random cases a property test took, that one included; null for a test of one case. */
      readonly seedCount: number | null;
    }
  | { readonly kind: 'does_not_end'; readonly where: 'simulator' | 'tests' }
  | { readonly kind: 'survived' }
  | { readonly kind: 'does_not_fit'; readonly problem: string };

/** Was the missing guard noticed? */
export function isCaught({ kind }: Verdict): boolean {
  return kind === 'simulator' || kind === 'test' || kind === 'does_not_end';
}

/** The invariant or requirement that a message cites first: `[I5] agt_ana has ...`. */
export function numberIn(message: string): string | null {
  return /\[((?:[a-z]+-)?[A-Z]\d{1,2})\]/u.exec(message)?.[1] ?? null;
}

/** How many random cases a failed property took, by the words of fast-check, or null. */
export function casesIn(message: string): number | null {
  const count = /Property failed after (\d+) tests/u.exec(message)?.[1];
  return count === undefined ? null : Number(count);
}

function details({ number, seedCount }: Verdict & { kind: 'test' }): string {
  const said = number === null ? [] : [`checker ${number}`];
  if (seedCount !== null) said.push(`after ${seedCount} of its seeds`);
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

/** A verdict in words, short enough for a column. */
export function inWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'simulator': {
      const cited = verdict.number === null ? `the run broke down: ${verdict.message}` : `checker ${verdict.number}`;
      return `simulator, ${cited}, after ${verdict.seedCount} seed${verdict.seedCount === 1 ? '' : 's'}`;
    }
    case 'test':
      return `test, ${verdict.path}: ${verdict.title}${details(verdict)}`;
    case 'does_not_end':
      return `the ${verdict.where === 'simulator' ? 'simulator' : 'tests'} did not end`;
    case 'survived':
      return 'SURVIVED';
    case 'does_not_fit':
      return `DOES NOT FIT: ${verdict.problem}`;
  }
}
