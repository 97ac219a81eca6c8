import { browserNow } from '../time/browser-clock.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { get } from './api.ts';
import { ProblemError } from './problem.ts';
import type { SignInOptions } from './session.ts';
import type {
  Availability,
  Board,
  Callback,
  CallbackPage,
  CallbackState,
  Me,
  PhoneState,
  Receipt,
  ServiceCards,
  Timeline,
  Work,
} from './types.ts';

/** Who is signed in; `null` when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await get<Me>('/v1/me');
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 401) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

/** The names that can sign in. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: () => get<SignInOptions>('/v1/sign-in/options'),
});

/** Everything the agent has in hand. */
export const workQuery = (agentId: string | null) =>
  queryOptions({
    queryKey: ['work', agentId],
    queryFn: () => get<Work>(`/v1/agents/${encodeURIComponent(agentId ?? '')}/work`),
    enabled: agentId !== null,
    refetchInterval: 15_000,
  });

/** The live board. */
export const boardQuery = queryOptions({
  queryKey: ['board'],
  queryFn: () => get<Board>('/v1/board'),
  refetchInterval: 5_000,
});

/** The phone system and its trunks. */
export const phoneQuery = queryOptions({
  queryKey: ['phone'],
  queryFn: () => get<PhoneState>('/v1/phone'),
  refetchInterval: 5_000,
});

/** A page of callbacks, by states and number; both may be left open. */
export const callbacksQuery = (states: readonly CallbackState[], phoneNumber: string, cursor: string | null) =>
  queryOptions({
    queryKey: ['callbacks', states, phoneNumber, cursor],
    queryFn: () => get<CallbackPage>('/v1/callbacks', { state: states.join(','), phoneNumber, cursor, limit: 25 }),
    refetchInterval: 15_000,
  });

/** One callback. */
export const callbackQuery = (id: string) =>
  queryOptions({ queryKey: ['callback', id], queryFn: () => get<Callback>(`/v1/callbacks/${encodeURIComponent(id)}`) });

/** What happened to one callback. */
export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['callback', id, 'timeline'],
    queryFn: () => get<Timeline>(`/v1/callbacks/${encodeURIComponent(id)}/timeline`),
  });

/** Who was served before one callback. */
export const receiptQuery = (id: string) =>
  queryOptions({
    queryKey: ['callback', id, 'receipt'],
    queryFn: () => get<Receipt>(`/v1/callbacks/${encodeURIComponent(id)}/receipt`),
  });

/** All services. */
export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: () => get<ServiceCards>('/v1/services'),
  staleTime: 300_000,
});

/** The times of a service for a week, in the customer's zone where it is known. */
export const availabilityQuery = (serviceId: string, timeZone: string | null) =>
  queryOptions({
    queryKey: ['availability', serviceId, timeZone],
    queryFn: () =>
      get<Availability>(`/v1/services/${encodeURIComponent(serviceId)}/availability`, { days: 7, timeZone }),
  });

/** The places of a service between now and the end of the reader's day, the full ones too. */
export const todayQuery = (serviceId: string) =>
  queryOptions({
    queryKey: ['availability', serviceId, 'today'],
    queryFn: () =>
      get<Availability>(`/v1/services/${encodeURIComponent(serviceId)}/availability`, {
        to: endOfToday(),
        includeFull: 'true',
      }),
    refetchInterval: 60_000,
  });

const endOfToday = (): string => {
  const end = new Date(browserNow());
  end.setHours(24, 0, 0, 0);
  return end.toISOString();
};

/** The signed-in person; pages are drawn only for one. */
export function useMe(): Me | null {
  return useQuery(meQuery).data ?? null;
}

/** The work of the signed-in agent. */
export function useWork() {
  return useQuery(workQuery(useMe()?.agentId ?? null));
}
