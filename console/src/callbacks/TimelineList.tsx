import { useQuery } from '@tanstack/react-query';
import { dateText, exactTimeText } from '../time/format.ts';
import { useNow } from '../time/useNow.ts';
import { Loaded } from '../ui/Loaded.tsx';
import { Loading } from '../ui/Loading.tsx';
import { boardQuery, timelineQuery } from '../wire/queries.ts';
import { actorText, eventText } from '../words/events.ts';

/** An offer is told once: by what it means for the callback. */
const isTold = ({ type }: { readonly type: string }): boolean => type !== 'offer.made';

/** Every event of a callback in plain words, first to last. */
export function TimelineList({ callbackId }: { readonly callbackId: string }) {
  const timeline = useQuery(timelineQuery(callbackId));
  const { agents = [], queues = [] } = useQuery(boardQuery).data ?? {};
  const names = new Map([
    ...agents.map(({ id, name }) => [id, name] as const),
    ...queues.map(({ queueId, name }) => [queueId, name] as const),
  ]);
  const now = useNow(60_000);
  return (
    <Loaded query={timeline} what="the timeline" loading={<Loading shape="line" count={4} what="the timeline" />}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="muted">Nothing has happened yet.</p>
        ) : (
          <ol className="timeline">
            {items.filter(isTold).map((item) => (
              <li key={item.sequence}>
                <span>{eventText(item, now, names)}</span>
                <span className="muted small numeric">
                  <time dateTime={item.at}>
                    {dateText(item.at) === dateText(now) ? '' : `${dateText(item.at)} `}
                    {exactTimeText(item.at)}
                  </time>{' '}
                  · {actorText(item.actor, names)}
                </span>
              </li>
            ))}
          </ol>
        )
      }
    </Loaded>
  );
}
