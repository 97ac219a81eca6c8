import type { Api } from './api.ts';

/** A service whose slots hold few, so that they fill up. */
export const SLOTTED_SERVICE = 'svc_slotted';
/** Services that are asked for callbacks at once: customer first, agent first with automatic accept, agent first where nobody accepts. */
export const services = ['svc_first', 'svc_agent', 'svc_slow'] as const;
/** Capacity of every slot of the slotted service. */
export const SLOT_CAPACITY = 3;
/** Most attempts of the services. */
export const ATTEMPTS_MAX = 3;

/** The agents: some work by themselves, one gets offers and never accepts, the last ones have no skill and only change their presence. */
export const agentIds = {
  working: Array.from({ length: 20 }, (_, index) => `agt_w${index + 1}`),
  ignoring: 'agt_slow',
  changing: ['agt_p1', 'agt_p2'],
} as const;

const always = { from: '00:00', to: '24:00' };
const attempts = {
  max: ATTEMPTS_MAX,
  ringMs: 2_000,
  spacingMs: 1_500,
  perOutcome: { unknown: { retryAfterMs: 1_000 }, network_failure: { retryAfterMs: 1_000 } },
};
const common = {
  attempts,
  callingWindow: always,
  wrapUpMs: 200,
  offerTimeoutMs: 1_000,
  offerTimeoutPresence: 'available',
  dialCountdownMs: 0,
  redialWindowMs: 0,
  expireAfterMs: null,
  holdCapMs: 5_000,
};

/** Sets the centre up: short times everywhere, so that a run of seconds goes through retries, offers and wrap-ups. */
export async function configureCenter(api: Api): Promise<void> {
  await api.put('/v1/queues/q_work', { skills: [{ skill: 'work' }] });
  await api.put('/v1/queues/q_slow', { skills: [{ skill: 'slow' }] });
  await api.put('/v1/capacity/cap_few', { defaultCapacity: SLOT_CAPACITY });
  await api.put('/v1/services/svc_first', { ...common, queueId: 'q_work' });
  await api.put('/v1/services/svc_agent', { ...common, queueId: 'q_work', delivery: 'agent_first' });
  await api.put('/v1/services/svc_slow', { ...common, queueId: 'q_slow', delivery: 'agent_first' });
  await api.put(`/v1/services/${SLOTTED_SERVICE}`, { ...common, queueId: 'q_work', capacityId: 'cap_few' });
  for (const id of agentIds.working) await putAgent(api, id, { work: 5 }, true);
  for (const id of agentIds.changing) await putAgent(api, id, {}, false);
  await putAgent(api, agentIds.ignoring, { slow: 5 }, false);
  for (const id of [...agentIds.working, agentIds.ignoring]) await api.setPresence(id, 'available');
}

/** At the end of the run the agent who ignored every offer takes them. */
export async function makeEverybodyWork(api: Api): Promise<void> {
  await putAgent(api, agentIds.ignoring, { slow: 5, work: 1 }, true);
  for (const id of [...agentIds.working, agentIds.ignoring]) await api.setPresence(id, 'available');
}

function putAgent(
  api: Api,
  id: string,
  skills: Readonly<Record<string, number>>,
  isAutoAccept: boolean,
): Promise<void> {
  return api.put(`/v1/agents/${id}`, { skills, groups: [], endpoint: { type: 'simulated', autoAccept: isAutoAccept } });
}
