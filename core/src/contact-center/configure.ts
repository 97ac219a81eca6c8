import { newAgentState, recountStaff } from '../agents/presence.ts';
import { clearEarmark } from '../routing/earmarks.ts';
import { classOf, rebuildClasses } from '../routing/item-classes.ts';
import type { WorkItem } from '../queue/line.ts';
import { isInLine } from '../routing/matching.ts';
import { recountDials } from '../pacing/dials-under-way.ts';
import { planReview } from '../callback/entering.ts';
import type { Center } from './center.ts';
import type { Reply } from './commands.ts';
import type { ConfigurationChange, ConfigurationKinds } from './configuration.ts';
import { sharedNumbers } from './shared-numbers.ts';
import { planClosing } from './timers.ts';
import { done, refuse, type Turn } from './turn.ts';

type Kinds = { [K in keyof ConfigurationKinds]: Map<string, ConfigurationKinds[K]> };

function mapsOf(center: Center): Kinds {
  return {
    services: center.services,
    queues: center.queues,
    agents: center.profiles,
    hours: center.hours,
    capacity: center.capacity,
    'number-rules': center.numberRules,
    'call-in-groups': center.callInGroups,
  };
}

/**
 * Applies configuration documents, all or none (M3). References are checked against what the centre would look like
 * afterwards; what is in use cannot be removed.
 */
export function configure(turn: Turn, changes: readonly ConfigurationChange[]): Reply {
  const errors = findErrors(turn.center, changes);
  if (errors.length > 0) {
    const [first] = errors;
    return refuse('configuration_invalid', first?.message ?? '', first?.path ?? null, { errors });
  }
  for (const change of changes) applyChange(turn.center, change);
  for (const change of changes) {
    const row = change.parsed === null ? null : { kind: change.kind, id: change.id, document: change.document };
    turn.center.recorder.row('configuration', `${change.kind} ${change.id}`, row);
    turn.note('configuration.changed', {}, { kind: change.kind, id: change.id, isRemoved: change.parsed === null });
  }
  adoptConfiguration(turn);
  if (changes.some((change) => change.kind === 'services' || change.kind === 'queues'))
    for (const item of allItems(turn.center)) if (isInLine(item)) planReview(turn, item);
  return done();
}

function applyChange(center: Center, change: ConfigurationChange): void {
  const map: Map<string, unknown> = mapsOf(center)[change.kind];
  if (change.parsed === null) map.delete(change.id);
  else map.set(change.id, change.parsed);
}

/** Makes everything derived from the configuration anew: agents, classes, lines, calendars, closings. */
export function adoptConfiguration(turn: Turn): void {
  const { center } = turn;
  center.calendars.clear();
  adoptAgents(turn);
  rebuildClasses(center);
  adoptLines(turn.center);
  recountStaff(turn.center);
  recountDials(turn.center);
  for (const serviceId of center.services.keys()) planClosing(turn, serviceId);
  for (const agentId of center.agents.keys()) center.agentsToMatch.add(agentId);
}

function adoptAgents(turn: Turn): void {
  const { center } = turn;
  for (const id of center.profiles.keys()) {
    if (center.agents.has(id)) continue;
    const agent = newAgentState(id, turn.now);
    center.agents.set(id, agent);
    center.recorder.row('agent_state', id, agent);
  }
  for (const agent of Array.from(center.agents.values())) {
    if (center.profiles.has(agent.id)) continue;
    clearEarmark(turn, agent);
    center.agentsToMatch.delete(agent.id);
    center.agents.delete(agent.id);
    center.recorder.row('agent_state', agent.id, null);
  }
}

/** Who stands where does not depend on the configuration: lines are kept as they are. */
function adoptLines(center: Center): void {
  for (const queueId of center.lines.keys()) if (!center.queues.has(queueId)) center.lines.delete(queueId);
  for (const line of center.lines.values()) {
    for (const { bands } of line.levels) {
      for (const ofClass of bands.values()) {
        const first = ofClass.find(({ band }) => band.size > 0)?.band.first() ?? null;
        // Those away from home, by a transfer or a subject since removed, are of classes nobody made yet.
        if (first !== null) classOf(center, first);
      }
    }
  }
}

