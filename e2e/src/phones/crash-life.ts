import { until, type SipPeer } from '@ringback/testkit/sip';
import {
  AGENT_HZ,
  AGENT_ID,
  AGENT_NUMBER,
  callsOf,
  CUSTOMER_HZ,
  hears,
  letPeopleAct,
  type People,
} from './crash-people.ts';
import { planText, type CrashPhase, type CrashPlan } from './crash-plan.ts';
import type { PhoneCentre } from './phone-centre.ts';
import type { CallbackSeen } from './seen.ts';

/** What came of one death of the server. */
export interface CrashLife {
  readonly plan: string;
  /** False: the point was not reached, and it was killed when the conversation was over. */
  readonly isAsPlanned: boolean;
  /** State of the callback when it died, as far as it was seen; null: not acknowledged. */
  readonly stateAtDeath: string | null;
  /** Whether two people talked when it died. */
  readonly isTalking: boolean;
  readonly attemptCount: number;
  /** Calls that came to the customer's telephone. */
  readonly ringCount: number;
  readonly attemptOutcomes: readonly (string | null)[];
  /** From the death until a new server was ready, milliseconds. */
  readonly awayMs: number;
  /** Broken promises, one line each. */
  readonly broken: readonly string[];
}

const ACT_LIMIT_MS = 90_000;
const END_LIMIT_MS = 90_000;
/** Of the time the server was away, at least this share of the other's voice was heard by who was talking. */
const HEARD_SHARE = 0.7;
/** How long a voice may be missing from a busy machine, milliseconds. */
const HEARD_AGAIN_MS = 5_000;

/** One callback, during which the server dies; then a new server, and the callback to its end. */
export async function liveThrough(
  centre: PhoneCentre,
  peer: SipPeer,
  number: string,
  plan: CrashPlan,
): Promise<CrashLife> {
  const broken: string[] = [];
  if (plan.kind === 'point') await arm(centre, plan.point);
  const people = letPeopleAct(peer, number, centre);
  try {
    const asked = { serviceId: 'svc_all', phoneNumber: number, externalId: `crash ${number}` };
    const ask = (): Promise<string> => centre.askFor(asked, `ask for ${number}`);
    const acknowledgedId = await ask().catch(() => null);
    const death = await die(centre, peer, number, plan, people, acknowledgedId);
    const diedAtMs = performance.now();
    const talkingCallId = death.isTalking ? liveCallOf(peer, number) : null;
    const heardBefore = talkingCallId === null ? 0 : peer.heardMs(talkingCallId);
    await centre.restart();
    const awayMs = performance.now() - diedAtMs;
    if (talkingCallId !== null) broken.push(...(await talkBroken(peer, talkingCallId, heardBefore, awayMs)));
    const heldCallId = death.stateAtDeath === 'holding' ? liveCallOf(peer, number) : null;
    if (death.stateAtDeath === 'holding' && heldCallId === null) broken.push('who was on hold is not on the line');
    Object.assign(people, { mayAnswer: true, mayPress: true, mayAccept: true });
    // Who was not acknowledged does not know whether it was taken, and asks again.
    const callbackId = await ask();
    if (acknowledgedId !== null && callbackId !== acknowledgedId) broken.push('asked again, it is another callback');
    const closed = await toTheEnd(centre, peer, number, callbackId, heldCallId, broken);
    broken.push(...ringsBroken(peer, number, closed));
    return {
      plan: planText(plan),
      isAsPlanned: death.isAsPlanned,
      stateAtDeath: death.stateAtDeath,
      isTalking: death.isTalking,
      attemptCount: closed.attempts.length,
      ringCount: callsOf(peer, number).length,
      attemptOutcomes: closed.attempts.map(({ outcome }) => outcome),
      awayMs: Math.round(awayMs),
      broken: broken.map((line) => `${planText(plan)}, ${number}: ${line}`),
    };
  } finally {
    await people.stop();
  }
}

/** What is told of a life that could not be lived to its end. */
export function failedLife(plan: CrashPlan, error: unknown): CrashLife {
  const seen = { isAsPlanned: false, stateAtDeath: null, isTalking: false, attemptCount: 0, ringCount: 0, awayMs: 0 };
  return { ...seen, plan: planText(plan), attemptOutcomes: [], broken: [`${planText(plan)}: ${String(error)}`] };
}

/** A server with a point in it, in place of the one that is there. */
async function arm(centre: PhoneCentre, point: string): Promise<void> {
  await centre.server().kill();
  await centre.restart({ RINGBACK_CRASH_POINT: point });
}

interface Death {
  readonly isAsPlanned: boolean;
  readonly stateAtDeath: string | null;
  readonly isTalking: boolean;
}

async function die(
  centre: PhoneCentre,
  peer: SipPeer,
  number: string,
  plan: CrashPlan,
  people: People,
  callbackId: string | null,
): Promise<Death> {
  const server = centre.server();
  if (plan.kind === 'point') return dieAtPoint(centre, peer, number, callbackId);
  if (plan.kind === 'phase') await reach(centre, peer, number, plan.phase, people, callbackId ?? '');
  else await new Promise((resolve) => setTimeout(resolve, plan.afterMs));
  const stateAtDeath = callbackId === null ? null : (await centre.callback(callbackId)).state;
  const isTalking = isInTalk(peer, number);
  await server.kill();
  return { isAsPlanned: true, stateAtDeath, isTalking };
}

