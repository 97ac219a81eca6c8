import { CompactCallback } from '../callback/compact-callback.ts';
import type { Effect } from '../effects.ts';
import type { Change, HistoryEntry, Move, TableName } from './changes.ts';

/** What a batch of commands changed: the last row of each key, the history, the effects. Emptied by the engine per commit. */
export interface Recorded {
  readonly changes: readonly Change[];
  readonly history: readonly HistoryEntry[];
  readonly effects: readonly Effect[];
  /** The steps callbacks took along the lifecycle table, in order. Not stored: for whoever watches that every step is seen. */
  readonly moves: readonly Move[];
}

function asStored(change: Change): Change {
  return change.row instanceof CompactCallback ? { ...change, row: change.row.toJSON() } : change;
}

/** Collects what handlers change. Rows are kept by reference: within a batch the last state of a row is what is written. */
export class Recorder {
  private rows = new Map<string, Change>();
  private entries: HistoryEntry[] = [];
  private effects: Effect[] = [];
  private moves: Move[] = [];

  row(table: TableName, key: string, row: Readonly<Record<string, unknown>> | null): void {
    this.rows.set(`${table} ${key}`, { table, key, row });
  }

  entry(entry: HistoryEntry): void {
    this.entries.push(entry);
  }

  effect(effect: Effect): void {
    this.effects.push(effect);
  }

  move(move: Move): void {
    this.moves.push(move);
  }

  /** Hands everything over and starts empty. */
  take(): Recorded {
    const { entries: history, effects, moves } = this;
    const recorded = { changes: Array.from(this.rows.values(), asStored), history, effects, moves };
    this.rows = new Map();
    this.entries = [];
    this.effects = [];
    this.moves = [];
    return recorded;
  }
}
