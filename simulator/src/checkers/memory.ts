import type { AgentState, Answers, Callback, CallbackView, QueueView } from '@ringback/core';
import { linePriorityOf } from './routing.ts';
import { standsInLine, type Item, type StoredWorld } from './stored-world.ts';

/** [I7] What a writer says of the board is what the rows say: lines, states and agents. Null, or what differs. */
export function compareBoard(world: StoredWorld, board: Answers['board']): string | null {
  for (const queue of board.queues) {
    const problem = compareQueue(world, queue);
    if (problem !== null) return problem;
  }
  for (const { agent } of board.agents) {
    const problem = compareAgent(world, agent);
    if (problem !== null) return problem;
  }
  return null;
}

/** [I7], [Q9] What a writer says of callbacks is what their rows say, and the position is the one the rows give. */
export function compareCallbacks(world: StoredWorld, views: readonly CallbackView[]): string | null {
  const lines = new Map<string, readonly Item[]>();
  const lineOfQueue = (queueId: string): readonly Item[] => {
    const known = lines.get(queueId);
    if (known !== undefined) return known;
    const line = lineOf(world, queueId);
    lines.set(queueId, line);
    return line;
  };
  for (const view of views) {
    const problem = compareCallback(world, view, lineOfQueue);
    if (problem !== null) return problem;
  }
  return null;
}

function lineOf(world: StoredWorld, queueId: string): readonly Item[] {
  return [...world.callbacks.values(), ...world.liveCalls.values()].filter(
    (item) => item.queueId === queueId && standsInLine(item),
  );
}

function compareQueue(world: StoredWorld, queue: QueueView): string | null {
  const line = lineOf(world, queue.queueId);
  const liveCount = line.filter(({ kind }) => kind === 'live_call').length;
  const oldestAt = line.length === 0 ? null : Math.min(...line.map(({ arrivalAt }) => arrivalAt));
  const said = [queue.waitingLiveCount, queue.waitingCallbackCount, queue.oldestArrivalAt];
  const stored = [liveCount, line.length - liveCount, oldestAt];
  if (said.join() !== stored.join())
    return `the line of ${queue.queueId} is said to be ${said.join(', ')}, the rows give ${stored.join(', ')}`;
  const counts = new Map<string, number>();
  for (const { queueId, state } of world.callbacks.values())
    if (queueId === queue.queueId) counts.set(state, (counts.get(state) ?? 0) + 1);
  for (const state of new Set([...counts.keys(), ...Object.keys(queue.states)]))
    if ((queue.states[state] ?? 0) !== (counts.get(state) ?? 0))
      return `${queue.queueId} is said to have ${queue.states[state] ?? 0} ${state}, the rows give ${counts.get(state) ?? 0}`;
  return null;
}

function compareAgent(world: StoredWorld, agent: AgentState): string | null {
  const stored = world.agents.get(agent.id);
  if (stored === undefined) return null;
  return difference(agent.id, stored, agent);
}

function compareCallback(
  world: StoredWorld,
  { callback, position, attempts }: CallbackView,
  lineOfQueue: (queueId: string) => readonly Item[],
): string | null {
  const stored = world.callbacks.get(callback.id);
  if (stored === undefined) return `${callback.id} is said to be ${callback.state}, and there is no open row`;
  const problem = difference(callback.id, stored, callback);
  if (problem !== null) return problem;
  if (attempts.length !== stored.attemptsMade)
    return `${callback.id} made ${stored.attemptsMade} attempts and tells of ${attempts.length}`;
  const isInLine = stored.state === 'waiting' && standsInLine(stored);
  const expected = isInLine ? positionOf(stored, lineOfQueue(stored.queueId)) : null;
  return position === expected ? null : `${callback.id} is told position ${position}, the rows give ${expected}`;
}

function positionOf(callback: Callback, line: readonly Item[]): number {
  const priority = linePriorityOf(callback);
  const ahead = line.filter((other) => {
    const otherPriority = linePriorityOf(other);
    if (otherPriority !== priority) return otherPriority > priority;
    if (other.arrivalAt !== callback.arrivalAt) return other.arrivalAt < callback.arrivalAt;
    return other.sequence < callback.sequence;
  });
  return ahead.length + 1;
}

function difference(id: string, stored: object, said: object): string | null {
  // Both are plain rows: records of their fields.
  const row = stored as Readonly<Record<string, unknown>>;
  const view = said as Readonly<Record<string, unknown>>;
  for (const name in row) {
    const value = row[name];
    const other = view[name];
    if (value !== other && JSON.stringify(value) !== JSON.stringify(other))
      return `${id}: ${name} is ${JSON.stringify(value)} in its row, the writer says ${JSON.stringify(other)}`;
  }
  return null;
}
