import type { Effect, PhoneEffect } from '@ringback/core';
import type { LivingLeg, PhoneEvent, HistoryEntry, Change, Move, TableName } from '@ringback/core';

/** Time as the engine sees it. The only way to a clock; tests and the replay bring their own. */
export interface Clock {
  /** Now, in epoch milliseconds. */
  now(): number;
  /** Runs once when `now()` has reached `at`. Returns a function that takes the wake-up back. A wake-up decides nothing. */
  wakeAt(at: number, run: () => void): () => void;
}

/** New unguessable ids (26 characters, lower-case, sortable by time). */
export interface Ids {
  next(): string;
}

/** What one batch of decisions changes, written in one transaction or not at all. */
export interface CommitBatch {
  readonly tenantId: string;
  /** The holder's fence; the transaction fails when the lease row holds another (DESIGN: fenced commit). */
  readonly fence: number;
  readonly at: number;
  /** Upserts and deletes, at most one per table and key. */
  readonly changes: readonly Change[];
  /** Appended, never changed. Sequences are consecutive per tenant. */
  readonly history: readonly HistoryEntry[];
  /** In order of the decisions; stored are those that are kept until they are done (`isKeptUntilDone`). */
  readonly effects: readonly Effect[];
  /** Effects that the drivers reported done since the last commit; their rows are removed. */
  readonly effectIdsDone: readonly string[];
  /** Replies to be given again when the same command comes again. */
  readonly replies: readonly RecordedReply[];
  /** Steps along the lifecycle table, for watchers; nothing is stored of them. */
  readonly moves?: readonly Move[];
}

/** The answer to a command as it is kept for repeats. `fingerprint` tells a repeat from a reuse of the id. */
export interface RecordedReply {
  readonly commandId: string;
  readonly fingerprint: string;
  readonly reply: unknown;
  readonly at: number;
}

/** The whole live state of one tenant as rows: what is open, and the configuration. Rows are parsed by core. */
export interface StoredState {
  readonly rows: Readonly<Record<TableName, readonly unknown[]>>;
  readonly effects: readonly unknown[];
  /** Sequence of the newest history entry, 0 when there is none. */
  readonly historySequence: number;
}

/** Turns a row into what is kept of it. Throws on one that is not readable. */
export type ReadRow = (table: TableName, row: unknown) => unknown;

/** A command that arrived at another node, waiting in `command_inbox` for the writer. */
export interface InboxCommand {
  readonly id: string;
  readonly command: unknown;
}

/** The database was asked to write under a fence that is no longer held. The writer must drop its state. */
export class FenceLostError extends Error {
  override readonly name = 'FenceLostError';
}

