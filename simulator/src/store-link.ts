import type { CommitBatch, InboxCommand, RecordedReply, Store, StoredState } from '@ringback/engine';
import { copyRow, holdLease, loadTenant, withOwnRows } from '@ringback/testkit';
import type { Database } from './database.ts';
import type { SimulatedNode, Surroundings } from './node.ts';
import type { Profile } from './profiles.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';

/** How long a late answer to a commit takes, milliseconds. */
const ANSWER_LATE_MIN_MS = 2_000;
export const ANSWER_LATE_MAX_MS = 6_000;

/** How often a look-up fails as long as that takes. */
const SLOW_LOOK_UP_FAILS_RATIO = 0.5;

/** A node's connection to the database: every request takes its time there and back, and may be cut on either way. */
export class StoreLink implements Store {
  private readonly node: SimulatedNode;
  private readonly database: Database;
  private readonly scheduler: Scheduler;
  private readonly profile: Profile;
  private readonly random: Random;
  /** When the latest commit comes to the database: those of one connection come in their order. */
  private commitAt = 0;
  /** Until when the way back from the database is slow. */
  private slowUntilAt = -Infinity;

  constructor(node: SimulatedNode, { database, scheduler, profile }: Surroundings, random: Random) {
    this.node = node;
    this.database = database;
    this.scheduler = scheduler;
    this.profile = profile;
    this.random = random;
  }

  holdLease(lease: { tenantId: string; nodeId: string; at: number; ttlMs: number }): Promise<{ fence: number } | null> {
    return this.ask(() => {
      const held = holdLease(this.database.tenant, lease);
      if (held !== null && held.fence > this.database.fenceGiven) {
        this.database.fenceGiven = held.fence;
        this.database.fenceGivenAt = this.scheduler.now;
      }
      return held;
    });
  }

  releaseLease({ nodeId }: { tenantId: string; nodeId: string }): Promise<void> {
    return this.ask(() => {
      const { tenant } = this.database;
      if (tenant.lease?.nodeId === nodeId) tenant.lease = null;
    });
  }

  load(): Promise<StoredState> {
    return this.ask(() => loadTenant(this.database.tenant));
  }

  commit(batch: CommitBatch): Promise<void> {
    const { faults } = this.profile;
    const { commitFailsBeforeRatio, commitFailsAfterRatio, commitWrittenLateRatio } = faults;
    if (this.random.chance(commitFailsBeforeRatio)) return this.fail('the connection was cut before the commit');
    if (this.random.chance(commitWrittenLateRatio)) return this.writeLate(batch);
    const isCutAfter = this.random.chance(commitFailsAfterRatio);
    const lateMs = this.random.chance(faults.commitAnsweredLateRatio)
      ? this.random.int(ANSWER_LATE_MIN_MS, ANSWER_LATE_MAX_MS)
      : 0;
    if (lateMs > 0) this.slowUntilAt = this.scheduler.now + lateMs;
    const written = withOwnRows(batch);
    this.commitAt = Math.max(this.commitAt, this.scheduler.now + this.travelMs());
    const write = (): void => {
      this.database.write(written, this.scheduler.now);
      if (isCutAfter) throw new Error('the connection was cut after the commit');
    };
    return this.ask(write, { thereMs: this.commitAt - this.scheduler.now, lateMs });
  }

  findReplies(_tenantId: string, commandIds: readonly string[]): Promise<readonly RecordedReply[]> {
    const isSlow = this.scheduler.now < this.slowUntilAt;
    if (this.random.chance(isSlow ? SLOW_LOOK_UP_FAILS_RATIO : this.profile.faults.lookUpFailsRatio))
      return this.fail('the connection was cut at a look-up');
    const { replies } = this.database.tenant;
    return this.ask(() => commandIds.map((id) => replies.get(id)).filter((reply) => reply !== undefined));
  }

  forward(_tenantId: string, message: InboxCommand, timeoutMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const { tenant } = this.database;
      this.node.at(this.node.now + timeoutMs, () => reject(new Error('the other node did not answer in time')));
      tenant.waiting.set(
        message.id,
        (reply) => void this.node.at(this.node.now + this.travelMs(), () => resolve(reply)),
      );
      this.scheduler.quietlyAfter(this.travelMs(), () => {
        tenant.inbox.push(copyRow(message));
        for (const watcher of tenant.watchers) watcher('inbox');
      });
    });
  }

  takeInbox(_tenantId: string, countMax: number): Promise<readonly InboxCommand[]> {
    return this.ask(() => this.database.tenant.inbox.splice(0, countMax));
  }

  answerInbox(_tenantId: string, answers: readonly { id: string; reply: unknown }[]): Promise<void> {
    return this.ask(() => {
      const { waiting } = this.database.tenant;
      for (const { id, reply } of answers) {
        waiting.get(id)?.(copyRow(reply));
        waiting.delete(id);
      }
    });
  }

  watch(_tenantId: string, listener: (seen: 'commit' | 'inbox') => void): Promise<() => Promise<void>> {
    const { watchers } = this.database.tenant;
    const watcher = (seen: 'commit' | 'inbox'): void => {
      if (!this.node.isAlive) watchers.delete(watcher);
      else if (seen === 'inbox') this.node.at(this.node.now + this.travelMs(), () => listener(seen));
    };
    watchers.add(watcher);
    return Promise.resolve(() => {
      watchers.delete(watcher);
      return Promise.resolve();
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The answer comes after a way there and a way back; a node killed meanwhile never hears it, but what it asked happens. */
  private ask<T>(serve: () => T, { thereMs = this.travelMs(), lateMs = 0 } = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      this.scheduler.quietlyAfter(thereMs, () => {
        let answer: () => void;
        try {
          const value = serve();
          answer = () => resolve(value);
        } catch (error) {
          if (error instanceof Error && error.name === 'BrokenInvariantError') throw error;
          answer = () => reject(error);
        }
        this.node.at(this.node.now + this.travelMs() + lateMs, answer);
      });
    });
  }

  private fail(message: string): Promise<never> {
    return new Promise((_resolve, reject) => {
      this.node.at(this.node.now + this.travelMs(), () => reject(new Error(message)));
    });
  }

  /** The client gives up; the server has the statement and runs it when it comes to it. */
  private writeLate(batch: CommitBatch): Promise<never> {
    const written = withOwnRows(batch);
    this.scheduler.quietlyAfter(this.random.int(1, 2_000), () => {
      try {
        this.database.write(written, this.scheduler.now);
      } catch (error) {
        if (error instanceof Error && error.name === 'BrokenInvariantError') throw error;
      }
    });
    return this.fail('the connection was cut while the commit was under way');
  }

  private travelMs(): number {
    const [from, to] = this.profile.commitMs;
    return this.random.int(from, to) >> 1;
  }
}
