import type { InboxCommand } from '@ringback/engine';
import { jsonText } from './json-text.ts';
import type { Sql } from './connect.ts';
import type { Signals } from './signals.ts';

/** How long a forwarded command waits for a signal before it looks by itself. */
const lookAgainMs = 1_000;

/** How many answers that nobody fetched are kept for nodes that may still come for them. */
const answersKeptCount = 10_000;

/** No answer came in time. Whether the command was carried out is unknown; the same id may be sent again. */
export class ForwardTimeoutError extends Error {
  override readonly name = 'ForwardTimeoutError';
}

/** A command for the writer, and how long to wait for its reply. */
export interface ForwardRequest {
  readonly tenantId: string;
  readonly message: InboxCommand;
  readonly timeoutMs: number;
}

/** Leaves a command for the writer and resolves with its reply. Throws ForwardTimeoutError. */
export async function forward(sql: Sql, signals: Signals, request: ForwardRequest): Promise<unknown> {
  const { tenantId, message } = request;
  const bell = makeBell();
  const end = await signals.listen(tenantId, (signal) => {
    if (signal === 'answer') bell.ring();
  });
  try {
    await sql`insert into ringback.command_inbox (tenant_id, id, command, is_taken, is_answered)
      values (${tenantId}, ${message.id}, ${jsonText(message.command)}::text::jsonb, false, false)
      on conflict (tenant_id, id) do nothing`;
    await signals.send(tenantId, 'inbox');
    return await waitForAnswer(sql, bell, request);
  } finally {
    await end();
    await sql`delete from ringback.command_inbox where tenant_id = ${tenantId} and id = ${message.id}`;
  }
}

async function waitForAnswer(sql: Sql, bell: Bell, request: ForwardRequest): Promise<unknown> {
  const deadline = performance.now() + request.timeoutMs;
  for (;;) {
    const rows = await sql<{ reply: unknown }[]>`select reply from ringback.command_inbox
      where tenant_id = ${request.tenantId} and id = ${request.message.id} and is_answered`;
    const answer = rows[0];
    if (answer !== undefined) return answer.reply;
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) throw new ForwardTimeoutError(`no answer to ${request.message.id} within ${request.timeoutMs} ms`);
    await bell.wait(Math.min(leftMs, lookAgainMs));
  }
}

/** Something to wait at until it rings or time is up. A ring while nobody waits is kept. */
interface Bell {
  ring(): void;
  wait(atMostMs: number): Promise<void>;
}

function makeBell(): Bell {
  let hasRung = false;
  let wake = (): void => undefined;
  return {
    ring: () => {
      hasRung = true;
      wake();
    },
    wait: async (atMostMs) => {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, atMostMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      hasRung = false;
    },
  };
}

/** Takes commands that other nodes left and nobody took, oldest first. */
export async function takeInbox(sql: Sql, tenantId: string, countMax: number): Promise<readonly InboxCommand[]> {
  const rows = await sql<{ id: string; command: unknown }[]>`
    with taken as (
      update ringback.command_inbox set is_taken = true
      where tenant_id = ${tenantId} and id in (
        select id from ringback.command_inbox where tenant_id = ${tenantId} and not is_taken
        order by arrival limit ${countMax}::integer for update skip locked)
      returning id, command, arrival)
    select id, command from taken order by arrival`;
  return rows.map((row) => ({ id: row.id, command: row.command }));
}

/** Puts replies beside the commands they answer and tells the nodes that wait. */
export async function answerInbox(
  sql: Sql,
  signals: Signals,
  tenantId: string,
  answers: readonly { id: string; reply: unknown }[],
): Promise<void> {
  if (answers.length === 0) return;
  const entries = jsonText(answers.map((answer) => ({ id: answer.id, reply: answer.reply ?? null })));
  await sql`
    update ringback.command_inbox as waiting set is_taken = true, is_answered = true, reply = entry -> 'reply'
    from jsonb_array_elements(${entries}::text::jsonb) as entry
    where waiting.tenant_id = ${tenantId} and waiting.id = entry ->> 'id'`;
  await signals.send(tenantId, 'answer');
}

/** For a new writer: what its predecessor took and did not answer waits again, and old answers that nobody fetched go. */
export async function resetInbox(sql: Sql, tenantId: string): Promise<void> {
  await sql`update ringback.command_inbox set is_taken = false where tenant_id = ${tenantId} and is_taken and not is_answered`;
  await sql`delete from ringback.command_inbox where tenant_id = ${tenantId} and is_answered and arrival < (
    select arrival from ringback.command_inbox where tenant_id = ${tenantId} and is_answered
    order by arrival desc offset ${answersKeptCount}::integer limit 1)`;
}
