import { useEffect } from 'react';
import { useWork } from '../wire/queries.ts';

/** The title of the browser tab; the number of offers stands before it. */
export function titleText(page: string, offersCount: number): string {
  return `${offersCount > 0 ? `(${offersCount}) ` : ''}${page} - Ringback`;
}

/** Names the browser tab after the page, with the number of offers as a badge. */
export function usePageTitle(page: string): void {
  const offersCount = useWork().data?.offers.length ?? 0;
  useEffect(() => {
    document.title = titleText(page, offersCount);
  }, [page, offersCount]);
}
