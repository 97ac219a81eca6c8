import type { Effect } from '../effects.ts';
import type { Change, HistoryEntry, TableName } from './changes.ts';

/** What a batch of commands changed: the last row of each key, the history, the effects. Emptied by the engine per commit. */
export interface Recorded {
  readonly changes: readonly Change[];
  readonly history: readonly HistoryEntry[];
  readonly effects: readonly Effect[];
}

/** Collects what handlers change. Rows are kept by reference: within a batch the last state of a row is what is written. */
export class Recorder {
  private rows = new Map<string, Change>();
  private entries: HistoryEntry[] = [];
  private effects: Effect[] = [];

  row(table: TableName, key: string, row: Readonly<Record<string, unknown>> | null): void {
    this.rows.set(`${table} ${key}`, { table, key, row });
  }

  entry(entry: HistoryEntry): void {
    this.entries.push(entry);
  }

  effect(effect: Effect): void {
    this.effects.push(effect);
  }

  /** Hands everything over and starts empty. */
  take(): Recorded {
    const recorded = { changes: [...this.rows.values()], history: this.entries, effects: this.effects };
    this.rows = new Map();
    this.entries = [];
    this.effects = [];
    return recorded;
  }
}
