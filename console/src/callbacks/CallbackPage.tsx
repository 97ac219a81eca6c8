import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { usePageTitle } from '../shell/usePageTitle.ts';
import { Chip } from '../ui/Chip.tsx';
import { Loaded } from '../ui/Loaded.tsx';
import { Loading } from '../ui/Loading.tsx';
import { callbackQuery } from '../wire/queries.ts';
import type { Callback } from '../wire/types.ts';
import { callbackStanding } from '../words/callbackStates.ts';
import { ContextValues } from '../workspace/ContextValues.tsx';
import { HistoryPanel } from '../workspace/HistoryPanel.tsx';
import { AttemptTable } from './AttemptTable.tsx';
import { CallbackActions } from './CallbackActions.tsx';
import { CallbackFacts } from './CallbackFacts.tsx';
import { RecordingList } from './RecordingList.tsx';

/** One callback: where it stands, what can be done, and everything that happened. */
export function CallbackPage() {
  const { callbackId } = useParams({ from: '/callbacks/$callbackId' });
  usePageTitle('Callback');
  const query = useQuery(callbackQuery(callbackId));
  return (
    <div className="stack">
      <p>
        <Link to="/callbacks">All callbacks</Link>
      </p>
      <Loaded query={query} what="the callback" loading={<Loading shape="card" count={3} what="the callback" />}>
        {(callback) => <Detail callback={callback} />}
      </Loaded>
    </div>
  );
}

function Detail({ callback }: { readonly callback: Callback }) {
  return (
    <>
      <div className="spread">
        <div>
          <h1>{callback.name ?? callback.phoneNumber}</h1>
          {callback.name !== null && <p className="numeric">{callback.phoneNumber}</p>}
        </div>
        <span role="status">
          <Chip worded={callbackStanding(callback)} />
        </span>
      </div>
      <CallbackActions callback={callback} />
      <div className="active">
        <div className="stack">
          <section className="card stack" aria-labelledby="facts-heading">
            <h2 id="facts-heading">Request</h2>
            <CallbackFacts callback={callback} />
          </section>
          <section className="card stack" aria-labelledby="sent-heading">
            <h2 id="sent-heading">Came with it</h2>
            <ContextValues context={callback.context} />
          </section>
          <section className="card stack" aria-labelledby="attempts-heading">
            <h2 id="attempts-heading">Tries</h2>
            <AttemptTable callback={callback} />
          </section>
          {callback.recordings.length > 0 && (
            <section className="card stack" aria-labelledby="recordings-heading">
              <h2 id="recordings-heading">Recordings</h2>
              <RecordingList recordings={callback.recordings} />
            </section>
          )}
        </div>
        <div className="stack">
          <HistoryPanel callbackId={callback.id} />
        </div>
      </div>
    </>
  );
}
