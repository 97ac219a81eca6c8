import type { AnswerTo, CommandBody, ConfigurationChange, HistoryEntry, Question, Reply } from '@ringback/core';
import type { Machine } from './machine.ts';
import type { Clock, Ids, Phone, Store } from './ports.ts';

/** Turns a stored or received configuration document into what core works with. Throws on a document that is not valid. */
export type ParseConfiguration = (kind: string, id: string, document: unknown) => ConfigurationChange;

/** What an engine tells about itself. Static messages; nothing personal. */
export interface EngineLog {
  info(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  warn(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  error(message: string, attributes?: Readonly<Record<string, unknown>>): void;
}

/** Everything an engine needs. */
export interface EngineOptions {
  readonly tenantId: string;
  readonly nodeId: string;
  readonly store: Store;
  readonly phone: Phone;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly parseConfiguration: ParseConfiguration;
  readonly log: EngineLog;
  readonly leaseMs?: number;
  /** What gathers while a commit is under way; as measured unless told. */
  readonly gathering?: Gathering;
  /** The real machine unless told. */
  readonly machine?: Machine;
}

/** How many commands make work worth its while while a commit is under way. More gather by themselves, the busier it is. */
export interface Gathering {
  /** So many are decided then: each go may need a look-up of repeats. */
  readonly decideMin: number;
  /** With so many decided, their commit is handed to the database, to be written after the one under way without a pause. */
  readonly commitMin: number;
}

/** How a command is sent. */
export interface SubmitOptions {
  /** `customer`, `agent:agt_ana`, `staff:key_1`, `api:key_1`. */
  readonly actor: string;
  /** For a request that may be repeated: the same id gives the recorded reply. 26 characters or less of [0-9a-z]. */
  readonly id?: string;
  /** Tells a repeat from a reuse: a different one under the same id is refused with IdReusedError. */
  readonly fingerprint?: string;
}

/** One contact centre's loop on this node. */
export interface Engine {
  /** Resolves once this node holds the lease and has recovered, or stands by behind another writer. */
  start(): Promise<void>;
  /** The reply comes after the commit. Throws TryAgainError when nothing was decided. */
  submit(body: CommandBody, options: SubmitOptions): Promise<Reply>;
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>>;
  /** Committed history as it happens, in order of sequence. */
  onHistory(listener: (entries: readonly HistoryEntry[]) => void): () => void;
  /** `writer` decides; `standby` forwards; `starting` can do neither. */
  role(): 'starting' | 'writer' | 'standby';
  stop(): Promise<void>;
}

/** Nothing was decided and nothing has changed: the same command may be sent again. */
export class TryAgainError extends Error {
  override readonly name = 'TryAgainError';
}

/** This command id was used before for something else. */
export class IdReusedError extends Error {
  override readonly name = 'IdReusedError';
}
