import type { AnswerTo, Command, Question, Reply } from '@ringback/core';
import { IdReusedError, TryAgainError, type Engine, type EngineOptions } from './engine.ts';

/** How long a node waits for another node's writer, milliseconds. */
const FORWARD_TIMEOUT_MS = 5_000;

/** Messages taken from the inbox at once. */
const INBOX_MAX = 500;

/** What travels between nodes. */
type Envelope =
  | { readonly kind: 'command'; readonly command: Command; readonly fingerprint: string | null }
  | { readonly kind: 'question'; readonly question: Question };

/** What comes back. */
type Outcome =
  | { readonly kind: 'answer'; readonly answer: unknown }
  | { readonly kind: 'error'; readonly error: 'id_reused' | 'try_again' };

/** Sends a command to the writer's node through the database and waits for its reply. */
export async function forwardCommand(
  options: EngineOptions,
  command: Command,
  fingerprint: string | null,
): Promise<Reply> {
  // The writer answers a command with a Reply; both nodes run the same code.
  return (await forward(options, inboxIdOf(command, fingerprint), { kind: 'command', command, fingerprint })) as Reply;
}

/**
 * An answer lies in the inbox until it is fetched: another request under the same id must not find it there, the writer has to be
 * asked (R8).
 */
function inboxIdOf(command: Command, fingerprint: string | null): string {
  return fingerprint === null ? command.id : `${command.id} ${fingerprint}`;
}

/** Sends a question likewise. */
export async function forwardQuestion<Q extends Question>(options: EngineOptions, question: Q): Promise<AnswerTo<Q>> {
  // The writer answers a question with its AnswerTo; both nodes run the same code.
  return (await forward(options, options.ids.next(), { kind: 'question', question })) as AnswerTo<Q>;
}

async function forward(options: EngineOptions, id: string, envelope: Envelope): Promise<unknown> {
  let outcome: Outcome;
  try {
    outcome = readOutcome(await options.store.forward(options.tenantId, { id, command: envelope }, FORWARD_TIMEOUT_MS));
  } catch (error) {
    throw new TryAgainError(`the deciding node did not answer: ${String(error)}`);
  }
  if (outcome.kind === 'answer') return outcome.answer;
  throw outcome.error === 'id_reused'
    ? new IdReusedError('this id was used for another request')
    : new TryAgainError('nothing was decided');
}

function readOutcome(value: unknown): Outcome {
  if (typeof value === 'object' && value !== null && 'kind' in value) {
    if (value.kind === 'answer' && 'answer' in value) return { kind: 'answer', answer: value.answer };
    if (value.kind === 'error')
      return { kind: 'error', error: 'error' in value && value.error === 'id_reused' ? 'id_reused' : 'try_again' };
  }
  throw new Error('the answer of another node is not readable');
}

/** Takes what other nodes left for this writer, has it decided, and leaves the answers. */
export async function serveInbox(options: EngineOptions, engine: Engine): Promise<void> {
  const messages = await options.store.takeInbox(options.tenantId, INBOX_MAX);
  if (messages.length === 0) return;
  const answers = await Promise.all(
    messages.map(async (message) => ({ id: message.id, reply: await decide(engine, message.command) })),
  );
  await options.store.answerInbox(options.tenantId, answers);
}

async function decide(engine: Engine, envelope: unknown): Promise<Outcome> {
  const read = readEnvelope(envelope);
  try {
    if (read.kind === 'question') return { kind: 'answer', answer: await engine.ask(read.question) };
    const { id, actor, body } = read.command;
    const how = read.fingerprint === null ? { id, actor } : { id, actor, fingerprint: read.fingerprint };
    return { kind: 'answer', answer: await engine.submit(body, how) };
  } catch (error) {
    return { kind: 'error', error: error instanceof IdReusedError ? 'id_reused' : 'try_again' };
  }
}

function readEnvelope(value: unknown): Envelope {
  if (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'command' || value.kind === 'question')
  ) {
    // Written by another node of the same version; the edge there has parsed what came from outside.
    return value as Envelope;
  }
  throw new Error('an inbox message is not readable');
}
