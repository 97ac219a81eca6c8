import type { LegEnd } from '@ringback/core';
import type { Sameness } from './engine-life.ts';
import type { Leg } from './leg-book.ts';

/** Every trunk that could be tried has no line or no call per second left: nobody was rung (Q.850 42, SIP 503). */
export const NO_LINE_FREE: LegEnd = { sipStatus: 503, q850Cause: 42, endedBy: 'network' };

/** The engine could not be asked, or refused to ring: nobody was rung (Q.850 38, network out of order). */
export const ENGINE_AWAY: LegEnd = { sipStatus: null, q850Cause: 38, endedBy: 'network' };

/** The agent's phone is not registered (Q.850 20, subscriber absent). */
export const PHONE_AWAY: LegEnd = { sipStatus: 480, q850Cause: 20, endedBy: 'network' };

/** The gateway answered nothing at all. The engine makes a 408 of that, but nobody said it (Q.850 38). */
export const GATEWAY_SILENT: LegEnd = { sipStatus: null, q850Cause: 38, endedBy: 'network' };

/** The engine no longer knows the leg, and nobody saw how it ended. */
export const LOST: LegEnd = { sipStatus: null, q850Cause: null, endedBy: 'network' };

/** The engine died with the call (Q.850 38, network out of order). */
export const ENGINE_DIED: LegEnd = { sipStatus: null, q850Cause: 38, endedBy: 'network' };

/** The engine lives, we did not hang up, and a conversation is gone: the other side ended it, whyever. */
const LEFT_UNSEEN: LegEnd = { sipStatus: null, q850Cause: null, endedBy: 'far_end' };

/**
 * How a leg ended that the engine does not have any more at a connection. Of one that rang the reason is lost: the engine keeps
 * nothing of a channel that has ended, and whether its telephone was picked up, refused or left ringing was told to nobody.
 */
export function endOfGone(leg: Pick<Leg, 'isHangUpAsked' | 'phase'>, engine: Sameness): LegEnd {
  if (leg.isHangUpAsked) return { ...LOST, endedBy: 'us' };
  if (leg.phase !== 'answered' || engine === 'unknown') return LOST;
  return engine === 'another' ? ENGINE_DIED : LEFT_UNSEEN;
}

/** Statuses that somebody chose at the far end (RFC 3261; 607: RFC 8197). */
const FAR_END_STATUSES = new Set([480, 486, 600, 603, 607]);
/** Statuses of a trunk that cannot carry the call (RFC 3261), and causes of the same meaning (ITU-T Q.850). */
const TRUNK_STATUSES = new Set([500, 502, 503, 504]);
const TRUNK_CAUSES = new Set([27, 34, 38, 42, 102]);
/** "Interworking": what the engine says when a status has no cause of its own; 0 is "unknown". Neither says anything. */
const CAUSES_THAT_SAY_NOTHING = new Set([0, 127]);
/** Causes of a call the network ended: media that stopped (44), network out of order (38), temporary failure (41). */
const NETWORK_CAUSES = new Set([38, 41, 44]);
/** The engine's own ring timer may be this much early against our clock, milliseconds. */
const TIMER_SLACK_MS = 300;

/** What ended a channel, as the engine tells it: Q.850 cause, and the SIP status where there was one. */
export interface ChannelEnd {
  readonly cause: number;
  readonly techCause: number | null;
}

/** How a leg ended, in core's words. */
export function endOf(leg: Leg, { cause, techCause }: ChannelEnd, now: number): LegEnd {
  const q850Cause = CAUSES_THAT_SAY_NOTHING.has(cause) ? null : cause;
  if (leg.isHangUpAsked) return { sipStatus: techCause, q850Cause, endedBy: 'us' };
  if (leg.phase === 'answered' || leg.direction === 'inbound')
    return { sipStatus: techCause, q850Cause, endedBy: NETWORK_CAUSES.has(cause) ? 'network' : 'far_end' };
  if (isRingTimeOver(leg, now) && techCause === 480)
    return leg.hasRung ? { sipStatus: 480, q850Cause: 19, endedBy: 'network' } : PHONE_AWAY;
  if (techCause === 408 && !leg.hasRung) return GATEWAY_SILENT;
  const isFarEnd = techCause !== null && FAR_END_STATUSES.has(techCause);
  return { sipStatus: techCause, q850Cause, endedBy: isFarEnd ? 'far_end' : 'network' };
}

/** May the leg be tried on another trunk? Only when this one failed and nothing rang (I2). */
export function isTrunkFailure(leg: Leg, end: LegEnd): boolean {
  if (leg.dial?.trunkName == null || leg.hasRung || leg.isHangUpAsked) return false;
  if (end.sipStatus === null) return end.q850Cause !== null && TRUNK_CAUSES.has(end.q850Cause);
  return TRUNK_STATUSES.has(end.sipStatus);
}

function isRingTimeOver(leg: Leg, now: number): boolean {
  return leg.dial !== null && now >= leg.dial.ringEndsAt - TIMER_SLACK_MS;
}
