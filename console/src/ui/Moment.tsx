import { momentText } from '../time/format.ts';
import { useNow } from '../time/useNow.ts';

/** An instant for people: day unless today, time, zone. */
export function Moment({ at, zone }: { readonly at: string; readonly zone?: string }) {
  const now = useNow(60_000);
  return (
    <time dateTime={at} className="numeric">
      {zone === undefined ? momentText(at, now) : momentText(at, now, zone)}
    </time>
  );
}
