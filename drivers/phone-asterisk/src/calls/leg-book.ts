import type { LegEnd, PhoneEffect } from '@ringback/core';

/** The effect that asks for a leg. */
export type DialEffect = Extract<PhoneEffect, { kind: 'dial' }>;

/** A dial that is going on: what it takes to try it on another trunk. */
export interface Dial {
  readonly effect: DialEffect;
  readonly askedAt: number;
  readonly triedNames: Set<string>;
  /** How the last try ended; null while there was none before. */
  lastEnd: LegEnd | null;
  trunkName: string | null;
  /** When the engine stops ringing by itself, epoch milliseconds. */
  ringEndsAt: number;
}

/** A leg as the driver knows it. */
export interface Leg {
  readonly id: string;
  readonly direction: 'outbound' | 'inbound';
  /** The channel it has now: its own id, or that of a later try on another trunk. */
  channelId: string;
  /** The engine was asked for the channel, so it may exist. */
  isChannelAsked: boolean;
  phase: 'asked' | 'ringing' | 'answered';
  /** It may have rung at the far end: never tried again (I2). */
  hasRung: boolean;
  isHangUpAsked: boolean;
  /** We asked the engine to answer a call that came in. The dialplan may have done so before, while we were away. */
  isAnswerAsked: boolean;
  /** Null for legs that came in, that are answered, or that an earlier process dialled. */
  dial: Dial | null;
  /** Prompts that are being spoken. */
  readonly playIds: Set<string>;
  /** Every prompt asked for, so that a repeat is not spoken again. */
  readonly askedPlayIds: Set<string>;
  isMusicOn: boolean;
  bridgeId: string | null;
  isMachineHeard: boolean;
  /** The engine looks at every frame for the beep of a voicemail. */
  isBeepAwaited: boolean;
  /** The last key event, which the engine may tell twice. */
  lastKeyEvent: string | null;
}

/** Ended legs that are remembered, so that a late repeat of their dial rings nobody. */
const ENDED_REMEMBERED = 20_000;

/** The legs that live, by their ids and by their channels. */
export class LegBook {
  readonly #legs = new Map<string, Leg>();
  readonly #byChannel = new Map<string, Leg>();
  readonly #endedIds = new Set<string>();

  /** Enters a leg. `channelId` null: the leg's own id. */
  add(leg: Pick<Leg, 'id' | 'direction' | 'dial'> & { channelId: string | null; isChannelAsked: boolean }): Leg {
    const entry: Leg = {
      ...leg,
      channelId: leg.channelId ?? leg.id,
      phase: 'asked',
      hasRung: false,
      isHangUpAsked: false,
      isAnswerAsked: false,
      playIds: new Set(),
      askedPlayIds: new Set(),
      isMusicOn: false,
      bridgeId: null,
      isMachineHeard: false,
      isBeepAwaited: false,
      lastKeyEvent: null,
    };
    this.#legs.set(entry.id, entry);
    this.#byChannel.set(entry.channelId, entry);
    return entry;
  }

  /** The leg goes on as another channel. */
  moveTo(leg: Leg, channelId: string): void {
    this.#byChannel.delete(leg.channelId);
    leg.channelId = channelId;
    this.#byChannel.set(channelId, leg);
  }

  find(legId: string): Leg | null {
    return this.#legs.get(legId) ?? null;
  }

  ofChannel(channelId: string): Leg | null {
    return this.#byChannel.get(channelId) ?? null;
  }

  living(): readonly Leg[] {
    return [...this.#legs.values()];
  }

  /** Did a leg of this id end here not long ago? */
  hasEnded(legId: string): boolean {
    return this.#endedIds.has(legId);
  }

  /** Takes a leg out. False when it was out already. */
  remove(leg: Leg): boolean {
    if (this.#legs.get(leg.id) !== leg) return false;
    this.#legs.delete(leg.id);
    this.#byChannel.delete(leg.channelId);
    this.#endedIds.add(leg.id);
    if (this.#endedIds.size > ENDED_REMEMBERED)
      for (const oldest of this.#endedIds) return this.#endedIds.delete(oldest);
    return true;
  }
}
