import { buildOpenApi } from '@ringback/contract';
import type { Handlers } from '../http/handlers.ts';
import type { Parts } from '../parts.ts';

/** Answers whoever operates the server (M7). */
export function operationsHandlers(
  parts: Parts,
): Pick<Handlers, 'getHealth' | 'getReadiness' | 'getMetrics' | 'getOpenApi'> {
  const document = withoutMissing(parts);
  return {
    getHealth: async () => ({ status: 200, body: { status: 'ok' } }),
    getReadiness: async () => {
      const database = await parts.readModel.ping().then(
        () => true,
        () => false,
      );
      const lease = parts.engine.role() !== 'starting';
      const ready = database && lease;
      return { status: ready ? 200 : 503, body: { ready, database, lease } };
    },
    getMetrics: async () => ({ status: 200, body: parts.metrics.text(await gauges(parts)) }),
    getOpenApi: async () => ({ status: 200, body: document }),
  };
}

/** The contract without the routes that are not there. */
function withoutMissing(parts: Parts): Record<string, unknown> {
  const document = buildOpenApi();
  if (parts.simulation !== null) return { ...document };
  const paths = Object.entries(document.paths).filter(
    ([, methods]) => !Object.values(methods).some(({ tags }) => tags.includes('Simulated phone')),
  );
  return { ...document, paths: Object.fromEntries(paths) };
}

async function gauges(parts: Parts): Promise<{ name: string; labels: Record<string, string>; value: number }[]> {
  const writer = { name: 'ringback_writer', labels: {}, value: parts.engine.role() === 'writer' ? 1 : 0 };
  const board = await parts.engine.ask({ kind: 'board' }).catch(() => null);
  if (board === null) return [writer];
  const ofQueues = board.queues.flatMap(
    ({ queueId: queue, states, waitingCallbackCount, waitingLiveCount, agentsReadyCount }) => [
      ...Object.entries(states).map(([state, value]) => ({
        name: 'ringback_open_callbacks',
        labels: { queue, state },
        value,
      })),
      { name: 'ringback_waiting', labels: { queue, kind: 'callback' }, value: waitingCallbackCount },
      { name: 'ringback_waiting', labels: { queue, kind: 'live_call' }, value: waitingLiveCount },
      { name: 'ringback_agents_ready', labels: { queue }, value: agentsReadyCount },
    ],
  );
  return [writer, ...ofQueues];
}
