import type { Written } from './database.ts';
import type { Random } from './random.ts';

/** Which callbacks are open, by their rows: in the order in which they were stored, so that a draw is the same in every run. */
export class OpenCallbacks {
  private readonly ids = new Set<string>();

  /** Takes in what a commit wrote. */
  written({ touched }: Written): void {
    for (const { table, key, after } of touched) {
      if (table !== 'callback') continue;
      if (isOpen(after)) this.ids.add(key);
      else this.ids.delete(key);
    }
  }

  /** The latest of them, at most `countMax`. */
  latest(countMax: number): readonly string[] {
    return [...this.ids].slice(-countMax);
  }

  /** Any of them; null when there is none. */
  some(random: Random): string | null {
    if (this.ids.size === 0) return null;
    let skip = random.int(0, this.ids.size - 1);
    for (const id of this.ids) if (skip-- === 0) return id;
    return null;
  }
}

/** A stored callback leaves out when it was closed as long as it is open. */
function isOpen(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return false;
  return !('closedAt' in row) || row.closedAt === null || row.closedAt === undefined;
}
