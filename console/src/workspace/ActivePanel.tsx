import { Chip } from '../ui/Chip.tsx';
import { useFocusIfLost } from '../ui/useFocusIfLost.ts';
import type { ActiveItem } from '../wire/types.ts';
import { callbackStanding } from '../words/callbackStates.ts';
import { ContextPanel } from './ContextPanel.tsx';
import { DialPanel } from './DialPanel.tsx';
import { HistoryPanel } from './HistoryPanel.tsx';
import { VideoPanel } from './VideoPanel.tsx';

/** The work item in hand: the customer, what to do now, and what happened before. */
export function ActivePanel({ active }: { readonly active: ActiveItem }) {
  const heading = useFocusIfLost<HTMLHeadingElement>();
  const { customer, callback, call } = active;
  // While a call runs, the call bar says where it stands.
  const isCallRunning = call !== null && call.state !== 'ended';
  const standing = isCallRunning || callback === null ? null : callbackStanding(callback);
  return (
    <div className="active">
      <section className="card stack active-main" aria-labelledby="active-name">
        <div className="spread">
          <div>
            <p className="muted small">{customer.serviceName ?? customer.queueName}</p>
            <h2 ref={heading} tabIndex={-1} id="active-name" className="offer-name">
              {customer.name ?? customer.phoneNumber ?? 'Number withheld'}
            </h2>
            {customer.name !== null && <p className="numeric">{customer.phoneNumber ?? 'Number withheld'}</p>}
          </div>
          <span role="status">{standing !== null && <Chip worded={standing} />}</span>
        </div>
        {callback !== null && call === null && active.meetingUrl === null && (
          <DialPanel callback={callback} previewing={active.previewing} />
        )}
        {callback !== null && call?.state === 'ended' && (
          <DialPanel callback={callback} previewing={active.previewing} />
        )}
        {active.meetingUrl !== null && <VideoPanel meetingUrl={active.meetingUrl} />}
      </section>
      <ContextPanel customer={customer} />
      {callback !== null && (
        <div className="stack">
          <HistoryPanel callbackId={callback.id} />
        </div>
      )}
    </div>
  );
}
