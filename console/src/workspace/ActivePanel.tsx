import { Chip } from '../ui/Chip.tsx';
import { useFocusIfLost } from '../ui/useFocusIfLost.ts';
import type { ActiveItem, Telephone } from '../wire/types.ts';
import { callbackStanding } from '../words/callbackStates.ts';
import { ringingNow } from '../words/telephones.ts';
import { ContextPanel } from './ContextPanel.tsx';
import { DialPanel } from './DialPanel.tsx';
import { HistoryPanel } from './HistoryPanel.tsx';
import { VideoPanel } from './VideoPanel.tsx';

interface Props {
  readonly active: ActiveItem;
  readonly telephone: Telephone;
}

/** The work item in hand: the customer, what to do now, and what happened before. */
export function ActivePanel({ active, telephone }: Props) {
  const heading = useFocusIfLost<HTMLHeadingElement>();
  const { customer, callback, call } = active;
  // While a call runs, the call bar says where it stands.
  const isCallRunning = call !== null && call.state !== 'ended';
  // The customer is on the line already: a callback that holds, or a caller. Only the agent's own telephone is missing.
  const isRung = call === null && (callback === null || callback.state === 'holding');
  // What an agent does themselves is in their presence, and they know.
  const isReading = callback?.state === 'previewing';
  const standing = isCallRunning || isReading || callback === null ? null : callbackStanding(callback);
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
        {isRung && (
          <p className="notice" role="status">
            {ringingNow(telephone)} The customer is on the line and hears music.
          </p>
        )}
        {callback !== null && call === null && !isRung && active.meetingUrl === null && (
          <DialPanel callback={callback} previewing={active.previewing} telephone={telephone} />
        )}
        {callback !== null && call?.state === 'ended' && (
          <DialPanel callback={callback} previewing={active.previewing} telephone={telephone} />
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
