import type { TableName } from '@ringback/core';
import type { CommitBatch } from '@ringback/engine';
import { newTenant, writeBatch, type Tenant } from '@ringback/testkit';

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
  /** The node that held the lease, and wrote it. */
  readonly nodeId: string;
}

/** The one database of a simulated world: the memory store's own tables, and a tap for whoever judges what is written. */
export class Database {
  readonly tenant: Tenant = newTenant(false);
  /** The largest fence any node was ever given. */
  fenceGiven = 0;
  /** When that was, in true time. */
  fenceGivenAt = -Infinity;
  private readonly taps: ((written: Written) => void)[] = [];

  /** Has every written commit told, after it was written. */
  onWritten(listener: (written: Written) => void): void {
    this.taps.push(listener);
  }

  /** Writes a batch whole or throws. The batch is given away: whoever made it changes nothing in it any more. */
  write(batch: CommitBatch, at: number): void {
    const touched = batch.changes.map(({ table, key, row }) => {
      return { table, key, before: this.row(table, key), after: row ?? undefined };
    });
    writeBatch(this.tenant, batch);
    const written = { batch, touched, at, nodeId: this.tenant.lease?.nodeId ?? '' };
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
