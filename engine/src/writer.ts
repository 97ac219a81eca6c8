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
  type Recorded,
  type Reply,
} from '@ringback/core';
import { IdReusedError, TryAgainError, type EngineLog, type Gathering, type ParseConfiguration } from './engine.ts';
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
  readonly gathering: Gathering | undefined;
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

/** Replies kept in memory for repeats; older ones are found in the database. Far more than can be on their way to it. */
const REPLIES_KEPT_MAX = 20_000;

/**
 * Messages decided in one go. Between two goes the event loop turns, so that a commit that is over is followed by the next at
 * once, and so that the first commit of a burst is on its way while the rest of the burst is being decided.
 */
const SLICE_MAX = 128;

/** Most commands of a commit. */
const BATCH_MAX = 1_000;

/** Measured with `npm run bench -- accept` and `-- dispatch`. */
const usualGathering: Gathering = { decideMin: 16, commitMin: 32 };

/**
 * A commit takes at most a third of all who wait, so that one third is being written, one stands behind it and one is decided
 * meanwhile: with all in one, either the database waits or we do. Fewer than this are never parted.
 */
const SHARE_COUNT = 3;
const SHARE_MIN = 32;

/** Commits that the database may have at once. */
const UNDER_WAY_MAX = 2;

/** What was decided and waits for one commit: nobody is told before it, in the order in which they came. */
interface Decided {
  readonly messages: Message[];
  readonly tellings: (() => void)[];
  readonly replies: RecordedReply[];
}

/** A commit that the database has. */
interface UnderWay {
  readonly decided: Decided;
  readonly hasHistory: boolean;
}

function nothingDecided(): Decided {
  return { messages: [], tellings: [], replies: [] };
}

/**
 * The one writer of a contact centre: takes what has gathered, decides each, commits, then replies (DESIGN 3). While a commit
 * is under way the next commands are decided, ahead of the truth; their commit begins when that one is over, and the busier,
 * the bigger the batch. Only when many have gathered is it handed over earlier, to be written right after that one, and not
 * without it: its history follows on that one's. Whatever depends on a decision, replies, answers and
 * effects alike, waits for the commit of that decision (invariant I7). After a failed commit the writer is done for: memory is
 * ahead of the truth, and the only repair is to load again.
 */
export class Writer {
  private readonly options: WriterOptions;
  private readonly gathering: Gathering;
  private readonly center: Center;
  private readonly mailbox = new Mailbox<Posted>(MAILBOX_MAX);
  /** The time of the latest command, of earlier writers too; time never goes back, whatever the clocks do. */
  private latestAt: number;
  private replies = new Map<string, RecordedReply>();
  /** The earlier half of those kept. Forgotten together: a map from which the oldest is taken one by one walks past all that are gone. */
  private earlierReplies: ReadonlyMap<string, RecordedReply> = new Map();
  private effectIdsDone: string[] = [];
  private isOver = false;
  private hasFailed = false;
  /** A slice is being decided, or is about to be. */
  private isDeciding = false;
  /** Decided, and not on its way to the database yet. */
  private decided = nothingDecided();
  /** On their way to the database, in their order. */
  private readonly underWay: UnderWay[] = [];
  /** Settles when the last commit under way, if any, is over. */
  private commitEnd: Promise<void> = Promise.resolve();

