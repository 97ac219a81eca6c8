import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from './Failure.tsx';

interface Props<T> {
  readonly query: UseQueryResult<T>;
  readonly what: string;
  readonly loading: ReactNode;
  readonly children: (value: T) => ReactNode;
}

/** What a query read: grey shapes first, then the content; a failure is told, above old content where there is some. */
export function Loaded<T>({ query, what, loading, children }: Props<T>) {
  const failure = query.isError ? (
    <Failure what={what} error={query.error} onRetry={() => void query.refetch()} />
  ) : null;
  if (query.data === undefined) return failure ?? loading;
  return (
    <>
      {failure}
      {children(query.data)}
    </>
  );
}
