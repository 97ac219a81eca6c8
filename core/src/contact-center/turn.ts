import type { AgentState } from '../agents/agent-state.ts';
import { assertMove, type LifecycleEvent } from '../callback/lifecycle.ts';
import type { Attempt } from '../callback/attempt.ts';
import type { Callback, CallbackDetails } from '../callback/callback.ts';
import type { CallbackState } from '../callback/vocabulary.ts';
import type { Leg } from '../calls/leg.ts';
import type { PhoneEffect } from '../effects.ts';
import type { WorkItem } from '../queue/line.ts';
import type { Instant } from '../time.ts';
import type { Center } from './center.ts';
import type { DueKind } from './due-times.ts';
import type { Rejection, Reply } from './commands.ts';

/** Makes ids from a command's id. */
class IdMaker {
  private readonly commandId: string;
  private made = 0;

  constructor(commandId: string) {
    this.commandId = commandId;
  }

  next(prefix: string): string {
    const count = this.made++;
    return count === 0 ? `${prefix}_${this.commandId}` : `${prefix}_${this.commandId}${count.toString(36)}`;
  }
}

/** One command being handled: the state, the time it is told, who acts, and the only ways to change anything. */
export class Turn {
  readonly center: Center;
  readonly now: Instant;
  readonly actor: string;
  private readonly ids: IdMaker;

  constructor(
    center: Center,
    now: Instant,
    command: { readonly id: string; readonly actor: string },
    ids: IdMaker = new IdMaker(command.id),
  ) {
    this.center = center;
    this.now = now;
    this.actor = command.actor;
    this.ids = ids;
  }

  /** A new id, made from the command's: the same command makes the same ids (invariant I8). */
  nextId(prefix: string): string {
    return this.ids.next(prefix);
  }

  /** The same command's turn of another actor: timers fire before the command, and their ids must never meet. */
  as(actor: string): Turn {
    return new Turn(this.center, this.now, { id: '', actor }, this.ids);
  }

  /** Appends to the history; it is the timeline, and what live events are made from. */
  note(
    type: string,
    about: Partial<Pick<WorkItem, 'id' | 'serviceId' | 'queueId'>> & { agentId?: string | null },
    detail: Record<string, unknown> = {},
  ): void {
    this.center.recorder.entry({
      sequence: ++this.center.historySequence,
      at: this.now,
      type,
      itemId: about.id ?? null,
      serviceId: about.serviceId ?? null,
      queueId: about.queueId ?? null,
      agentId: about.agentId ?? null,
      actor: this.actor,
      detail,
    });
  }

  /** Asks something of the phone system, after the commit. */
  phone(effect: PhoneEffect): void {
    this.center.recorder.effect({ id: this.nextId('eff'), at: this.now, phone: effect });
  }

  /** Remembers to look at a subject at a time. */
  due(kind: DueKind, id: string, at: Instant | null): void {
    if (at !== null) this.center.dueTimes.push({ at, kind, id });
  }

  /** Moves a callback along the lifecycle table: the one choke point. Its place must have been given up before. */
  move(callback: Callback, event: LifecycleEvent, to: CallbackState, dueAt: Instant | null): void {
    assertMove(event, callback.state, to);
    this.center.recorder.move({ callbackId: callback.id, event, from: callback.state, to });
    this.center.stateCounts?.moved(callback.queueId, callback.state, to);
    callback.state = to;
    this.setDue(callback, dueAt);
  }

  /** Gives an item, which must be out of the line, to another queue. The caller saves. */
  changeQueue(item: WorkItem, queueId: string): void {
    if (item.kind === 'callback') {
      this.center.stateCounts?.count(item.queueId, item.state, -1);
      this.center.stateCounts?.count(queueId, item.state, 1);
    }
    item.queueId = queueId;
  }

  /** Sets the deadline of the present state and saves. */
  setDue(item: WorkItem, dueAt: Instant | null): void {
    item.dueAt = dueAt;
    this.due('item', item.id, dueAt);
    this.saveItem(item);
  }

  /** Sets when the item is looked at again, and saves. */
  setReview(item: WorkItem, reviewAt: Instant | null): void {
    if (item.reviewAt === reviewAt) return;
    item.reviewAt = reviewAt;
    this.due('review', item.id, reviewAt);
    this.saveItem(item);
  }

  saveItem(item: WorkItem): void {
    item.version += 1;
    this.center.recorder.row(item.kind, item.id, item);
  }

  saveDetails(details: CallbackDetails): void {
    this.center.recorder.row('callback_details', details.callbackId, { ...details });
  }

  saveAttempt(attempt: Attempt): void {
    this.center.recorder.row('attempt', attempt.id, attempt);
  }

  saveLeg(leg: Leg): void {
    this.center.recorder.row('leg', leg.id, leg);
    this.due('leg', leg.id, leg.deadlineAt);
  }

  /** Saves an agent's state; the pools of ready agents hear of it. */
  saveAgent(agent: AgentState): void {
    this.center.recorder.row('agent_state', agent.id, agent);
    this.center.pools.note(agent);
  }

  /** Puts an item into its line. */
  place(item: WorkItem): void {
    this.center.standInLine(item);
    this.center.itemsToMatch.add(item.id);
  }

  /** Takes an item out of its line, if it is there. Must come before its state, priority or arrival change. */
  unplace(item: WorkItem): boolean {
    this.center.itemsToMatch.delete(item.id);
    return this.center.leaveLine(item);
  }
}

/** What a history entry is about when it concerns an item and another agent than the item's own. */
export function aboutItem(
  item: WorkItem,
  agentId: string,
): { id: string; serviceId: string; queueId: string; agentId: string } {
  return { id: item.id, serviceId: item.serviceId, queueId: item.queueId, agentId };
}

/** A refusal. */
export function refuse(
  code: Rejection['code'],
  detail: string,
  path: string | null = null,
  more: Partial<Rejection> = {},
): Reply {
  return { ok: false, rejection: { code, detail, path, ...more } };
}

/** A plain yes. */
export function done(id: string | null = null, isNew = false): Reply {
  return { ok: true, id, isNew };
}
