import type { TableName } from '@ringback/core';
import type { CommitBatch } from '@ringback/engine';
import { commitBatch, newTenant, type Tenant } from '@ringback/testkit';

/** One row a commit touched, before and after. */
export interface Touched {
  readonly table: TableName;
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** A commit that was written, with what it replaced. */
export interface Written {
  readonly batch: CommitBatch;
  readonly touched: readonly Touched[];
  /** When it was written, in true time. */
  readonly at: number;
}

/** The one database of a simulated world: the memory store's own tables, and a tap for whoever judges what is written. */
export class Database {
  readonly tenant: Tenant = newTenant();
  /** The largest fence any node was ever given. */
  fenceGiven = 0;
  private readonly taps: ((written: Written) => void)[] = [];

  /** Has every written commit told, after it was written. */
  onWritten(listener: (written: Written) => void): void {
    this.taps.push(listener);
  }

  /** Writes a batch whole or throws. */
  write(batch: CommitBatch, at: number): void {
    const touched: { table: TableName; key: string; before: unknown; after: unknown }[] = [];
    for (const { table, key } of batch.changes)
      touched.push({ table, key, before: this.row(table, key), after: undefined });
    commitBatch(this.tenant, batch);
    for (const one of touched) one.after = this.row(one.table, one.key);
    const written = { batch, touched, at };
    for (const listener of this.taps) listener(written);
  }

  /** A row as it is stored; undefined when there is none. */
  row(table: TableName, key: string): unknown {
    return this.tenant.tables.get(table)?.get(key);
  }

  /** All rows of a table. */
  rows(table: TableName): IterableIterator<unknown> {
    return (this.tenant.tables.get(table) ?? new Map<string, unknown>()).values();
  }
}
