import type { Store } from '@ringback/engine';
import { commit } from './commit.ts';
import { answerInbox, forward, takeInbox } from './inbox.ts';
import { holdLease, releaseLease } from './lease.ts';
import { findReplies, load } from './load.ts';
import type { Sql } from './connect.ts';
import type { Signals } from './signals.ts';

/**
 * The engine's Store over a pool of connections.
 * @param line one connection of its own for commits: they are written in the order in which they were handed over.
 */
export function makeStore(sql: Sql, line: Sql, signals: Signals, close: () => Promise<void>): Store {
  return {
    holdLease: (request) => holdLease(sql, request),
    releaseLease: (lease) => releaseLease(sql, lease),
    load: (tenantId, read) => load(sql, tenantId, read),
    commit: async (batch) => {
      await commit(line, batch, signals.isBetweenProcesses);
      if (!signals.isBetweenProcesses) await signals.send(batch.tenantId, 'commit');
    },
    findReplies: (tenantId, commandIds) => findReplies(sql, tenantId, commandIds),
    forward: (tenantId, message, timeoutMs) => forward(sql, signals, { tenantId, message, timeoutMs }),
    takeInbox: (tenantId, countMax) => takeInbox(sql, tenantId, countMax),
    answerInbox: (tenantId, answers) => answerInbox(sql, signals, tenantId, answers),
    watch: (tenantId, listener) =>
      signals.listen(tenantId, (signal) => listener(signal === 'commit' ? 'commit' : 'inbox')),
    close,
  };
}
