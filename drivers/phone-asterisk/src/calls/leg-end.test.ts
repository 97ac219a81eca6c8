import { describe, expect, test } from 'vitest';
import { type Dial, type Leg, LegBook } from './leg-book.ts';
import { endOf, isTrunkFailure, type ChannelEnd } from './leg-end.ts';

const ASKED_AT = 1_000_000;

function dialOn(trunkName: string | null): Dial {
  const target = { kind: 'number', phoneNumber: '+12025550105' } as const;
  return {
    effect: { kind: 'dial', legId: 'leg_a', target, callerId: null, ringMs: 20_000 },
    askedAt: ASKED_AT,
    triedNames: new Set(),
    lastEnd: null,
    trunkName,
    ringEndsAt: ASKED_AT + 20_000,
  };
}

function legWith(more: Partial<Leg> = {}, direction: Leg['direction'] = 'outbound'): Leg {
  const dial = direction === 'outbound' ? dialOn('main') : null;
  const leg = new LegBook().add({ id: 'leg_a', direction, dial, channelId: null, isChannelAsked: true });
  return Object.assign(leg, more);
}

function end(leg: Leg, cause: number, techCause: ChannelEnd['techCause'] = null, afterMs = 1_000) {
  return endOf(leg, { cause, techCause }, ASKED_AT + afterMs);
}

describe('how a leg ended', () => {
  test('[D11][D12] after the answer: by whoever hung up; 0 says nothing, and media that stopped is the network', () => {
    const talking = { phase: 'answered', hasRung: true } as const;
    expect(end(legWith(talking), 16)).toEqual({ sipStatus: null, q850Cause: 16, endedBy: 'far_end' });
    expect(end(legWith(talking), 0)).toEqual({ sipStatus: null, q850Cause: null, endedBy: 'far_end' });
    expect(end(legWith({ ...talking, isHangUpAsked: true }), 16).endedBy).toBe('us');
    expect(end(legWith(talking), 44).endedBy).toBe('network');
  });

  test('[R1] a caller who gives up before the answer is the far end', () => {
    expect(end(legWith({}, 'inbound'), 16).endedBy).toBe('far_end');
  });

  test('[A2] 480 is our own ring time, or the far end, by when it came', () => {
    const rings = { phase: 'ringing', hasRung: true } as const;
    expect(end(legWith(rings), 19, 480, 20_000)).toEqual({ sipStatus: 480, q850Cause: 19, endedBy: 'network' });
    expect(end(legWith(rings), 19, 480, 15_000)).toEqual({ sipStatus: 480, q850Cause: 19, endedBy: 'far_end' });
    expect(end(legWith(), 19, 480, 20_000)).toEqual({ sipStatus: 480, q850Cause: 20, endedBy: 'network' });
  });

  test('[A2] a gateway that says nothing is the network, one that rang before is nobody picking up', () => {
    expect(end(legWith(), 18, 408)).toEqual({ sipStatus: null, q850Cause: 38, endedBy: 'network' });
    expect(end(legWith({ hasRung: true }), 18, 408)).toEqual({ sipStatus: 408, q850Cause: 18, endedBy: 'network' });
  });
});

describe('whether another trunk may be tried', () => {
  const congested = { sipStatus: 503, q850Cause: 34, endedBy: 'network' } as const;

  test('[A6][I2] only where nothing rang and nobody hung up', () => {
    expect(isTrunkFailure(legWith(), congested)).toBe(true);
    expect(isTrunkFailure(legWith({ hasRung: true }), congested)).toBe(false);
    expect(isTrunkFailure(legWith({ isHangUpAsked: true }), congested)).toBe(false);
    expect(isTrunkFailure(legWith({ dial: dialOn(null) }), congested)).toBe(false);
    expect(isTrunkFailure(legWith({}, 'inbound'), congested)).toBe(false);
  });

  test('[A6] not for what the far end said, whatever cause comes with it', () => {
    expect(isTrunkFailure(legWith(), { sipStatus: 486, q850Cause: 34, endedBy: 'far_end' })).toBe(false);
    expect(isTrunkFailure(legWith(), { sipStatus: null, q850Cause: 16, endedBy: 'network' })).toBe(false);
    expect(isTrunkFailure(legWith(), { sipStatus: null, q850Cause: 42, endedBy: 'network' })).toBe(true);
  });
});
