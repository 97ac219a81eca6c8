import { useQuery } from '@tanstack/react-query';
import { servicesQuery } from './queries.ts';

/** What a request is about: the name of a listed subject of the service, else the words as they came. */
export function useSubjectText(serviceId: string | null, subject: string | null): string {
  const service = useQuery(servicesQuery).data?.items.find((entry) => entry.id === serviceId);
  return service?.subjects.find((entry) => entry.id === subject)?.name ?? subject ?? 'Not given';
}
