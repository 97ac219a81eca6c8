import type { Callback } from '@ringback/core';
import { broken } from '../broken.ts';
import { standsInLine, statesOfService, type Step, type StoredWorld } from './stored-world.ts';

/** [R13], [Q13] One open callback per number and service, and no more open than the service takes. */
export function checkRequests(world: StoredWorld, step: Step): void {
  for (const { before, after } of step.callbacks)
    if (before === null && after !== null && after.closedAt === null) {
      if (world.suppressions.has(after.phoneNumber) && !isFresh(step, after.phoneNumber))
        broken('D8', `${after.id} was opened for ${after.phoneNumber}, who asked never to be rung`);
      checkOnlyOne(world, step, after);
      const openMax = world.services.get(after.serviceId)?.openMax ?? null;
      const openCount = world.openCounts.get(after.serviceId) ?? 0;
      if (openMax !== null && openCount > openMax)
        broken('Q13', `${after.serviceId} has ${openCount} open callbacks, it takes ${openMax}`);
    }
}

/** Asked for in this very commit, perhaps after the request. */
function isFresh(step: Step, phoneNumber: string): boolean {
  return step.written.touched.some(
    ({ table, key, before }) => table === 'suppression' && key === phoneNumber && before === undefined,
  );
}

function checkOnlyOne(world: StoredWorld, step: Step, created: Callback): void {
  for (const other of world.openOf(created.serviceId, created.phoneNumber)) {
    if (other.id === created.id) continue;
    const change = step.callbacks.find(({ key }) => key === other.id);
    // Of two made in one commit the later is judged.
    if (change?.before === null && other.sequence > created.sequence) continue;
    // While somebody talks with them about it another request is another wish; once that one rests again it is the open one.
    const moves = step.movesOf(other.id).flatMap(({ from, to }) => [from, to]);
    const isServed = [other.state, ...moves].some((state) => statesOfService.has(state));
    if (!isServed) broken('R13', `${created.id} was opened beside ${other.id} of the same number and service`);
  }
}

const statesAtRest: ReadonlySet<string> = new Set(['scheduled', 'retry_pending', 'offered', 'previewing']);

/** [D8] Who asks never to be rung again is not rung in other matters either: those end at once. */
export function checkSuppressions(world: StoredWorld, step: Step): void {
  for (const { table, key, before } of step.written.touched) {
    if (table !== 'suppression' || before !== undefined) continue;
    for (const serviceId of world.services.keys()) {
      for (const open of world.openOf(serviceId, key))
        if (statesAtRest.has(open.state) || standsInLine(open) || isRungAhead(open))
          broken('D8', `${open.id} is open, and ${key} asked never to be rung`);
    }
  }
}

/** Is the agent's phone rung for it, and the customer's not yet? */
function isRungAhead(callback: Callback): boolean {
  return callback.state === 'dialing' && callback.customerLegId === null;
}
