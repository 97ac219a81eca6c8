import type { ConfigurationChange, ServicePolicy } from '@ringback/core';
import { anAgent, aQueue, aService, changesOf } from '@ringback/testkit';

/** Agents who are alike. */
export interface AgentKind {
  readonly name: string;
  readonly count: number;
  /** Level 1..5 by name of the kind of call. Who has the higher level is asked first. */
  readonly levels: Readonly<Record<string, number>>;
}

/** What people dial for a kind of call, at a level of priority. It is the service's id, which core takes for a number. */
export function numberOf(kindName: string, priority = 0): string {
  return `svc_${kindName}_${priority}`;
}

/** The id of an agent of a kind. */
export function agentIdOf(kindName: string, index: number): string {
  return `agt_${kindName}_${String(index).padStart(4, '0')}`;
}

/**
 * The documents of a centre of live callers alone: nobody is invited to a callback, agents accept at once, and there is no
 * wrap-up after a call, because the published models know none of these. Each kind of call has one line, and a service for
 * each level of priority, 0 upwards.
 */
export function centerOf(
  callKinds: readonly string[],
  agents: readonly AgentKind[],
  priorityCount = 1,
): ConfigurationChange[] {
  const priorities = Array.from({ length: priorityCount }, (_, priority) => priority);
  return changesOf({
    services: callKinds.flatMap((name) => priorities.map((priority) => serviceFor(name, priority))),
    queues: callKinds.map((name) =>
      aQueue({ id: `q_${name}`, name, skills: [{ skill: name, levelMin: 1 }], matching: 'most_skilled' }),
    ),
    agents: agents.flatMap(({ name, count, levels }) =>
      Array.from({ length: count }, (_, index) =>
        anAgent({
          id: agentIdOf(name, index),
          name: `${name} ${index}`,
          skills: levels,
          endpoint: { type: 'simulated', address: null, isAutoAccept: true },
        }),
      ),
    ),
  });
}

function serviceFor(name: string, priority: number): ServicePolicy {
  const usual = aService();
  return {
    ...usual,
    id: numberOf(name, priority),
    name,
    queueId: `q_${name}`,
    inboundNumbers: [],
    invitation: { ...usual.invitation, isEnabled: false },
    priority: { initial: priority, incrementPerMinute: 0, limit: priority },
    wrapUpMs: 0,
  };
}
