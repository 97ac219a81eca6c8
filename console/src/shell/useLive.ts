import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { openLiveLine } from '../wire/live.ts';
import type { LiveStatus } from '../wire/reconnect.ts';

/** Keeps the live line open while the shell is there, and tells how it stands. */
export function useLive(): LiveStatus {
  const queries = useQueryClient();
  const [status, setStatus] = useState<LiveStatus>('connecting');
  useEffect(() => {
    const line = openLiveLine(queries, setStatus);
    return () => line.close();
  }, [queries]);
  return status;
}
