import type { agentStatus } from '@ringback/contract';
import type { AgentState, Answers, CallbackState } from '@ringback/core';
import type { Engine } from '@ringback/engine';
import type { z } from 'zod';
import { toIso } from './instants.ts';

/** An agent on the wire. */
export type WireAgent = z.input<typeof agentStatus>;

/** The states of callbacks that agents have in hand, by id. */
export type ItemStates = ReadonlyMap<string, CallbackState>;

/** Asks for the states of the callbacks these agents have in hand. */
export async function itemStatesOf(engine: Engine, agents: Answers['agents']): Promise<ItemStates> {
  const callbackIds = agents
    .map(({ agent }) => agent.itemId)
    .filter((id) => id !== null)
    .filter((id) => id.startsWith('cb_'));
  if (callbackIds.length === 0) return new Map();
  const views = await engine.ask({ kind: 'callbacks', callbackIds });
  return new Map(views.map(({ callback }) => [callback.id, callback.state]));
}

/** What an agent does, by the state of what they have in hand. */
export function activityOf(agent: AgentState, itemState: CallbackState | null): WireAgent['activity'] {
  if (agent.activity === 'wrap_up') return 'wrapping_up';
  if (agent.activity !== 'on_item') return agent.activity;
  if (itemState === 'previewing') return 'previewing';
  return itemState === 'dialing' || itemState === 'confirming' || itemState === 'holding' ? 'dialing' : 'talking';
}

const presences: readonly string[] = ['available', 'busy', 'away', 'offline'];

/** Presences of the wire; one of the centre's own counts as busy. */
function presenceOf(presence: string): WireAgent['presence'] {
  // Checked against the list of the contract one line above.
  return presences.includes(presence) ? (presence as WireAgent['presence']) : 'busy';
}

/** An agent on the wire. */
export function toAgentStatus({ agent, name }: Answers['agents'][number], states: ItemStates): WireAgent {
  const itemId = agent.itemId;
  return {
    id: agent.id,
    name,
    presence: presenceOf(agent.presence),
    presenceReason: agent.presenceReason,
    since: toIso(agent.presenceSinceAt),
    nextPresence: agent.nextPresence === null ? null : presenceOf(agent.nextPresence),
    activity: activityOf(agent, itemId === null ? null : (states.get(itemId) ?? null)),
    activitySince: toIso(agent.activitySinceAt),
    callbackId: itemId !== null && itemId.startsWith('cb_') ? itemId : null,
  };
}
