import type { Client } from '@ringback/client';
import { untilReached } from './reaching.ts';

/** The service the callers of the log ask for. */
export const bankServiceId = 'svc_bank';
/** Its queue. */
export const bankQueueId = 'q_bank';
/** The number they call. */
export const bankNumber = '+12023000000';

/** What can be chosen about the centre that the log is played into. */
export interface BankSettings {
  readonly agentsMax: number;
  /** Callers are invited to a callback when their estimated wait is longer, milliseconds. */
  readonly inviteAfterMs: number;
  /** Mean length of the log's conversations, which an administrator would know; null: not told. */
  readonly expectedHandleMs: number | null;
}

/** The id of the n-th agent, from 1. */
export function bankAgentId(number: number): string {
  return `agt_bank_${number}`;
}

/**
 * Makes the bank's service, queue and agents on the server, through its API; other documents stay as they are. The log's
 * lengths of conversation hold the agent's whole work, so there is no wrap-up besides. The calling window is open all day:
 * the customers' numbers are made up and their countries mean nothing.
 */
export async function configureBank(client: Client, settings: BankSettings): Promise<void> {
  await untilReached(() =>
    client.putQueue({
      params: { id: bankQueueId },
      body: { name: 'Bank', skills: [{ skill: 'bank' }], expectedHandleMs: settings.expectedHandleMs },
    }),
  );
  await untilReached(() => client.putService({ params: { id: bankServiceId }, body: serviceBody(settings) }));
  for (let number = 1; number <= settings.agentsMax; number += 1) {
    await untilReached(() =>
      client.putAgent({
        params: { id: bankAgentId(number) },
        body: {
          name: `Bank agent ${number}`,
          skills: { bank: 3 },
          endpoint: { type: 'simulated', address: bankAgentId(number), autoAccept: true },
        },
      }),
    );
  }
}

function serviceBody(settings: BankSettings) {
  return {
    name: 'Bank',
    queueId: bankQueueId,
    callerId: bankNumber,
    delivery: 'customer_first',
    wrapUpMs: 0,
    callingWindow: { from: '00:00', to: '24:00' },
    invitation: { waitThresholdMs: settings.inviteAfterMs },
  } as const;
}
