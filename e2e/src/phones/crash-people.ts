import { SipPeer, toneSeconds, type SipPeerCall } from '@ringback/testkit/sip';
import { actAgainAndAgain, createOnePresser, takeOffers } from './acting.ts';
import type { PhoneCentre } from './phone-centre.ts';

/** What the customers of a crash run say, and what the agent says. */
export const CUSTOMER_HZ = 440;
export const AGENT_HZ = 1000;
/** The agent is rung at a number of the trunk: nothing of them is in a process that dies. */
export const AGENT_ID = 'agt_one';
export const AGENT_NUMBER = '+12025550199';

const RECENT_MS = 500;
/** Nobody presses before they have heard so much, milliseconds. */
const SPOKEN_TO_MS = 300;

/** The far end of a crash run: customers who ring until they are told to answer, and an agent who picks up. */
export function openPeople(enginePort: () => number): Promise<SipPeer> {
  return SipPeer.open({
    scriptOf: (user) =>
      user === AGENT_NUMBER
        ? { kind: 'answer', ringAfterMs: 10, answerAfterMs: 60, saysHz: AGENT_HZ }
        : { kind: 'ring' },
    enginePort,
  });
}

/** The calls that rang at a number, oldest first. */
export function callsOf(peer: SipPeer, number: string): readonly SipPeerCall[] {
  return peer.calls().filter(({ user }) => user === number);
}

/** Does the call hear this tone just now? */
export function hears(peer: SipPeer, callId: string, hz: number): boolean {
  const recent = peer.heard(callId, Math.max(0, peer.heardMs(callId) - RECENT_MS));
  return toneSeconds(recent, hz) >= (RECENT_MS / 1000) * 0.6;
}

/** What people do by themselves until they are told to stop. */
export interface People {
  /** The customer answers what rings and presses 1 until somebody is there. */
  mayAnswer: boolean;
  mayPress: boolean;
  /** The agent accepts what is offered. */
  mayAccept: boolean;
  stop(): Promise<void>;
}

/** Lets the customer of a number and the agent do what people do, also while the server is away. */
export function letPeopleAct(peer: SipPeer, number: string, centre: PhoneCentre): People {
  const pressOne = createOnePresser((callId, key) => peer.pressKey(callId, key));
  const stop = actAgainAndAgain(async () => {
    customerActs();
    agentConfirms();
    await takeOffers(centre, AGENT_ID, () => people.mayAccept);
  });
  const people = { mayAnswer: true, mayPress: true, mayAccept: true, stop };

  /** Whoever is on the line presses 1 until they hear the other. */
  function press(callId: string, otherHz: number): void {
    if (peer.isRinging(callId) || peer.heardMs(callId) < SPOKEN_TO_MS || hears(peer, callId, otherHz)) return;
    pressOne(callId);
  }

  function customerActs(): void {
    const live = callsOf(peer, number).find(({ callId }) => peer.isLive(callId));
    if (live === undefined) return;
    if (people.mayAnswer && peer.isRinging(live.callId)) peer.pickUp(live.callId, CUSTOMER_HZ);
    if (people.mayPress) press(live.callId, AGENT_HZ);
  }

  /** An agent at a number is asked whether it is them: it could be anybody's telephone. */
  function agentConfirms(): void {
    const live = callsOf(peer, AGENT_NUMBER).find(({ callId }) => peer.isLive(callId));
    if (live !== undefined) press(live.callId, CUSTOMER_HZ);
  }

  return people;
}
