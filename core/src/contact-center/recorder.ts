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

/** Up to so many rows a look through all of them is cheaper than making a key for each. */
const LOOKED_THROUGH_MAX = 12;

function asStored({ table, key, row }: Change): Change {
  return { table, key, row: row instanceof CompactCallback ? row.toJSON() : row };
}

/** Collects what handlers change. Rows are kept by reference: within a batch the last state of a row is what is written. */
export class Recorder {
  private rows: Change[] = [];
  /** Where each row of a table stands, once there are many. */
  private places: Map<TableName, Map<string, number>> | null = null;
  private entries: HistoryEntry[] = [];
  private effects: Effect[] = [];
  private moves: Move[] = [];

  row(table: TableName, key: string, row: Readonly<Record<string, unknown>> | null): void {
    const place = this.placeOf(table, key);
    this.rows[place] = { table, key, row };
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

  /** Is there an entry of the history to be handed over? */
  hasHistory(): boolean {
    return this.entries.length > 0;
  }

  /** Hands everything over and starts empty. */
  take(): Recorded {
    const { entries: history, effects, moves } = this;
    const recorded = { changes: this.rows.map(asStored), history, effects, moves };
    this.rows = [];
    this.places = null;
    this.entries = [];
    this.effects = [];
    this.moves = [];
    return recorded;
  }

  /** Where the row stands, or is to stand as a new one. */
  private placeOf(table: TableName, key: string): number {
    const { rows } = this;
    if (this.places === null && rows.length > LOOKED_THROUGH_MAX) this.places = placesOf(rows);
    if (this.places === null) {
      const found = rows.findIndex((change) => change.table === table && change.key === key);
      return found === -1 ? rows.length : found;
    }
    const own = ownOf(this.places, table);
    const known = own.get(key);
    if (known === undefined) own.set(key, rows.length);
    return known ?? rows.length;
  }
}

function placesOf(rows: readonly Change[]): Map<TableName, Map<string, number>> {
  const places = new Map<TableName, Map<string, number>>();
  rows.forEach(({ table, key }, place) => ownOf(places, table).set(key, place));
  return places;
}

function ownOf(places: Map<TableName, Map<string, number>>, table: TableName): Map<string, number> {
  const known = places.get(table);
  if (known !== undefined) return known;
  const fresh = new Map<string, number>();
  places.set(table, fresh);
  return fresh;
}
