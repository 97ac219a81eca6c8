/** What a service of a test's centre has besides what all have. */
export interface TestService {
  readonly id: string;
  /** Where its callers call, and what its callbacks show. */
  readonly number: string;
  /** Fields of its document. */
  readonly policy?: Readonly<Record<string, unknown>>;
}

/** An agent of a test's centre; offers are accepted by themselves unless it says otherwise. */
export interface TestAgent {
  readonly id: string;
  readonly autoAccept?: boolean;
  /** Rung at this number in place of a desk phone. */
  readonly number?: string;
}

/**
 * A configuration whose services are open round the clock and ring at any hour; one queue, no skills; the agents' telephones are
 * those of the file of trunks.
 */
export function centreConfiguration(
  services: readonly TestService[],
  agents: readonly TestAgent[],
  more: Readonly<Record<string, unknown>> = {},
): object {
  return {
    version: 1,
    queues: { q_all: { name: 'All', expectedHandleMs: 60_000 } },
    services: Object.fromEntries(services.map((service) => [service.id, documentOf(service)])),
    agents: Object.fromEntries(agents.map((agent) => [agent.id, { name: agent.id, endpoint: endpointOf(agent) }])),
    ...more,
  };
}

function endpointOf({ autoAccept = true, number }: TestAgent): object {
  return number === undefined ? { type: 'softphone', autoAccept } : { type: 'number', address: number, autoAccept };
}

function documentOf({ id, number, policy }: TestService): object {
  return {
    name: id.replace('svc_', ''),
    queueId: 'q_all',
    callerId: number,
    inboundNumbers: [number],
    callingWindow: { from: '00:00', to: '24:00' },
    wrapUpMs: 0,
    ...policy,
  };
}
