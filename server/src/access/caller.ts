import type { Me, Scope } from '@ringback/contract';

/** Who sends a request, once the credentials were looked at. */
export interface Caller {
  /** Names the credential: the id of a key, `session:agt_ana`, `link:cb_...`, or `anonymous`. Repeats are recognised within it. */
  readonly id: string;
  /** As it stands in the history. */
  readonly actor: string;
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly isPublishable: boolean;
  /** Origins of pages that may use it; null where origins do not matter. */
  readonly origins: readonly string[] | null;
  readonly role: Me['role'];
  /** The agent they work as. */
  readonly agentId: string | null;
  /** True when they may act for that agent only. */
  readonly isBoundToAgent: boolean;
  /** Epoch milliseconds of real time; null for a key. */
  readonly expiresAt: number | null;
}

/** Somebody without credentials. */
export const anonymous: Caller = {
  id: 'anonymous',
  actor: 'customer',
  name: 'Anybody',
  scopes: new Set(),
  isPublishable: false,
  origins: null,
  role: 'developer',
  agentId: null,
  isBoundToAgent: false,
  expiresAt: null,
};
