import type { PhoneEffect, PhoneEvent } from '@ringback/core';

/** A leg as the phone system knows it. */
export interface BenchLeg {
  readonly legId: string;
  readonly role: 'customer' | 'agent';
  readonly direction: 'outbound' | 'inbound';
  readonly address: string;
  isAnswered: boolean;
}

type DialEffect = Extract<PhoneEffect, { kind: 'dial' }>;

/**
 * The phone system of the bench. It believes nobody: a leg dialled twice is an error. Hang-ups are done at once; agents'
 * phones answer at once unless told otherwise; customers do what the test says.
 */
export class BenchPhone {
  readonly legs = new Map<string, BenchLeg>();
  readonly dials: DialEffect[] = [];
  readonly spoken: string[] = [];
  agentPhonesAnswer: boolean;
  /** False: what is to be hung up stays up, until the test says that it ended. */
  hangsUpAtOnce = true;
  private readonly events: PhoneEvent[] = [];
  private readonly dialledIds = new Set<string>();

  constructor(agentPhonesAnswer: boolean) {
    this.agentPhonesAnswer = agentPhonesAnswer;
  }

  /** The next thing to report, or null. */
  takeEvent(): PhoneEvent | null {
    return this.events.shift() ?? null;
  }

  /** Keeps its own book of what a test or the bench reported. */
  hear(event: PhoneEvent): void {
    if (event.kind === 'inbound') {
      this.legs.set(event.legId, {
        legId: event.legId,
        role: 'customer',
        direction: 'inbound',
        address: event.from,
        isAnswered: false,
      });
    } else if (event.kind === 'ended') this.legs.delete(event.legId);
    else if (event.kind === 'answered') this.markAnswered(event.legId);
  }

  /** Does what an effect asks. */
  act(effect: PhoneEffect): void {
    if (effect.kind === 'dial') this.dial(effect);
    else if (effect.kind === 'answer') this.markAnswered(effect.legId);
    else if (effect.kind === 'play') this.spoken.push(effect.prompt.name);
    else if (effect.kind === 'hang_up' && this.hangsUpAtOnce) this.hangUp(effect.legId);
  }

  private dial(effect: DialEffect): void {
    if (this.dialledIds.has(effect.legId)) throw new Error(`[I2] leg ${effect.legId} was dialled twice`);
    this.dialledIds.add(effect.legId);
    this.dials.push(effect);
    const isAgent = effect.target.kind === 'agent';
    const address = effect.target.kind === 'agent' ? effect.target.agentId : effect.target.phoneNumber;
    this.legs.set(effect.legId, {
      legId: effect.legId,
      role: isAgent ? 'agent' : 'customer',
      direction: 'outbound',
      address,
      isAnswered: false,
    });
    if (isAgent && this.agentPhonesAnswer) this.events.push({ kind: 'answered', legId: effect.legId });
  }

  /** Somebody picks up, and nobody is told: there is no writer just then, or the report is lost. */
  pickUpUnheard(legId: string): void {
    this.markAnswered(legId);
  }

  private markAnswered(legId: string): void {
    const leg = this.legs.get(legId);
    if (leg !== undefined) leg.isAnswered = true;
  }

  private hangUp(legId: string): void {
    if (this.legs.has(legId))
      this.events.push({ kind: 'ended', legId, end: { sipStatus: null, q850Cause: 16, endedBy: 'us' } });
  }

  /** Numbers rung so far, in order. */
  get rungNumbers(): readonly string[] {
    return this.dials.flatMap(({ target }) => (target.kind === 'number' ? [target.phoneNumber] : []));
  }

  /** Agents rung so far, in order. */
  get rungAgents(): readonly string[] {
    return this.dials.flatMap(({ target }) => (target.kind === 'agent' ? [target.agentId] : []));
  }
}
