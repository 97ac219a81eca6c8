import type { LifecycleEvent } from '../callback/lifecycle.ts';
import type { CallbackState } from '../callback/vocabulary.ts';

/** The tables of the live state. Closed callbacks and live calls stay in their tables with `closedAt` set. */
export const tableNames = [
  'callback',
  'callback_details',
  'live_call',
  'attempt',
  'leg',
  'offer',
  'agent_state',
  'slot',
  'slot_hold',
  'learned_rates',
  'suppression',
  'call_in',
  'recording',
  'configuration',
] as const;
/** A table of the live state. */
export type TableName = (typeof tableNames)[number];

/** One row to be written (`row`) or removed (`row: null`). `key` is unique in its table and tenant. */
export interface Change {
  readonly table: TableName;
  readonly key: string;
  readonly row: Readonly<Record<string, unknown>> | null;
}

/** One entry of the append-only history: a timeline entry and a live event at once. */
export interface HistoryEntry {
  readonly sequence: number;
  readonly at: number;
  readonly type: string;
  /** The callback or live call it is about. */
  readonly itemId: string | null;
  readonly serviceId: string | null;
  readonly queueId: string | null;
  readonly agentId: string | null;
  /** Who caused it: `customer`, `agent:agt_ana`, `staff:key_1`, `phone`, `timer`. */
  readonly actor: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** One step of a callback along the lifecycle table. */
export interface Move {
  readonly callbackId: string;
  readonly event: LifecycleEvent;
  readonly from: CallbackState;
  readonly to: CallbackState;
}
