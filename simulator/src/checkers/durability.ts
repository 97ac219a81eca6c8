import type { CommandBody } from '@ringback/core';
import { broken } from '../broken.ts';
import type { Database } from '../database.ts';
import type { Acknowledged } from '../desk.ts';
import type { Step } from './stored-world.ts';

interface StoredCallback {
  readonly state: string;
  readonly outcome?: string;
}

/** [I7] What was acknowledged is in the database and stays there; what is written was written under the newest fence. */
export class DurabilityWitness {
  private readonly database: Database;
  private readonly promisedIds = new Set<string>();
  private readonly cancelledIds = new Set<string>();
  private readonly decidedIds = new Set<string>();
  /** What lay in the inbox when it was last looked at. */
  private inboxIds: ReadonlySet<string> = new Set();

  constructor(database: Database) {
    this.database = database;
  }

  /** A commit was written. */
  written(step: Step): void {
    const { fence, replies } = step.written.batch;
    if (fence !== this.database.fenceGiven)
      broken('I7', `fence ${fence} wrote after fence ${this.database.fenceGiven} was given`);
    for (const { commandId } of replies) {
      if (this.decidedIds.has(commandId)) broken('I7', `command ${commandId} was decided twice`);
      this.decidedIds.add(commandId);
    }
    for (const { before, after } of step.callbacks) {
      if (after === null) broken('I7', `callback ${before?.id} was removed`);
      if (before !== null && before.closedAt !== null && after.closedAt === null)
        broken('I7', `callback ${after.id} was closed and is open again`);
    }
  }

  /** Somebody was told yes. */
  acknowledged({ body, reply, commandId }: Acknowledged): void {
    if (!reply.ok) return;
    const stored = this.database.tenant.replies.get(commandId);
    if (stored === undefined) broken('I7', `${body.kind} ${commandId} was acknowledged and is not recorded`);
    if (reply.id === null) return;
    if (body.kind === 'request_callback') {
      this.callback(reply.id, body);
      this.promisedIds.add(reply.id);
    } else if (body.kind === 'cancel_callback') {
      const { state, outcome } = this.callback(reply.id, body);
      if (state !== 'closed')
        broken('I7', `${reply.id} was acknowledged as cancelled and is ${state} (${outcome ?? 'open'})`);
      this.cancelledIds.add(reply.id);
    } else if (body.kind === 'reschedule_callback') this.callback(reply.id, body);
  }

  /** [X3] Now and then, of a writer that was steady all the time since the last look: what other nodes left for it is taken. */
  steady(): void {
    const { inbox } = this.database.tenant;
    for (const { id } of inbox)
      if (this.inboxIds.has(id)) broken('X3', `${id} was left for the writer by another node, and nobody took it`);
    this.inboxIds = new Set(inbox.map(({ id }) => id));
  }

  /** Everything promised is still there at the end. */
  finish(): void {
    for (const id of this.promisedIds) this.callback(id, { kind: 'tick' });
    for (const id of this.cancelledIds)
      if (this.callback(id, { kind: 'tick' }).state !== 'closed') broken('I7', `${id} was cancelled and lives`);
  }

  private callback(id: string, body: CommandBody): StoredCallback {
    const row = this.database.row('callback', id);
    if (row === undefined) broken('I7', `callback ${id} was acknowledged (${body.kind}) and is not stored`);
    // Rows of this table are core's callbacks.
    return row as StoredCallback;
  }
}
