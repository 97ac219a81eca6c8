import { useQuery } from '@tanstack/react-query';
import { boardQuery } from '../wire/queries.ts';

/** Tells the name of an agent by id; "a colleague" while it is not known. */
export function useAgentNames(): (agentId: string) => string {
  const agents = useQuery(boardQuery).data?.agents ?? [];
  return (agentId) => agents.find(({ id }) => id === agentId)?.name ?? 'a colleague';
}
