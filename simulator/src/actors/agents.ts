import type { AgentProfile, HistoryEntry } from '@ringback/core';
import type { Desk } from '../desk.ts';
import type { Profile } from '../profiles.ts';
import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';
import { Conversations } from './conversations.ts';
import type { NumberBook } from './number-book.ts';

const seconds = (count: number): number => count * 1_000;
const minutes = (count: number): number => count * 60_000;

/** What agents need of the world. */
export interface AgentSurroundings {
  readonly scheduler: Scheduler;
  readonly desk: Desk;
  readonly profile: Profile;
  readonly agentIds: readonly string[];
  readonly numbers: NumberBook;
}

/** The live events an agent does anything about. */
const heard: ReadonlySet<string> = new Set([
  'offer.made',
  'offer.ended',
  'callback.previewing',
  'callback.attempt_started',
  'callback.attempt_ended',
  'callback.connected',
  'live_call.connected',
  'callback.hung_up',
  'live_call.hung_up',
  'agent.changed',
  'call.changed',
  'call.transferred',
  'call.agent_lost',
]);

/** Would an agent do anything about this event? One that went away comes back. */
export function isHeard({ type, detail }: HistoryEntry): boolean {
  if (type === 'agent.changed') return detail['presence'] === 'away';
  if (type === 'call.transferred') return detail['wasConsulted'] === true;
  return heard.has(type);
}

/** A person with a headset: comes and goes, takes offers, talks, wraps up. Knows only what the live events say. */
export class Agent {
  readonly id: string;
  private readonly around: AgentSurroundings;
  private readonly random: Random;
  private readonly conversations: Conversations;
  private isOnShift = false;

  constructor(profile: AgentProfile, around: AgentSurroundings, random: Random) {
    this.id = profile.id;
    this.around = around;
    this.random = random;
    this.conversations = new Conversations(profile, around, random.fork('conversations'));
  }

  /** Works from one time to another, with breaks. */
  shift(fromAt: number, toAt: number): void {
    const { scheduler } = this.around;
    scheduler.quietlyAt(fromAt, () => {
      this.isOnShift = true;
      this.presence('available');
    });
    scheduler.quietlyAt(toAt, () => {
      this.isOnShift = false;
      this.presence('offline');
    });
    for (let at = fromAt + minutes(90); at < toAt - minutes(30); at += minutes(this.random.int(60, 150)))
      scheduler.quietlyAt(at, () => this.takeBreak());
  }

  /** Hears a live event about this agent. */
  hear(entry: HistoryEntry): void {
    switch (entry.type) {
      case 'offer.made':
        return this.offered(String(entry.detail['offerId']));
      case 'offer.ended':
        if (entry.serviceId === 'svc_video' && entry.detail['result'] === 'accepted') this.meets(entry.itemId ?? '');
        return;
      case 'callback.previewing':
        return this.previews(entry.itemId ?? '');
      case 'callback.attempt_started':
        return this.stopsDial(entry.itemId ?? '');
      case 'callback.attempt_ended':
        return this.considersRedial(entry.itemId ?? '');
      case 'callback.connected':
      case 'live_call.connected':
        return this.conversations.begin(String(entry.detail['callId']));
      case 'call.transferred':
        return this.conversations.takeOver(String(entry.detail['callId']));
      case 'call.changed':
        return this.conversations.heardOfColleague(entry.detail);
      case 'call.agent_lost':
        return this.conversations.phoneLost(String(entry.detail['callId']));
      case 'callback.hung_up':
      case 'live_call.hung_up':
        return this.wrapsUp(entry.itemId ?? '');
      case 'agent.changed':
        if (entry.detail['presence'] === 'away' && this.isOnShift) this.comesBack();
        return;
      default:
        return;
    }
  }

  private presence(presence: string): void {
    this.around.desk.send({ kind: 'set_presence', agentId: this.id, presence, reason: null }, `agent:${this.id}`);
  }

  private later(fromMs: number, toMs: number, run: () => void): void {
    this.around.scheduler.quietlyAfter(this.random.int(fromMs, toMs), run);
  }

  private odd(ratio: number): boolean {
    return this.random.chance(ratio * this.around.profile.mischief);
  }

