import type { Callback } from '@ringback/contract';
import type { FuzzCase, World } from './fuzz-case.ts';
import type { Operation } from './operations.ts';
import { caseOf, goodParts } from './requests.ts';
import type { Resolve } from './schema-node.ts';

const ACTION = /^\/v1\/callbacks\/\{id\}\/([\w-]+)$/;

/** Every action on every callback that does not list it among its `allowedActions`: a conflict, and nothing happens. */
export function* stateCases(
  operation: Operation,
  callbacks: readonly Callback[],
  world: World,
  resolve: Resolve,
): Generator<FuzzCase> {
  const action = ACTION.exec(operation.path)?.[1];
  if (action === undefined || operation.method !== 'POST') return;
  const good = goodParts(operation, world, resolve);
  for (const { id, state, allowedActions } of callbacks) {
    // The end of a wrap-up is listed in the agent's work, not on the callback.
    const isAllowed =
      action === 'wrap-up' ? state === 'wrapping_up' : allowedActions.some((allowed) => allowed === action);
    if (isAllowed) continue;
    const parts = { ...good, params: { id } };
    yield caseOf(operation, `${action} of a callback that is ${state}`, parts, {
      kind: 'refused',
      fields: [],
      statuses: [409],
    });
  }
}
