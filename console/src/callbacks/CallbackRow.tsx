import { Link } from '@tanstack/react-router';
import { Chip } from '../ui/Chip.tsx';
import { Moment } from '../ui/Moment.tsx';
import type { Callback } from '../wire/types.ts';
import { callbackStanding } from '../words/callbackStates.ts';

/** One callback in the list: who, where it stands, when. */
export function CallbackRow({ callback }: { readonly callback: Callback }) {
  return (
    <li className="callback-row">
      <Link to="/callbacks/$callbackId" params={{ callbackId: callback.id }} className="callback-link">
        <span className="callback-who">
          <strong>{callback.name ?? callback.phoneNumber}</strong>
          {callback.name !== null && <span className="muted numeric">{callback.phoneNumber}</span>}
        </span>
        <span>
          <Chip worded={callbackStanding(callback)} />
        </span>
        <span className="callback-when muted">
          {callback.scheduledFor !== null ? (
            <>
              For <Moment at={callback.scheduledFor} />
            </>
          ) : (
            <>
              Asked <Moment at={callback.requestedAt} />
            </>
          )}
        </span>
      </Link>
    </li>
  );
}
