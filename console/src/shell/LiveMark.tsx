import type { LiveStatus } from '../wire/reconnect.ts';

const words: Readonly<Record<LiveStatus, string>> = {
  connecting: 'Connecting…',
  live: 'Live',
  reconnecting: 'Reconnecting…',
};

/** Whether what is shown follows the server. */
export function LiveMark({ status }: { readonly status: LiveStatus }) {
  return (
    <span className={`live-mark ${status}`} role="status">
      <span className={`dot ${status === 'live' ? 'ok' : 'warn'}`} aria-hidden="true" />
      <span className={status === 'live' ? 'live-words' : ''}>{words[status]}</span>
    </span>
  );
}