function* allItems(center: Center): IterableIterator<WorkItem> {
  yield* center.callbacks.values();
  yield* center.liveCalls.values();
}

interface Finding {
  readonly path: string;
  readonly message: string;
}

function findErrors(center: Center, changes: readonly ConfigurationChange[]): readonly Finding[] {
  const has = (kind: keyof Kinds, id: string): boolean => {
    const change = changes.findLast((one) => one.kind === kind && one.id === id);
    return change === undefined ? mapsOf(center)[kind].has(id) : change.parsed !== null;
  };
  const ofEach = changes.flatMap((change) =>
    change.parsed === null
      ? removalErrors(center, change, has)
      : [...referenceErrors(change, has), ...telephoneErrors(change)],
  );
  return [...ofEach, ...sharedNumbers(center, changes)];
}

/** The number of an agent's telephone goes to the trunks as it is. */
function telephoneErrors(change: ConfigurationChange): readonly Finding[] {
  if (change.kind !== 'agents' || change.parsed === null) return [];
  const { type, address } = change.parsed.endpoint;
  if (type !== 'number' || (address !== null && /^\+[1-9]\d{3,14}$/.test(address))) return [];
  const message = 'An endpoint of type number needs an address such as +12025550130: country code, digits, no spaces.';
  return [{ path: `agents.${change.id}.endpoint.address`, message }];
}

type Has = (kind: keyof Kinds, id: string) => boolean;

function referenceErrors(change: ConfigurationChange, has: Has): readonly Finding[] {
  if (change.kind !== 'services' || change.parsed === null) return [];
  const { queueId, hoursId, capacityId, numberRulesId, callInGroupId } = change.parsed;
  const wanted: readonly [keyof Kinds, string | null, string][] = [
    ['queues', queueId, 'queueId'],
    ['hours', hoursId, 'hoursId'],
    ['capacity', capacityId, 'capacityId'],
    ['number-rules', numberRulesId, 'numberRulesId'],
    ['call-in-groups', callInGroupId, 'callInGroupId'],
  ];
  return wanted.flatMap(([kind, id, field]) =>
    id === null || has(kind, id)
      ? []
      : [{ path: `services.${change.id}.${field}`, message: `There is no ${kind} ${id}.` }],
  );
}

function removalErrors(center: Center, change: ConfigurationChange, has: Has): readonly Finding[] {
  const path = `${change.kind}.${change.id}`;
  if (change.kind === 'services') {
    const openCount = center.openCountByService.get(change.id) ?? 0;
    const isBusy = openCount > 0 || [...center.liveCalls.values()].some((call) => call.serviceId === change.id);
    return isBusy
      ? [
          {
            path,
            message: `Service ${change.id} has open callbacks or callers. Pause it and wait until they are done.`,
          },
        ]
      : [];
  }
  if (change.kind === 'agents') {
    const agent = center.agents.get(change.id);
    return agent === undefined || agent.itemId === null
      ? []
      : [{ path, message: `Agent ${change.id} is on an item. Remove them when it is done.` }];
  }
  if (change.kind === 'queues' && isQueueInUse(center, change.id)) {
    return [{ path, message: `Callbacks or callers stand in queue ${change.id}. Remove it when they are done.` }];
  }
  const user = [...center.services.values()].find(
    (service) => has('services', service.id) && refersTo(service, change),
  );
  return user === undefined ? [] : [{ path, message: `Service ${user.id} uses ${change.kind} ${change.id}.` }];
}

/** Work can be in a queue no service names any more: transferred there, or there since before the service moved. */
function isQueueInUse(center: Center, queueId: string): boolean {
  for (const item of allItems(center)) if (item.queueId === queueId) return true;
  return false;
}

function refersTo(service: ConfigurationKinds['services'], change: ConfigurationChange): boolean {
  const references = {
    queues: service.queueId,
    hours: service.hoursId,
    capacity: service.capacityId,
    'number-rules': service.numberRulesId,
    'call-in-groups': service.callInGroupId,
    services: null,
    agents: null,
  };
  return references[change.kind] === change.id;
}
