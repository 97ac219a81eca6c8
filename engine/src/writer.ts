import {
  answer,
  handle,
  latestTimeOf,
  Restoring,
  type AnswerTo,
  type Center,
  type Command,
  type ConfigurationChange,
  type Effect,
  type HistoryEntry,
  type Question,
  type Reply,
} from '@ringback/core';
import { IdReusedError, TryAgainError, type EngineLog, type ParseConfiguration } from './engine.ts';
import type { Machine } from './machine.ts';
import { Mailbox } from './mailbox.ts';
import type { CommitBatch, RecordedReply, Store, StoredState } from './ports.ts';

/** A command or a question waiting for its turn. */
export type Message =
  | {
      readonly kind: 'command';
      readonly command: Command;
      readonly fingerprint: string | null;
      readonly resolve: (reply: Reply) => void;
      readonly reject: (error: Error) => void;
    }
  | {
      readonly kind: 'question';
      readonly question: Question;
      readonly resolve: (answer: AnswerTo<Question>) => void;
      readonly reject: (error: Error) => void;
    };

/** What a writer needs from the engine around it. */
export interface WriterOptions {
  readonly tenantId: string;
  readonly fence: number;
  readonly store: Pick<Store, 'load' | 'commit' | 'findReplies'>;
  readonly now: () => number;
  readonly machine: Pick<Machine, 'afterTurn'>;
  readonly parseConfiguration: ParseConfiguration;
  readonly log: EngineLog;
  readonly batchMax: number;
  /** After each commit: carry out effects, tell listeners, plan the next wake-up. */
  readonly committed: (result: {
    history: readonly HistoryEntry[];
    effects: readonly Effect[];
    nextDueAt: number | null;
  }) => void;
  /** The commit failed or its outcome is unknown: this writer is over (crash-only, DESIGN 3). */
  readonly failed: (error: unknown) => void;
}

/** A message and when it came. */
interface Posted {
  readonly message: Message;
  readonly at: number;
}

const MAILBOX_MAX = 100_000;

/** Replies kept in memory for repeats; older ones are found in the database. */
const REPLIES_KEPT_MAX = 20_000;

interface Answered {
  readonly message: Extract<Message, { kind: 'command' }>;
  readonly reply: Reply;
}

/**
 * The one writer of a contact centre: takes what has gathered, decides each, commits once, then replies (DESIGN 3).
 * While a commit is under way the next commands gather, so the busier, the bigger the batch. After a failed commit the
 * writer is done for: memory is ahead of the truth, and the only repair is to load again.
 */
export class Writer {
  private readonly options: WriterOptions;
  private readonly center: Center;
  private readonly mailbox = new Mailbox<Posted>(MAILBOX_MAX);
  /** The time of the latest command, of earlier writers too; time never goes back, whatever the clocks do. */
  private latestAt: number;
  private readonly replies = new Map<string, RecordedReply>();
  private effectIdsDone: string[] = [];
  private isRunning = false;
  private isOver = false;
  /** Settles when the batch under way, if any, has been committed. */
  private running: Promise<void> = Promise.resolve();

  private constructor(options: WriterOptions, center: Center) {
    this.options = options;
    this.center = center;
    this.latestAt = latestTimeOf(center);
  }

  /** Loads the centre and gives its writer, with the effects that were not known to be done. */
  static async load(options: WriterOptions): Promise<{ writer: Writer; effects: StoredState['effects'] }> {
    const restoring = new Restoring();
    const stored = await options.store.load(options.tenantId, (table, row) => restoring.read(table, row));
    const configuration = stored.rows.configuration.map((row) => parseRow(row, options.parseConfiguration));
    const center = restoring.finish(
      { rows: stored.rows, configuration, historySequence: stored.historySequence },
      options.now(),
    );
    return { writer: new Writer(options, center), effects: stored.effects };
  }

  /** Puts a message in the mailbox; it is answered after its commit. */
  post(message: Message): void {
    if (this.isOver || !this.mailbox.put({ message, at: this.options.now() })) {
      message.reject(new TryAgainError(this.isOver ? 'the writer has stopped' : 'too many commands are waiting'));
      return;
    }
    this.wake();
  }

  /** Effects whose drivers reported them done; their rows go with the next commit. */
  effectDone(effectId: string): void {
    this.effectIdsDone.push(effectId);
  }

  /** Is this leg in the rows? */
  knowsLeg(legId: string): boolean {
    return this.center.legs.has(legId);
  }

  nextDueAt(): number | null {
    return this.center.dueTimes.nextAt();
  }