  private takeBreak(): void {
    this.presence(this.random.pick(['lunch', 'busy', 'away', 'offline']));
    this.later(minutes(5), minutes(20), () => {
      if (this.isOnShift) this.presence('available');
    });
  }

  private comesBack(): void {
    this.later(seconds(20), minutes(4), () => {
      if (this.isOnShift) this.presence('available');
    });
  }

  private offered(offerId: string): void {
    const { desk } = this.around;
    if (this.odd(0.02)) return;
    if (this.odd(0.02)) {
      const reason = this.random.pick(['not_ready', 'not_ready', 'wrong_skill']);
      this.later(seconds(1), seconds(8), () =>
        desk.send({ kind: 'decline_offer', offerId, reason }, `agent:${this.id}`),
      );
    } else if (this.odd(0.01)) this.later(0, seconds(5), () => this.takeBreak());
    else this.later(seconds(1), seconds(6), () => desk.send({ kind: 'accept_offer', offerId }, `agent:${this.id}`));
  }

  private previews(callbackId: string): void {
    const { desk } = this.around;
    const actor = `agent:${this.id}`;
    this.later(seconds(2), seconds(14), () => {
      const odd = 0.02 * this.around.profile.mischief;
      const wish = this.random.weighted({ requeue: odd, close: odd, retry: odd, transfer: odd, dial: 1 - 4 * odd });
      if (wish === 'requeue') desk.send({ kind: 'requeue_callback', callbackId }, actor);
      else if (wish === 'close')
        desk.send({ kind: 'close_callback', callbackId, disposition: 'resolved', note: null }, actor);
      else if (wish === 'retry') desk.send({ kind: 'retry_callback', callbackId, at: null }, actor);
      else if (wish === 'transfer') this.transfer(callbackId);
      else desk.send({ kind: 'dial_callback', callbackId, phoneNumber: this.numberToDial() }, actor);
    });
  }

  /** Mostly the number that stands there; now and then another one from the notes. */
  private numberToDial(): string | null {
    return this.odd(0.03) ? this.around.numbers.some(this.random) : null;
  }

  /** Sees in the very moment it rings that this is settled: the dial may not have reached the network yet. */
  private stopsDial(callbackId: string): void {
    if (!this.odd(0.01)) return;
    this.later(0, 400, () =>
      this.around.desk.send({ kind: 'cancel_callback', callbackId, by: 'staff', reason: null }, `agent:${this.id}`),
    );
  }

  /** A meeting has no end of its own: whoever opened it closes it, or gives it back. */
  private meets(callbackId: string): void {
    const { desk } = this.around;
    const actor = `agent:${this.id}`;
    this.later(minutes(1), minutes(30), () => {
      if (this.odd(0.1)) desk.send({ kind: 'requeue_callback', callbackId }, actor);
      else if (this.odd(0.05)) desk.send({ kind: 'cancel_callback', callbackId, by: 'staff', reason: null }, actor);
      else desk.send({ kind: 'close_callback', callbackId, disposition: 'resolved', note: null }, actor);
    });
  }

  private considersRedial(callbackId: string): void {
    if (!this.random.chance(0.4)) return;
    this.later(seconds(3), seconds(40), () =>
      this.around.desk.send({ kind: 'dial_callback', callbackId, phoneNumber: null }, `agent:${this.id}`),
    );
  }

  private transfer(callbackId: string): void {
    const isToAgent = this.random.chance(0.5);
    this.around.desk.send(
      {
        kind: 'transfer_callback',
        callbackId,
        queueId: isToAgent ? null : this.random.pick(['q_support', 'q_sales']),
        agentId: isToAgent ? this.random.pick(this.around.agentIds) : null,
      },
      `agent:${this.id}`,
    );
  }

  private wrapsUp(itemId: string): void {
    if (this.odd(0.05)) return;
    const disposition = this.random.pick(['resolved', 'follow_up', null]);
    this.later(seconds(3), seconds(28), () =>
      this.around.desk.send({ kind: 'wrap_up', itemId, disposition, note: null }, `agent:${this.id}`),
    );
  }
}
