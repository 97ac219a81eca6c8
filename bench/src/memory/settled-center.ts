import { Center, handle, type CommandBody } from '@ringback/core';
import { aQueue, aService, anAgent, changesOf } from '@ringback/testkit';

/** Monday, 2 March 2026, 10:00 UTC. */
export const MEMORY_STARTS_AT = Date.UTC(2026, 2, 2, 10);

/** Queues, each with one service of its own. */
export const QUEUE_COUNT = 200;

/** The service of the request with this number: all by turns. */
export function serviceIdOf(index: number): string {
  return `svc_${String(index % QUEUE_COUNT).padStart(3, '0')}`;
}

/** A centre with its queues and services and one agent each, all in a meeting: whoever asks is promised a time and waits. */
export function settledCenter(): Center {
  const center = new Center();
  const names = Array.from({ length: QUEUE_COUNT }, (_, index) => String(index).padStart(3, '0'));
  const changes = changesOf({
    queues: names.map((name) => aQueue({ id: `q_${name}`, skills: [{ skill: name, levelMin: 1 }] })),
    services: names.map((name) => aService({ id: `svc_${name}`, queueId: `q_${name}`, inboundNumbers: [] })),
    agents: names.map((name) => anAgent({ id: `agt_${name}`, skills: { [name]: 1 } })),
  });
  decide(center, { kind: 'configure', changes });
  for (const name of names)
    decide(center, { kind: 'set_presence', agentId: `agt_${name}`, presence: 'meeting', reason: null });
  center.recorder.take();
  return center;
}

function decide(center: Center, body: CommandBody): void {
  const reply = handle(center, { id: '0'.repeat(26), actor: 'staff:bench', body }, MEMORY_STARTS_AT);
  if (!reply.ok) throw new Error(`the set-up was refused: ${reply.rejection.detail}`);
}
