import { agentEndpoint, type Telephone } from '@ringback/contract';

/** The phone there is. */
export interface PhoneThere {
  readonly isSimulated: boolean;
  /** Whether the agent's page can ring: false where they have a telephone of their own, or the phone system takes no pages. */
  readonly isPage: boolean;
}

/** What rings for an agent, by the endpoint of their document and the phone there is. */
export function telephoneOf(endpoint: unknown, { isSimulated, isPage }: PhoneThere): Telephone {
  const { data } = agentEndpoint.safeParse(endpoint);
  if (data?.type === 'number' && data.address !== null) return { kind: 'number', number: data.address };
  if (isSimulated || data?.type !== 'softphone') return { kind: 'simulated', number: null };
  return { kind: isPage ? 'page' : 'desk_phone', number: null };
}
