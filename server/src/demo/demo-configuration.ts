import { configurationFile, type ConfigurationFile } from '@ringback/contract';

const service = {
  hoursId: 'hrs_always',
  capacityId: 'cap_demo',
  numberRulesId: 'nr_demo',
  slotMinutes: 30,
  // The demo's numbers are fictitious and must work at any hour, wherever they would be.
  callingWindow: { from: '00:00', to: '24:00' },
  attempts: { perOutcome: { busy: { retryAfterMs: 20_000 } } },
};
const wholeDay = [{ from: '00:00', to: '24:00' }];

/**
 * The demo contact centre: two services for the phone, one for video, three agents, open around the clock. The agents'
 * telephones are simulated, or pages of the console.
 */
export function demoConfiguration(endpointType: 'simulated' | 'softphone' = 'simulated'): ConfigurationFile {
  const endpoint = { type: endpointType };
  return configurationFile.parse({
    version: 1,
    queues: {
      q_support: { name: 'Support', skills: [{ skill: 'support' }], expectedHandleMs: 180_000 },
      q_sales: { name: 'Sales', skills: [{ skill: 'sales' }], expectedHandleMs: 180_000 },
    },
    hours: {
      hrs_always: {
        name: 'Around the clock',
        timeZone: 'UTC',
        weekly: {
          monday: wholeDay,
          tuesday: wholeDay,
          wednesday: wholeDay,
          thursday: wholeDay,
          friday: wholeDay,
          saturday: wholeDay,
          sunday: wholeDay,
        },
      },
    },
    capacity: { cap_demo: { name: 'Five in every slot', defaultCapacity: 5 } },
    numberRules: {
      nr_demo: {
        name: 'Every country, nothing expensive',
        allowCountries: ['*'],
        refuseTypes: ['premium_rate', 'shared_cost'],
      },
    },
    services: {
      svc_support: {
        ...service,
        name: 'Support',
        queueId: 'q_support',
        delivery: 'customer_first',
        callerId: '+12025550190',
        inboundNumbers: ['+12025550190'],
        subjects: [
          { id: 'order', name: 'An order' },
          { id: 'return', name: 'A return or a repair' },
          { id: 'other', name: 'Something else' },
        ],
      },
      svc_sales: {
        ...service,
        name: 'Sales',
        queueId: 'q_sales',
        delivery: 'agent_first',
        dialCountdownMs: 15_000,
        callerId: '+12025550191',
        inboundNumbers: ['+12025550191'],
        subjects: [
          { id: 'advice', name: 'Advice before buying' },
          { id: 'offer', name: 'An offer' },
        ],
      },
      svc_video: {
        ...service,
        name: 'Video advice',
        queueId: 'q_sales',
        delivery: 'video',
        callerId: '+12025550191',
        subjects: [{ id: 'product_tour', name: 'See a product' }],
      },
    },
    agents: {
      agt_ana: { name: 'Ana', skills: { support: 5, sales: 3 }, endpoint },
      agt_ben: { name: 'Ben', skills: { support: 3 }, endpoint },
      agt_cho: { name: 'Cho', skills: { sales: 5 }, endpoint },
    },
  });
}
