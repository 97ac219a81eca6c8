import { buildOpenApi } from '@ringback/contract';
import type { Handlers } from '../http/handlers.ts';
import type { Parts } from '../parts.ts';

/** Answers whoever operates the server (M7). */
export function operationsHandlers(
  parts: Parts,
): Pick<Handlers, 'getHealth' | 'getReadiness' | 'getPhone' | 'getMetrics' | 'getOpenApi'> {
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
      const { state, since, message } = parts.phoneWatch.standing();
      return { status: ready ? 200 : 503, body: { ready, database, lease, phone: { state, since, message } } };
    },
    getPhone: async () => ({ status: 200, body: await parts.phoneWatch.state() }),
    getMetrics: async () => ({
      status: 200,
      body: parts.metrics.text([...(await phoneGauges(parts)), ...(await gauges(parts))]),
    }),
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

interface Gauge {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly value: number;
}

/** Of the node that has the connection only: on the others nothing is wrong. */
async function phoneGauges({ phoneWatch }: Parts): Promise<readonly Gauge[]> {
  const { state, connectCount, legCount, trunks } = await phoneWatch.state();
  if (state === 'standby') return [];
  const gauge = (name: string, value: number, labels: Record<string, string> = {}): Gauge => ({ name, labels, value });
  return [
    gauge('ringback_phone_connected', state === 'connected' ? 1 : 0),
    gauge('ringback_phone_connects', connectCount),
    gauge('ringback_phone_legs', legCount),
    ...trunks.flatMap(({ name: trunk, state: trunkState, callCount, callCountMax }) => [
      gauge('ringback_trunk_ready', trunkState === 'ready' ? 1 : 0, { trunk }),
      gauge('ringback_trunk_calls', callCount, { trunk }),
      ...(callCountMax === null ? [] : [gauge('ringback_trunk_calls_max', callCountMax, { trunk })]),
    ]),
  ];
}

async function gauges(parts: Parts): Promise<readonly Gauge[]> {
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
