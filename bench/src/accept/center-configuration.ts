/** The services that are asked, each with a queue of its own. */
export const serviceIds = ['svc_orders', 'svc_returns', 'svc_billing', 'svc_advice'] as const;

const wholeDay = [{ from: '00:00', to: '24:00' }];

/** A configuration file: four services open around the clock, their queues, and no agent, so that requests only gather. */
export function centerConfiguration(): string {
  const names = serviceIds.map((id) => id.slice('svc_'.length));
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  return JSON.stringify({
    version: 1,
    queues: Object.fromEntries(names.map((name) => [`q_${name}`, { name, skills: [{ skill: name }] }])),
    hours: {
      hrs_always: { name: 'Always', timeZone: 'UTC', weekly: Object.fromEntries(days.map((day) => [day, wholeDay])) },
    },
    services: Object.fromEntries(
      names.map((name) => [
        `svc_${name}`,
        {
          name,
          queueId: `q_${name}`,
          hoursId: 'hrs_always',
          delivery: 'customer_first',
          callerId: '+12025550190',
          slotMinutes: 30,
          callingWindow: { from: '00:00', to: '24:00' },
        },
      ]),
    ),
  });
}
