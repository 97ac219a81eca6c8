import { useState } from 'react';
import { ActionButton } from '../ui/ActionButton.tsx';
import { timeText } from '../time/format.ts';
import type { Board } from '../wire/types.ts';
import { Plot } from './Plot.tsx';
import { byMinute, type WaitingSample } from './series.ts';
import { useSeries } from './useSeries.ts';

/** How many waited since this page was opened, as a chart or as a table. */
export function WaitingChart({ board }: { readonly board: Board }) {
  const series = useSeries(board);
  const [table, setTable] = useState(false);
  return (
    <section className="card stack" aria-labelledby="chart-heading">
      <div className="spread">
        <h2 id="chart-heading">Waiting, since this page was opened</h2>
        <ActionButton onPress={() => setTable(!table)}>{table ? 'Show as chart' : 'Show as table'}</ActionButton>
      </div>
      {table ? <SeriesTable series={series} /> : <Plot series={series} />}
    </section>
  );
}

function SeriesTable({ series }: { readonly series: readonly WaitingSample[] }) {
  return (
    <div className="table-scroll chart-height" tabIndex={0} role="group" aria-label="Waiting by minute">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col" className="number-cell">
              Live callers
            </th>
            <th scope="col" className="number-cell">
              Callbacks
            </th>
          </tr>
        </thead>
        <tbody>
          {byMinute(series).map((sample) => (
            <tr key={sample.atMs}>
              <td className="numeric">{timeText(sample.atMs)}</td>
              <td className="number-cell">{sample.liveCount}</td>
              <td className="number-cell">{sample.callbackCount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