  /** Ends the writer after the batch under way; whoever still waits is told to try again. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
    this.rejectAll(new TryAgainError('the writer has stopped'));
  }

  private wake(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    // Everything posted in the same turn of the event loop shares one batch.
    this.running = new Promise<void>((resolve) => this.options.machine.afterTurn(resolve)).then(() => this.run());
  }

  private async run(): Promise<void> {
    try {
      while (this.mailbox.size > 0 && !this.isOver) await this.runBatch();
    } catch (error) {
      this.isOver = true;
      this.rejectAll(new TryAgainError('the commit failed'));
      this.options.failed(error);
    } finally {
      this.isRunning = false;
    }
  }

  private async runBatch(): Promise<void> {
    const posted = this.mailbox.take(this.options.batchMax);
    const messages = posted.map((one) => one.message);
    const repeats = await this.findRepeats(messages);
    const answered: Answered[] = [];
    const answers: (() => void)[] = [];
    const newReplies: RecordedReply[] = [];
    try {
      for (const { message, at } of posted) {
        if (message.kind === 'question') answers.push(this.answerQuestion(message));
        else this.handleCommand(message, at, repeats, answered, answers, newReplies);
      }
      await this.commit(newReplies);
    } catch (error) {
      for (const message of messages) message.reject(new TryAgainError('the commit failed'));
      throw error;
    }
    for (const { message, reply } of answered) message.resolve(reply);
    for (const tell of answers) tell();
  }

  private handleCommand(
    message: Extract<Message, { kind: 'command' }>,
    at: number,
    repeats: ReadonlyMap<string, RecordedReply>,
    answered: Answered[],
    answers: (() => void)[],
    newReplies: RecordedReply[],
  ): void {
    const known = this.replies.get(message.command.id) ?? repeats.get(message.command.id);
    if (known !== undefined && message.fingerprint !== null) {
      answers.push(() => answerRepeat(message, known));
      return;
    }
    // A command is decided at the time it came, not when its turn came: a deadline that passed while it waited behind a
    // slow commit must not beat the event that met it.
    const now = Math.max(this.latestAt, at);
    this.latestAt = now;
    const reply = handle(this.center, message.command, now);
    answered.push({ message, reply });
    if (message.fingerprint === null || !reply.ok) return;
    const recorded = { commandId: message.command.id, fingerprint: message.fingerprint, reply, at: now };
    this.remember(recorded);
    newReplies.push(recorded);
  }

  private answerQuestion(message: Extract<Message, { kind: 'question' }>): () => void {
    const given = answer(this.center, message.question, Math.max(this.latestAt, this.options.now()));
    return () => message.resolve(given);
  }

  private async findRepeats(messages: readonly Message[]): Promise<ReadonlyMap<string, RecordedReply>> {
    const found = new Map<string, RecordedReply>();
    const unknown = messages.flatMap((message) =>
      message.kind === 'command' && message.fingerprint !== null && !this.replies.has(message.command.id)
        ? [message.command.id]
        : [],
    );
    if (unknown.length === 0) return found;
    for (const reply of await this.options.store.findReplies(this.options.tenantId, unknown))
      found.set(reply.commandId, reply);
    return found;
  }

  private remember(reply: RecordedReply): void {
    if (this.replies.size >= REPLIES_KEPT_MAX) {
      for (const oldest of this.replies.keys()) {
        this.replies.delete(oldest);
        break;
      }
    }
    this.replies.set(reply.commandId, reply);
  }

  /** One fenced transaction for the batch, or none when nothing changed. */
  private async commit(replies: readonly RecordedReply[]): Promise<void> {
    const recorded = this.center.recorder.take();
    const { tenantId, fence, store } = this.options;
    const effectIdsDone = this.effectIdsDone;
    this.effectIdsDone = [];
    const isEmpty = recorded.changes.length + recorded.history.length + recorded.effects.length + replies.length === 0;
    if (!isEmpty || effectIdsDone.length > 0) {
      const batch: CommitBatch = { tenantId, fence, at: this.options.now(), ...recorded, effectIdsDone, replies };
      await store.commit(batch);
    }
    this.options.committed({ history: recorded.history, effects: recorded.effects, nextDueAt: this.nextDueAt() });
  }

  private rejectAll(error: Error): void {
    for (const { message } of this.mailbox.clear()) message.reject(error);
  }
}

function answerRepeat(message: Extract<Message, { kind: 'command' }>, known: RecordedReply): void {
  if (known.fingerprint === message.fingerprint) message.resolve(parseReply(known.reply));
  else message.reject(new IdReusedError('this id was used for another request'));
}

/** A recorded reply is one this engine wrote: an accepted one, with the id of what it made. */
function parseReply(value: unknown): Reply {
  if (typeof value !== 'object' || value === null || !('ok' in value) || value.ok !== true)
    throw new Error('a recorded reply is not readable');
  const id = 'id' in value && typeof value.id === 'string' ? value.id : null;
  const expiresAt = 'expiresAt' in value && typeof value.expiresAt === 'number' ? { expiresAt: value.expiresAt } : {};
  return { ok: true, id, isNew: 'isNew' in value && value.isNew === true, ...expiresAt };
}

function parseRow(row: unknown, parse: ParseConfiguration): ConfigurationChange {
  if (typeof row !== 'object' || row === null || !('kind' in row) || !('id' in row) || !('document' in row))
    throw new Error('a configuration row is not readable');
  const { kind, id, document } = row;
  if (typeof kind !== 'string' || typeof id !== 'string') throw new Error('a configuration row is not readable');
  return parse(kind, id, document);
}
