import { elapsedMs } from '../time/countdown.ts';
import { durationText, ratioText, waitRangeText } from '../time/format.ts';
import { useNow } from '../time/useNow.ts';
import type { BoardQueue } from '../wire/types.ts';

/** One queue: how many wait, how long, and whether promises are kept. */
export function QueueCard({ queue }: { readonly queue: BoardQueue }) {
  const now = useNow(5_000);
  const reached =
    queue.attemptsTodayCount === 0 ? 'No dials' : `${queue.reachedTodayCount} of ${queue.attemptsTodayCount}`;
  return (
    <section className="card queue-card" aria-labelledby={`queue-${queue.queueId}`}>
      <h2 id={`queue-${queue.queueId}`}>{queue.name}</h2>
      <div className="queue-figures">
        <p className="figure">
          <span className="figure-number">{queue.liveCallsWaitingCount + queue.callbacksWaitingCount}</span> waiting
        </p>
        <p className="muted">
          {queue.liveCallsWaitingCount} live {queue.liveCallsWaitingCount === 1 ? 'caller' : 'callers'}
          <br />
          {queue.callbacksWaitingCount} {queue.callbacksWaitingCount === 1 ? 'callback' : 'callbacks'}
        </p>
      </div>
      <dl className="facts wide">
        <dt>Oldest</dt>
        <dd className="numeric">
          {queue.oldestArrivedAt === null ? 'Nobody waits' : durationText(elapsedMs(queue.oldestArrivedAt, now))}
        </dd>
        <dt>Estimated wait</dt>
        <dd className="numeric">{waitRangeText(queue.estimatedWait)}</dd>
        <dt>Agents ready</dt>
        <dd className="numeric">{queue.agentsReadyCount}</dd>
        <dt>In progress</dt>
        <dd className="numeric">{queue.callbacksActiveCount}</dd>
        <dt>Scheduled</dt>
        <dd className="numeric">{queue.callbacksScheduledCount}</dd>
        <dt>Promises kept, 24 h</dt>
        <dd className="numeric">
          {queue.keptPromiseRatio === null ? 'None were due' : ratioText(queue.keptPromiseRatio)}
        </dd>
        <dt>Dials that reached, 24 h</dt>
        <dd className="numeric">{reached}</dd>
        <dt>Hung up in line, 24 h</dt>
        <dd className="numeric">{queue.abandonedInQueueCount}</dd>
      </dl>
    </section>
  );
}
