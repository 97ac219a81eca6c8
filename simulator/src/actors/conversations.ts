import type { AgentProfile, CommandBody, HistoryEntry } from '@ringback/core';
import type { Random } from '../random.ts';
import type { AgentSurroundings } from './agents.ts';

const seconds = (count: number): number => count * 1_000;

/** How often somebody who found no free colleague asks again. */
const ASKS_MAX = 4;

/**
 * What an agent does while a customer is on the line: talks, holds, mutes, transfers, asks a colleague first, and loads the page
 * of their softphone again.
 */
export class Conversations {
  private readonly id: string;
  private readonly isSoftphone: boolean;
  private readonly around: AgentSurroundings;
  private readonly random: Random;

  constructor(profile: AgentProfile, around: AgentSurroundings, random: Random) {
    this.id = profile.id;
    this.isSoftphone = profile.endpoint.type === 'softphone';
    this.around = around;
    this.random = random;
  }

  /** Somebody is on the line. */
  begin(callId: string): void {
    const talkMs = seconds(5) + this.random.exponential(this.around.profile.talkMs);
    this.afterMs(talkMs, () => this.hangUp(callId));
    if (this.odd(0.02)) {
      this.afterMs(Math.round(talkMs / 3), () => this.hold(callId, true));
      this.afterMs(Math.round(talkMs / 2), () => this.hold(callId, false));
    }
    if (this.odd(0.005)) this.afterMs(talkMs >> 1, () => this.send({ kind: 'mute_call', callId, isOn: true }));
    if (this.odd(0.04)) this.afterMs(talkMs >> 1, () => this.transfer(callId));
    if (this.odd(0.08)) this.afterMs(Math.round(talkMs / 4), () => this.askColleague(callId, ASKS_MAX));
    if (this.isSoftphone && this.odd(0.02)) this.afterMs(talkMs >> 1, () => this.reload(callId));
  }

  /** A colleague gave this agent their customer after asking. */
  takeOver(callId: string): void {
    this.begin(callId);
  }

  /** The softphone lost its leg: mostly the page is there again in time. */
  phoneLost(callId: string): void {
    const isQuick = this.random.chance(0.8);
    this.later(500, seconds(isQuick ? 12 : 30), () => this.reload(callId));
  }

  /** What becomes of a colleague who was asked. */
  heardOfColleague({ callId, consult, agentId }: HistoryEntry['detail']): void {
    const call = String(callId);
    if (consult === 'talking') this.later(seconds(2), seconds(40), () => this.endTalk(call, String(agentId)));
    else if (consult === 'asked' || consult === 'ringing') {
      if (this.odd(0.05)) this.later(200, seconds(8), () => this.send({ kind: 'cancel_consult', callId: call }));
      else if (this.odd(0.02)) this.later(200, seconds(8), () => this.hangUp(call));
    } else if (consult === 'refused' || consult === 'no_answer' || consult === 'left') this.goBack(call);
  }

  /** Decides how a talk with a colleague ends. */
  private endTalk(callId: string, colleagueId: string): void {
    const ends = { complete: 36, cancel: 14, resume: 8, colleague: 26, hangUp: 8, again: 3, reload: 5 };
    const wish = this.random.weighted(ends);
    if (wish === 'complete') this.send({ kind: 'complete_consult', callId });
    else if (wish === 'cancel') this.send({ kind: 'cancel_consult', callId });
    else if (wish === 'resume') this.hold(callId, false);
    else if (wish === 'hangUp') this.hangUp(callId);
    else if (wish === 'again') this.askColleague(callId, 1);
    else if (wish === 'reload') this.reload(callId);
    else this.around.desk.send({ kind: 'hang_up', callId, agentId: colleagueId }, `agent:${colleagueId}`);
  }

  private goBack(callId: string): void {
    this.later(seconds(1), seconds(10), () => {
      const wish = this.random.weighted({ resume: 75, hangUp: 10, again: 15 });
      if (wish === 'resume') this.hold(callId, false);
      else if (wish === 'hangUp') this.hangUp(callId);
      else this.askColleague(callId, 1);
    });
  }

  private askColleague(callId: string, asksLeft: number): void {
    const isOne = this.random.chance(0.4);
    const agentId = isOne ? this.random.pick(this.around.agentIds) : null;
    const queueId = isOne ? null : this.random.pick(['q_support', 'q_sales']);
    this.around.desk.send({ kind: 'consult', callId, agentId, queueId }, this.actor, (reply) => {
      const isNobodyFree = !reply.ok && reply.rejection.code === 'not_allowed_in_state';
      if (isNobodyFree && asksLeft > 1)
        this.later(seconds(1), seconds(9), () => this.askColleague(callId, asksLeft - 1));
    });
  }

  /** The page is there again and asks for its conversation; impatient people load it twice. */
  private reload(callId: string): void {
    this.send({ kind: 'rejoin_call', callId });
    if (this.odd(0.05)) this.later(50, seconds(2), () => this.send({ kind: 'rejoin_call', callId }));
  }

  private transfer(callId: string): void {
    const isToAgent = this.random.chance(0.4);
    this.send({
      kind: 'transfer_call',
      callId,
      queueId: isToAgent ? null : this.random.pick(['q_support', 'q_sales']),
      agentId: isToAgent ? this.random.pick(this.around.agentIds) : null,
    });
  }

  private hold(callId: string, isOn: boolean): void {
    this.send({ kind: 'hold_call', callId, isOn });
  }

  private hangUp(callId: string): void {
    this.send({ kind: 'hang_up', callId, agentId: this.id });
  }

  private get actor(): string {
    return `agent:${this.id}`;
  }

  private send(body: CommandBody): void {
    this.around.desk.send(body, this.actor);
  }

  private odd(ratio: number): boolean {
    return this.random.chance(ratio * this.around.profile.mischief);
  }

  private later(fromMs: number, toMs: number, run: () => void): void {
    this.afterMs(this.random.int(fromMs, toMs), run);
  }

  private afterMs(delayMs: number, run: () => void): void {
    this.around.scheduler.quietlyAfter(delayMs, run);
  }
}
