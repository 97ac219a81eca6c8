import { useEffect, useState } from 'react';
import type { Board } from '../wire/types.ts';
import { sampleOf, withSample, type WaitingSample } from './series.ts';

let remembered: readonly WaitingSample[] = [];

/** The waiting counts since the console was opened; kept while other pages are shown. */
export function useSeries(board: Board): readonly WaitingSample[] {
  const [series, setSeries] = useState(remembered);
  useEffect(() => {
    remembered = withSample(remembered, sampleOf(board));
    setSeries(remembered);
  }, [board]);
  return series;
}
