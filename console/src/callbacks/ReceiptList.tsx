import { useQuery } from '@tanstack/react-query';
import { durationText } from '../time/format.ts';
import { Loaded } from '../ui/Loaded.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Moment } from '../ui/Moment.tsx';
import { receiptQuery } from '../wire/queries.ts';
import type { Overtake } from '../wire/types.ts';
import { plainWords } from '../words/callbackStates.ts';

/** The fairness receipt: who came later, was served earlier, and why. */
export function ReceiptList({ callbackId }: { readonly callbackId: string }) {
  const receipt = useQuery(receiptQuery(callbackId));
  return (
    <Loaded query={receipt} what="the receipt" loading={<Loading shape="line" count={2} what="the receipt" />}>
      {({ arrivedAt, overtakes }) => (
        <>
          <p className="muted">
            In line since <Moment at={arrivedAt} />.{' '}
            {overtakes.length === 0
              ? 'Nobody who came later was served before.'
              : `${overtakes.length} who came later ${overtakes.length === 1 ? 'was' : 'were'} served before:`}
          </p>
          {overtakes.length > 0 && (
            <ol className="timeline">
              {overtakes.map((entry, index) => (
                <OvertakeRow key={index} entry={entry} arrivedAt={arrivedAt} />
              ))}
            </ol>
          )}
        </>
      )}
    </Loaded>
  );
}

function OvertakeRow({ entry, arrivedAt }: { readonly entry: Overtake; readonly arrivedAt: string }) {
  const laterMs = Date.parse(entry.arrivedAt) - Date.parse(arrivedAt);
  return (
    <li>
      <span>
        {entry.kind === 'live_call' ? 'A live caller' : 'A callback'}: {plainWords(entry.reason).toLowerCase()}
      </span>
      <span className="muted small">
        came {durationText(laterMs)} later, served <Moment at={entry.servedAt} />
      </span>
    </li>
  );
}