/** It kills itself; if it does not before they have talked, it is killed. */
async function dieAtPoint(
  centre: PhoneCentre,
  peer: SipPeer,
  number: string,
  callbackId: string | null,
): Promise<Death> {
  const server = centre.server();
  let isGone = false;
  void server.gone.then(() => (isGone = true));
  const isOver = async (): Promise<boolean> => {
    const call = liveCallOf(peer, number);
    return isGone || (call !== null && hears(peer, call, AGENT_HZ));
  };
  await until('the server dies, or they talk', isOver, ACT_LIMIT_MS).catch((error: unknown) =>
    explain(centre, peer, number, callbackId, error),
  );
  const isAsPlanned = isGone;
  if (!isGone) await server.kill();
  return { isAsPlanned, stateAtDeath: callbackId === null ? null : 'unseen', isTalking: isInTalk(peer, number) };
}

/** Brings a call into a phase and keeps it there, because somebody waits before they do their part. */
async function reach(
  centre: PhoneCentre,
  peer: SipPeer,
  number: string,
  phase: CrashPhase,
  people: People,
  callbackId: string,
): Promise<void> {
  if (phase === 'ringing') people.mayAnswer = false;
  if (phase === 'announcing') people.mayPress = false;
  if (phase === 'holding') people.mayAccept = false;
  const wanted = { ringing: 'dialing', announcing: 'confirming', holding: 'holding', bridged: 'connected' }[phase];
  await centre.untilCallback(callbackId, ({ state }) => state === wanted, ACT_LIMIT_MS);
  if (phase === 'ringing')
    await until('it rings', async () => callsOf(peer, number).some(({ callId }) => peer.isRinging(callId)), 10_000);
  if (phase !== 'bridged') return;
  const talks = async (): Promise<boolean> => hears(peer, liveCallOf(peer, number) ?? '', AGENT_HZ);
  await until('they talk', talks, ACT_LIMIT_MS);
}

/** Throws the error again with everything that can be seen from outside. */
async function explain(
  centre: PhoneCentre,
  peer: SipPeer,
  number: string,
  callbackId: string | null,
  error: unknown,
): Promise<never> {
  const calls = [...callsOf(peer, number), ...callsOf(peer, AGENT_NUMBER).slice(-3)];
  const parts = [
    String(error),
    ...calls.map(
      ({ callId, user }) => `${user} ${peer.isRinging(callId) ? 'rings' : peer.isLive(callId) ? 'is up' : 'is over'}`,
    ),
    JSON.stringify(await centre.work(AGENT_ID)),
    ...(callbackId === null
      ? []
      : (await centre.timeline(callbackId)).map(({ at, type, detail }) => `${at} ${type} ${JSON.stringify(detail)}`)),
    centre.server().output().slice(-2_000),
  ];
  throw new Error(parts.join('\n'), { cause: error });
}

function isInTalk(peer: SipPeer, number: string): boolean {
  const call = liveCallOf(peer, number);
  return call !== null && hears(peer, call, AGENT_HZ);
}

function liveCallOf(peer: SipPeer, number: string): string | null {
  return callsOf(peer, number).find(({ callId }) => peer.isLive(callId) && !peer.isRinging(callId))?.callId ?? null;
}

/** People who talk go on talking while no server is there. */
async function talkBroken(
  peer: SipPeer,
  callId: string,
  heardBeforeMs: number,
  awayMs: number,
): Promise<readonly string[]> {
  if (!peer.isLive(callId)) return ['the conversation was cut'];
  const heardMs = peer.heardMs(callId) - heardBeforeMs;
  if (heardMs < awayMs * HEARD_SHARE) return [`of ${Math.round(awayMs)} ms only ${heardMs} ms were heard`];
  return until('the agent is heard', async () => hears(peer, callId, AGENT_HZ), HEARD_AGAIN_MS).then(
    () => [],
    () => ['the agent is not heard any more'],
  );
}

/** They talk, in the same call where one was kept, the customer hangs up, and the callback is closed. */
async function toTheEnd(
  centre: PhoneCentre,
  peer: SipPeer,
  number: string,
  callbackId: string,
  heldCallId: string | null,
  broken: string[],
): Promise<CallbackSeen> {
  const talksOrIsOver = async (): Promise<boolean> => {
    const call = liveCallOf(peer, number);
    if (call !== null && hears(peer, call, AGENT_HZ)) return true;
    return (await centre.callback(callbackId)).state === 'closed';
  };
  await until('they talk after the restart', talksOrIsOver, END_LIMIT_MS).catch((error: unknown) =>
    explain(centre, peer, number, callbackId, error),
  );
  const call = liveCallOf(peer, number);
  if (heldCallId !== null && call !== heldCallId) broken.push('who was on hold was not connected in that call');
  if (call !== null) {
    const agentCall = callsOf(peer, AGENT_NUMBER).findLast(({ callId }) => peer.isLive(callId))?.callId ?? '';
    const agentHears = async (): Promise<boolean> => hears(peer, agentCall, CUSTOMER_HZ);
    await until('the agent hears the customer', agentHears, 10_000).catch(() =>
      broken.push('the agent does not hear the customer'),
    );
    peer.hangUp(call);
  }
  const closed = await centre.untilCallback(callbackId, ({ state }) => state === 'closed', END_LIMIT_MS);
  if (closed.outcome !== 'completed') broken.push(`closed as ${closed.outcome}`);
  return closed;
}

/** By the customer's own telephone: no attempt rang twice, and no two calls at once. */
function ringsBroken(peer: SipPeer, number: string, { attempts }: CallbackSeen): readonly string[] {
  const rings = callsOf(peer, number);
  const broken = rings.length > attempts.length ? [`${rings.length} rings for ${attempts.length} attempts`] : [];
  const live = rings.filter(({ callId }) => peer.isLive(callId));
  return live.length > 1 ? [...broken, `${live.length} calls at once`] : broken;
}