  private constructor(options: WriterOptions, center: Center) {
    this.options = options;
    this.gathering = options.gathering ?? usualGathering;
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
    this.wakeUnlessGathering();
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

  /** Ends the writer after the commit under way; whoever still waits is told to try again. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.commitEnd;
    this.rejectAll(new TryAgainError('the writer has stopped'));
  }

  private wakeUnlessGathering(): void {
    if (this.underWay.length === 0 || this.mailbox.size >= this.gathering.decideMin) this.wake();
  }

  /** Plans a slice when there is something to decide and room for it in the next commit. */
  private wake(): void {
    if (this.isDeciding || this.isOver || this.mailbox.size === 0 || this.roomCount() <= 0) return;
    this.isDeciding = true;
    // Everything posted in the same turn of the event loop is decided together.
    this.options.machine.afterTurn(() => void this.decideSlice());
  }

  private roomCount(): number {
    return this.shareCount() - this.decided.messages.length;
  }

  /** Most commands of the next commit. */
  private shareCount(): number {
    const { decided, mailbox, underWay } = this;
    let count = decided.messages.length + mailbox.size;
    for (const one of underWay) count += one.decided.messages.length;
    return Math.min(BATCH_MAX, Math.max(SHARE_MIN, Math.ceil(count / SHARE_COUNT)));
  }

  private async decideSlice(): Promise<void> {
    try {
      const upcoming = this.mailbox.first(Math.min(SLICE_MAX, this.roomCount()));
      const unknownIds = this.unknownIdsOf(upcoming);
      const repeats = unknownIds.length === 0 ? noReplies : await this.findReplies(unknownIds);
      if (this.isOver) return;
      for (const { message, at } of upcoming) this.decide(message, at, repeats);
      this.mailbox.take(upcoming.length);
      this.beginCommit();
    } catch (error) {
      this.fail(error);
    } finally {
      this.isDeciding = false;
    }
    this.wakeUnlessGathering();
  }

  private decide(message: Message, at: number, repeats: ReadonlyMap<string, RecordedReply>): void {
    this.decided.messages.push(message);
    this.decided.tellings.push(
      message.kind === 'question' ? this.answerQuestion(message) : this.handleCommand(message, at, repeats),
    );
  }

  private handleCommand(
    message: Extract<Message, { kind: 'command' }>,
    at: number,
    repeats: ReadonlyMap<string, RecordedReply>,
  ): () => void {
    const { command, fingerprint } = message;
    const known = fingerprint === null ? undefined : (this.replyTo(command.id) ?? repeats.get(command.id));
    if (known !== undefined) return () => answerRepeat(message, known);
    // A command is decided at the time it came, not when its turn came: a deadline that passed while it waited behind a
    // slow commit must not beat the event that met it.
    const now = Math.max(this.latestAt, at);
    this.latestAt = now;
    const reply = handle(this.center, command, now);
    if (fingerprint !== null && reply.ok) {
      const recorded = { commandId: command.id, fingerprint, reply, at: now };
      this.remember(recorded);
      this.decided.replies.push(recorded);
    }
    return () => message.resolve(reply);
  }

  private answerQuestion(message: Extract<Message, { kind: 'question' }>): () => void {
    const given = answer(this.center, message.question, Math.max(this.latestAt, this.options.now()));
    return () => message.resolve(given);
  }

  private unknownIdsOf(upcoming: readonly Posted[]): readonly string[] {
    const ids: string[] = [];
    for (const { message } of upcoming) {
      if (message.kind !== 'command' || message.fingerprint === null) continue;
      if (this.replyTo(message.command.id) === undefined) ids.push(message.command.id);
    }
    return ids;
  }

  private async findReplies(commandIds: readonly string[]): Promise<ReadonlyMap<string, RecordedReply>> {
    const found = await this.options.store.findReplies(this.options.tenantId, commandIds);
    return new Map(found.map((reply) => [reply.commandId, reply]));
  }

  /** One fenced transaction for all that was decided, or none when nothing changed. */
  private beginCommit(): void {
    if (this.isOver || this.decided.messages.length === 0 || !this.mayBegin()) return;
    const { decided } = this;
    this.decided = nothingDecided();
    this.underWay.push({ decided, hasHistory: this.center.recorder.hasHistory() });
    const recorded = this.center.recorder.take();
    const { tenantId, fence, store } = this.options;
    const { effectIdsDone } = this;
    this.effectIdsDone = [];
    const { changes, history, effects } = recorded;
    const count = changes.length + history.length + effects.length + decided.replies.length + effectIdsDone.length;
    if (count === 0) return this.committed(recorded);
    const batch: CommitBatch = {
      tenantId,
      fence,
      at: this.options.now(),
      ...recorded,
      effectIdsDone,
      replies: decided.replies,
    };
    const written = store.commit(batch);
    // Looked at after the one before it, whose failure is the reason of its own.
    written.catch(() => undefined);
    this.commitEnd = this.commitEnd
      .then(() => written)
      .then(() => this.committed(recorded))
      .catch((error: unknown) => this.fail(error));
  }

  /** While a commit is under way the next waits, unless it is worth its while and the database would refuse it without that one. */
  private mayBegin(): boolean {
    const [ahead] = this.underWay;
    if (ahead === undefined) return true;
    if (this.underWay.length >= UNDER_WAY_MAX || this.decided.messages.length < this.gathering.commitMin) return false;
    return ahead.hasHistory && this.center.recorder.hasHistory();
  }

  /** The next commit begins before anybody is told of this one: the database is the one who must not wait. */
  private committed({ history, effects }: Recorded): void {
    // Whoever was told to try again is not told otherwise, and what was to be done is the next writer's to look after.
    if (this.hasFailed) return;
    const written = this.underWay.shift();
    this.beginCommit();
    this.options.committed({ history, effects, nextDueAt: this.nextDueAt() });
    for (const tell of written?.decided.tellings ?? []) tell();
    this.wake();
  }

  /** What is on its way may be written or not, and all that was decided after it rests on it: nobody is told anything. */
  private fail(error: unknown): void {
    if (this.hasFailed) return;
    this.hasFailed = true;
    this.isOver = true;
    this.rejectAll(new TryAgainError('the commit failed'));
    this.options.failed(error);
  }

  private replyTo(commandId: string): RecordedReply | undefined {
    return this.replies.get(commandId) ?? this.earlierReplies.get(commandId);
  }

  private remember(reply: RecordedReply): void {
    if (this.replies.size >= REPLIES_KEPT_MAX / 2) {
      this.earlierReplies = this.replies;
      this.replies = new Map();
    }
    this.replies.set(reply.commandId, reply);
  }

  private rejectAll(error: Error): void {
    // In the order in which they came: the phone's reports are kept in it for the next writer.
    const ahead = [...this.underWay.splice(0).map(({ decided }) => decided), this.decided].flatMap(
      ({ messages }) => messages,
    );
    this.decided = nothingDecided();
    for (const message of ahead) message.reject(error);
    for (const { message } of this.mailbox.clear()) message.reject(error);
  }
}

const noReplies: ReadonlyMap<string, RecordedReply> = new Map();

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
