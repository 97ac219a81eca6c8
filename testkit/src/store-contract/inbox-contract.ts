import type { InboxCommand, Store } from '@ringback/engine';
import { expect, test } from 'vitest';
import { hold, newTenant, startAt } from './batches.ts';
import type { Subject } from './store-contract.ts';

/** Waits until the inbox of a tenant has a command, woken as a writer is. */
async function nextCommands(store: Store, tenantId: string): Promise<readonly InboxCommand[]> {
  let wake = (): void => undefined;
  const end = await store.watch(tenantId, () => wake());
  try {
    for (;;) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      const commands = await store.takeInbox(tenantId, 10);
      if (commands.length > 0) return commands;
      await woken;
    }
  } finally {
    await end();
  }
}

/** Commands find the writer from another node, and the replies find back. */
export function inboxContract(subject: Subject): void {
  test('[X3] a command left at one node is taken at another, and its reply comes back', async () => {
    const { store } = subject.open();
    const other = await subject.open().another();
    const tenantId = newTenant();
    await hold(store, tenantId);
    const reply = other.store.forward(
      tenantId,
      { id: 'cmd_1', command: { kind: 'cancel', text: 'Zoë 👋 \0' } },
      20_000,
    );
    const commands = await nextCommands(store, tenantId);
    expect(commands).toEqual([{ id: 'cmd_1', command: { kind: 'cancel', text: 'Zoë 👋 \ufffd' } }]);
    expect(await store.takeInbox(tenantId, 10)).toEqual([]);
    await store.answerInbox(tenantId, [{ id: 'cmd_1', reply: { isDone: true } }]);
    expect(await reply).toEqual({ isDone: true });
    await other.close();
  });

  test('[X3] commands are taken oldest first, at most as many as asked for; an empty reply is a reply', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    const replies: Promise<unknown>[] = [];
    const taken: string[] = [];
    for (const id of ['c', 'a', 'b']) {
      replies.push(store.forward(tenantId, { id, command: id }, 20_000));
      for (const command of await nextCommands(store, tenantId)) taken.push(command.id);
    }
    expect(taken).toEqual(['c', 'a', 'b']);
    await hold(store, tenantId, 'node_1');
    expect((await store.takeInbox(tenantId, 2)).map((command) => command.id)).toEqual(['c', 'a']);
    expect((await store.takeInbox(tenantId, 2)).map((command) => command.id)).toEqual(['b']);
    await store.answerInbox(tenantId, [
      { id: 'a', reply: 1 },
      { id: 'b', reply: null },
      { id: 'c', reply: undefined },
    ]);
    expect(await Promise.all(replies)).toEqual([null, 1, null]);
  });

  test('[X3] what a dead writer took and did not answer waits for its successor', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    await hold(store, tenantId, 'node_1');
    const reply = store.forward(tenantId, { id: 'cmd_1', command: 1 }, 20_000);
    await nextCommands(store, tenantId);
    await hold(store, tenantId, 'node_1', startAt + 1_000);
    expect(await store.takeInbox(tenantId, 10)).toEqual([]);
    await hold(store, tenantId, 'node_2', startAt + 10_000);
    expect(await store.takeInbox(tenantId, 10)).toEqual([{ id: 'cmd_1', command: 1 }]);
    await store.answerInbox(tenantId, [{ id: 'cmd_1', reply: 'late' }]);
    expect(await reply).toBe('late');
  });

  test('[X3] without a writer the wait ends, and the command is withdrawn', async () => {
    const { store } = subject.open();
    const tenantId = newTenant();
    await expect(store.forward(tenantId, { id: 'cmd_1', command: 1 }, 30)).rejects.toThrow(/cmd_1/);
    expect(await store.takeInbox(tenantId, 10)).toEqual([]);
  });
}
