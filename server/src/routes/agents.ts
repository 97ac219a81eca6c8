import type { Handlers } from '../http/handlers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { itemStatesOf, toAgentStatus, type WireAgent } from '../mapping/agents.ts';
import { endedCall, toWireCall, type WireCall } from '../mapping/calls.ts';
import type { Parts } from '../parts.ts';
import { readBoard } from './board-reader.ts';
import { checkAgent, submit, type Sender } from './submitting.ts';
import { readWork } from './work-reader.ts';

type Names =
  | 'setPresence'
  | 'getWork'
  | 'acceptOffer'
  | 'declineOffer'
  | 'hangUpCall'
  | 'holdCall'
  | 'resumeCall'
  | 'muteCall'
  | 'unmuteCall'
  | 'transferCall'
  | 'consultCall'
  | 'completeConsult'
  | 'cancelConsult'
  | 'rejoinCall'
  | 'getBoard';

/** Answers the workspace, the call bar and the board. */
export function agentHandlers(parts: Parts): Pick<Handlers, Names> {
  return {
    setPresence: async (ask) => {
      const agentId = ask.params.id;
      checkAgent(ask.caller, agentId);
      await submit(parts, ask, {
        kind: 'set_presence',
        agentId,
        presence: ask.body.presence,
        reason: ask.body.reason ?? null,
      });
      return { status: 200, body: await readAgent(parts, agentId) };
    },
    getWork: async ({ params, caller }) => {
      checkAgent(caller, params.id);
      return { status: 200, body: await readWork(parts, params.id) };
    },
    acceptOffer: async (ask) => {
      const agentId = await agentOfOffer(parts, ask.params.id);
      checkAgent(ask.caller, agentId ?? ask.caller.agentId ?? '');
      await submit(parts, ask, { kind: 'accept_offer', offerId: ask.params.id });
      return { status: 200, body: await readWork(parts, agentId ?? ask.caller.agentId ?? '') };
    },
    declineOffer: async (ask) => {
      const agentId = await agentOfOffer(parts, ask.params.id);
      checkAgent(ask.caller, agentId ?? ask.caller.agentId ?? '');
      await submit(parts, ask, { kind: 'decline_offer', offerId: ask.params.id, reason: ask.body.reason });
      return { status: 200, body: await readWork(parts, agentId ?? ask.caller.agentId ?? '') };
    },
    hangUpCall: async (ask) => {
      const before = await findCall(parts, ask.params.id);
      await submit(parts, ask, { kind: 'hang_up', callId: ask.params.id, agentId: ask.caller.agentId });
      return {
        status: 200,
        body: afterwards(before, await findCall(parts, ask.params.id), ask.params.id, parts.now()),
      };
    },
    holdCall: (ask) => control(parts, ask, { kind: 'hold_call', callId: ask.params.id, isOn: true }),
    resumeCall: (ask) => control(parts, ask, { kind: 'hold_call', callId: ask.params.id, isOn: false }),
    muteCall: (ask) => control(parts, ask, { kind: 'mute_call', callId: ask.params.id, isOn: true }),
    unmuteCall: (ask) => control(parts, ask, { kind: 'mute_call', callId: ask.params.id, isOn: false }),
    transferCall: (ask) =>
      control(parts, ask, {
        kind: 'transfer_call',
        callId: ask.params.id,
        queueId: ask.body.queueId ?? null,
        agentId: ask.body.agentId ?? null,
      }),
    consultCall: (ask) =>
      control(parts, ask, {
        kind: 'consult',
        callId: ask.params.id,
        queueId: ask.body.queueId ?? null,
        agentId: ask.body.agentId ?? null,
      }),
    completeConsult: (ask) => control(parts, ask, { kind: 'complete_consult', callId: ask.params.id }),
    cancelConsult: (ask) => control(parts, ask, { kind: 'cancel_consult', callId: ask.params.id }),
    rejoinCall: (ask) => control(parts, ask, { kind: 'rejoin_call', callId: ask.params.id }),
    getBoard: async () => ({ status: 200, body: await readBoard(parts) }),
  };
}

async function control(
  parts: Parts,
  ask: Sender & { readonly params: { readonly id: string } },
  body: Parameters<typeof submit>[2],
): Promise<{ status: 200; body: WireCall }> {
  const before = await findCall(parts, ask.params.id);
  await submit(parts, ask, body);
  return { status: 200, body: afterwards(before, await findCall(parts, ask.params.id), ask.params.id, parts.now()) };
}

/** The call after a command: as it is now, or as it was when it ended with it. */
function afterwards(before: WireCall | null, after: WireCall | null, id: string, now: number): WireCall {
  if (after !== null) return after;
  if (before === null) throw new ProblemError('unknown_call', { detail: `There is no call ${id} going on.` });
  return endedCall(before, now);
}

async function findCall(parts: Parts, callId: string): Promise<WireCall | null> {
  const agents = await parts.engine.ask({ kind: 'agents' });
  for (const { agent } of agents) {
    if (agent.itemId === null || agent.activity !== 'on_item') continue;
    const work = await parts.engine.ask({ kind: 'work', agentId: agent.id });
    const call = work?.active == null ? null : toWireCall(work.active);
    if (call?.id === callId) return call;
  }
  return null;
}

async function agentOfOffer(parts: Parts, offerId: string): Promise<string | null> {
  const agents = await parts.engine.ask({ kind: 'agents' });
  return agents.find(({ agent }) => agent.offerId === offerId)?.agent.id ?? null;
}

/** An agent as they are now. Throws ProblemError `unknown_agent`. */
export async function readAgent(parts: Pick<Parts, 'engine'>, agentId: string): Promise<WireAgent> {
  const agents = await parts.engine.ask({ kind: 'agents' });
  const found = agents.find(({ agent }) => agent.id === agentId);
  if (found === undefined) throw new ProblemError('unknown_agent', { detail: `There is no agent ${agentId}.` });
  return toAgentStatus(found, await itemStatesOf(parts.engine, [found]));
}
