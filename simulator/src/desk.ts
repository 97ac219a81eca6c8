import type { AnswerTo, CommandBody, Question, Reply } from '@ringback/core';
import { broken } from './broken.ts';
import type { SimulatedNode } from './node.ts';
import type { Profile } from './profiles.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';

/** Tries before somebody gives up, and the pause between, milliseconds. */
const TRIES_MAX = 8;
const PAUSE_MS = 1_500;
/** How long a client waits for an answer, milliseconds. */
const PATIENCE_MS = 8_000;

/** How often an id is used again for something else, for each unit of mischief. */
const REUSED_RATIO = 0.002;

/** A yes that reached whoever asked. */
export interface Acknowledged {
  readonly commandId: string;
  readonly body: CommandBody;
  readonly reply: Reply;
  readonly at: number;
}

/**
 * How people and programs reach the centre: over any node that is up, with an id that makes a repeat harmless, again when
 * nothing came back. Tells who judges what was acknowledged.
 */
export class Desk {
  private readonly scheduler: Scheduler;
  private readonly random: Random;
  private readonly profile: Profile;
  private readonly nodes: () => readonly SimulatedNode[];
  private readonly listeners: ((acknowledged: Acknowledged) => void)[] = [];
  private readonly sentListeners: ((commandId: string, body: CommandBody) => void)[] = [];
  private requestCount = 0;

  constructor(parts: {
    scheduler: Scheduler;
    random: Random;
    profile: Profile;
    nodes: () => readonly SimulatedNode[];
  }) {
    this.scheduler = parts.scheduler;
    this.random = parts.random;
    this.profile = parts.profile;
    this.nodes = parts.nodes;
  }

  /** Tells every reply that reached its asker. */
  onAcknowledged(listener: (acknowledged: Acknowledged) => void): void {
    this.listeners.push(listener);
  }

  /** Tells every command when it is first sent. */
  onSent(listener: (commandId: string, body: CommandBody) => void): void {
    this.sentListeners.push(listener);
  }

  /** Sends a command until it is answered or the asker gives up; `done` hears the answer, if there is one. */
  send(body: CommandBody, actor: string, done: (reply: Reply) => void = () => undefined): void {
    this.requestCount += 1;
    const id = `q${this.requestCount.toString(36).padStart(25, '0')}`;
    for (const listener of this.sentListeners) listener(id, body);
    const answered = (reply: Reply): void => {
      for (const listener of this.listeners) listener({ commandId: id, body, reply, at: this.scheduler.now });
      if (reply.ok && this.random.chance(REUSED_RATIO * this.profile.mischief)) this.reuse(id, body, actor);
      done(reply);
    };
    this.attempt((node) => node.engine.submit(body, { actor, id, fingerprint: id }), answered, TRIES_MAX);
  }

  /** Somebody's program sends another request under an id that was used: that must be told from a repeat (R8). */
  private reuse(id: string, body: CommandBody, actor: string): void {
    this.attempt(
      (node) => node.engine.submit(body, { actor, id, fingerprint: `${id} another` }),
      () => broken('R8', `another ${body.kind} under the id ${id}, which was used, was answered`),
      1,
    );
  }

  /** Asks a question, once. */
  ask<Q extends Question>(question: Q, done: (answer: AnswerTo<Q>) => void): void {
    this.attempt((node) => node.engine.ask(question), done, 1);
  }

  private attempt<T>(ask: (node: SimulatedNode) => Promise<T>, done: (value: T) => void, triesLeft: number): void {
    let isOver = false;
    const again = (): void => {
      if (isOver) return;
      isOver = true;
      if (triesLeft > 1) this.scheduler.quietlyAfter(PAUSE_MS, () => this.attempt(ask, done, triesLeft - 1));
    };
    const up = this.nodes().filter((node) => node.isAlive);
    if (up.length === 0) return again();
    const node = this.random.pick(up);
    const patience = this.scheduler.quietlyAfter(PATIENCE_MS, again);
    node.at(node.now + 1, () => {
      ask(node).then(
        (value) =>
          this.answer(value, () => {
            if (isOver) return;
            isOver = true;
            patience.cancel();
            done(value);
          }),
        () => node.isAlive && void this.scheduler.quietlyAfter(1, again),
      );
    });
  }

  /** The answer travels back, and may be lost on the way. */
  private answer<T>(_value: T, arrive: () => void): void {
    if (!this.random.chance(this.profile.faults.requestLostRatio)) this.scheduler.quietlyAfter(1, arrive);
  }
}
