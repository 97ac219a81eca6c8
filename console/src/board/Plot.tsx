import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import UPlot from 'uplot';
import { readerZone } from '../time/format.ts';
import { useSettings } from '../ui/settings.ts';
import { columnsOf } from './columns.ts';
import { plotOptions } from './plotOptions.ts';
import type { WaitingSample } from './series.ts';

const systemTheme = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = (): boolean => systemTheme().matches;

function watchSystemTheme(watcher: () => void): () => void {
  const theme = systemTheme();
  theme.addEventListener('change', watcher);
  return () => theme.removeEventListener('change', watcher);
}

/** The series drawn on a canvas; the table beside it says the same in text. */
export function Plot({ series }: { readonly series: readonly WaitingSample[] }) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const latest = useRef(series);
  const { theme } = useSettings();
  const isSystemDark = useSyncExternalStore(watchSystemTheme, systemIsDark);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const drawn = new UPlot(plotOptions(element), columnsOf(latest.current), element);
    plot.current = drawn;
    const follow = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: 190 }));
    follow.observe(element);
    return () => {
      follow.disconnect();
      drawn.destroy();
    };
  }, [theme, isSystemDark]);
  useEffect(() => {
    latest.current = series;
    plot.current?.setData(columnsOf(series));
  }, [series]);
  const last = series.at(-1);
  return (
    <figure>
      <div
        ref={place}
        className="chart-height"
        role="img"
        aria-label={
          last === undefined
            ? 'Nothing measured yet'
            : `Waiting now: ${last.liveCount} live callers and ${last.callbackCount} callbacks`
        }
      />
      <figcaption className="row small">
        <span className="legend one" aria-hidden="true" />
        Live callers
        <span className="legend two" aria-hidden="true" />
        Callbacks<span className="muted">Times in {readerZone()}</span>
      </figcaption>
    </figure>
  );
}
