import type { Callback } from '@ringback/contract';
import type { Api } from './api.ts';
import { agentIds, makeEverybodyWork, SLOT_CAPACITY, SLOTTED_SERVICE } from './center.ts';
import type { NetworkProcess } from './network-process.ts';
import { until } from '@ringback/testkit';

const DRAIN_MAX_MS = 300_000;
/** Fast, and still slow enough for the time limits of the services to be longer than a commit takes. */
const DRAIN_SPEED = 40;
/** More than a request takes on a busy machine, milliseconds. */
const SOON_MS = 60_000;
/** How long a place is held, milliseconds. */
const HOLD_MS = 120_000;

/** How the network is told to keep pace with the server's clock. */
export interface Pace {
  readonly network: NetworkProcess['controls'];
  /** The network's speed while the server's clock runs as fast as time does. */
  readonly networkSpeed: number;
}

/**
 * [I1] Nothing is stuck, no timer is lost: with agents at work and time running, every callback comes to an end, holds and
 * offers expire. One line for each thing that does not.
 */
export async function drain(api: Api, { network, networkSpeed }: Pace): Promise<string[]> {
  await makeEverybodyWork(api);
  const pastHolds = new Date(Date.parse(await api.now()) + HOLD_MS + 1_000).toISOString();
  await api.put('/simulated/clock', { now: pastHolds });
  const faults = await holdFaults(api);
  const lastSlot = (await openCallbacks(api)).reduce(
    (latest, { scheduledFor }) => (scheduledFor !== null && scheduledFor > latest ? scheduledFor : latest),
    pastHolds,
  );
  // The clock goes forward only, and it went on while we looked.
  const soon = new Date(Date.parse(await api.now()) + SOON_MS).toISOString();
  // Answers and conversations must not last forty times as long in the server's time.
  await network.setSpeed(networkSpeed * DRAIN_SPEED);
  await api.put('/simulated/clock', { now: lastSlot > soon ? lastSlot : soon, speed: DRAIN_SPEED });
  const isEmpty = async (): Promise<boolean> => (await openCallbacks(api)).length === 0;
  await until('every callback is closed', isEmpty, DRAIN_MAX_MS).catch(() => undefined);
  await api.put('/simulated/clock', { speed: 1 });
  return [...faults, ...(await stuckFaults(api))];
}

async function openCallbacks(api: Api): Promise<Callback[]> {
  const states = 'scheduled,waiting,dialing,confirming,holding,offered,previewing,joining,connected,wrapping_up';
  return api.callbacks({ state: `${states},notified,awaiting_call,retry_pending` });
}

async function stuckFaults(api: Api): Promise<string[]> {
  const faults: string[] = [];
  for (const { id, state, serviceId } of await openCallbacks(api))
    faults.push(`[I1] ${id} of ${serviceId} is ${state} for ever: ${await api.story(id)}`);
  const { offers } = await api.work(agentIds.ignoring);
  if (offers.length > 0) faults.push(`[I1] ${offers.length} offers did not end`);
  return faults;
}

/** [S5] A place that was held and not used is free again after its time. */
async function holdFaults(api: Api): Promise<string[]> {
  const all = await api.callbacks({ serviceId: SLOTTED_SERVICE, state: 'scheduled' });
  const slots = await api.slots(SLOTTED_SERVICE, new Date(Date.parse(await api.now()) + 60_000).toISOString());
  return slots.flatMap(({ startsAt, free }) => {
    const booked = all.filter(({ scheduledFor }) => scheduledFor === startsAt).length;
    if (booked + free === SLOT_CAPACITY) return [];
    return [
      `[S5] the slot of ${startsAt} has ${booked} callbacks and says ${free} of ${SLOT_CAPACITY} are free after every hold has expired`,
    ];
  });
}