/** PostgreSQL or PGlite: truth. The same contract suite runs on both. */
export interface Store {
  /** Takes or renews the lease of a tenant for `nodeId` until `at + ttlMs`. Null when another node holds it. A new holder gets a larger fence. */
  holdLease(lease: { tenantId: string; nodeId: string; at: number; ttlMs: number }): Promise<{ fence: number } | null>;
  /** Gives the lease up at an orderly stop, so that another node need not wait for the expiry. */
  releaseLease(lease: { tenantId: string; nodeId: string }): Promise<void>;
  /** Reads everything in one snapshot. Each row is handed to `read` as it comes, where given, and what that gives is kept. */
  load(tenantId: string, read?: ReadRow): Promise<StoredState>;
  /**
   * Throws FenceLostError, or any other error when the outcome is failed or unknown. A second commit may be handed over while
   * one is under way, if both have history: they are written in that order, and the second not without the first, on which its
   * history follows (I8). Takes what the batch says before it
   * returns its promise: the rows in it are the live ones, and the next decisions change them while this commit is under way.
   */
  commit(batch: CommitBatch): Promise<void>;
  /** The recorded replies among these commands, in no order: one question for a whole batch. */
  findReplies(tenantId: string, commandIds: readonly string[]): Promise<readonly RecordedReply[]>;
  /** Leaves a command or question for the writer of the tenant and resolves with its reply (LISTEN/NOTIFY; polls where there is none). */
  forward(tenantId: string, message: InboxCommand, timeoutMs: number): Promise<unknown>;
  /** Takes what other nodes left, oldest first. */
  takeInbox(tenantId: string, countMax: number): Promise<readonly InboxCommand[]>;
  answerInbox(tenantId: string, answers: readonly { id: string; reply: unknown }[]): Promise<void>;
  /** Tells when a commit, an inbox command or an inbox answer of the tenant was seen. Returns a function that ends it. */
  watch(tenantId: string, listener: (seen: 'commit' | 'inbox') => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** What the server reads from rows: closed callbacks, details, history. Never used for decisions. */
export interface ReadModel {
  /** Full rows of callbacks, open or closed, in no order. */
  callbacks(tenantId: string, ids: readonly string[]): Promise<readonly unknown[]>;
  findCallbacks(
    tenantId: string,
    filter: CallbackFilter,
  ): Promise<{ rows: readonly unknown[]; nextCursor: string | null }>;
  /** Name, e-mail, context: rows of table `callback_details`. */
  details(tenantId: string, callbackIds: readonly string[]): Promise<readonly unknown[]>;
  attempts(tenantId: string, callbackIds: readonly string[]): Promise<readonly unknown[]>;
  /** Rows of table `recording` of these items, oldest first. */
  recordings(tenantId: string, itemIds: readonly string[]): Promise<readonly unknown[]>;
  /** One row of table `recording`; null when there is none. */
  recording(tenantId: string, id: string): Promise<unknown>;
  /** Rows of table `recording` of a service that began before an instant, have ended and were not deleted, oldest first. */
  recordingsBegunBefore(question: {
    tenantId: string;
    serviceId: string;
    beforeAt: number;
    countMax: number;
  }): Promise<readonly unknown[]>;
  /** Which of these recordings were deleted: their rows. */
  deletedRecordings(tenantId: string, ids: readonly string[]): Promise<readonly unknown[]>;
  /** History after a sequence, oldest first. */
  history(tenantId: string, afterSequence: number, countMax: number): Promise<readonly HistoryEntry[]>;
  timeline(tenantId: string, itemId: string, countMax: number): Promise<readonly HistoryEntry[]>;
  /** History entries of one type of a queue between two instants, oldest first. */
  historyOfQueue(question: {
    tenantId: string;
    queueId: string;
    type: string;
    fromAt: number;
    toAt: number;
    countMax: number;
  }): Promise<readonly HistoryEntry[]>;
  configuration(tenantId: string): Promise<readonly { kind: string; id: string; document: unknown }[]>;
  /** Can the database be reached? For /readyz. */
  ping(): Promise<void>;
}

/** A search over callbacks, newest first by requestedAt. */
export interface CallbackFilter {
  readonly states?: readonly string[];
  readonly serviceId?: string;
  readonly phoneNumber?: string;
  readonly externalId?: string;
  /** requestedAt bounds, epoch ms. */
  readonly fromAt?: number;
  readonly toAt?: number;
  readonly countMax: number;
  readonly cursor?: string;
}

/** API keys and other secrets: small administration, outside the loop. Secrets are stored hashed. */
export interface KeyStore {
  list(tenantId: string): Promise<readonly unknown[]>;
  find(secretHash: string): Promise<unknown>;
  save(tenantId: string, key: { id: string; secretHash: string; document: unknown }): Promise<void>;
  remove(tenantId: string, id: string): Promise<boolean>;
}

/** The phone system. One contract suite runs on every driver. */
export interface Phone {
  /** Begins to report. Events of one leg come in order; events may repeat. */
  start(listener: (event: PhoneEvent) => void): Promise<void>;
  /**
   * Carries an effect out. Resolves when the phone system took it; settles in bounded time, as the next effect of the same
   * leg waits for it. Repeats are harmless. An unknown leg is not an error.
   */
  execute(effect: PhoneEffect): Promise<void>;
  /** The legs that exist now and which of them are answered, for recovery after a crash: what was reported meanwhile is lost. */
  livingLegs(): Promise<readonly LivingLeg[]>;
  stop(): Promise<void>;
}
