import { useSyncExternalStore } from 'react';
import { ActionButton } from './ActionButton.tsx';
import { currentNotice, dismissNotice, watchNotices } from './notices.ts';

/** Where refusals of actions are told, and what was done where the page does not show it; screen readers hear them at once. */
export function NoticeLine() {
  const notice = useSyncExternalStore(watchNotices, currentNotice);
  return (
    <div role="alert">
      {notice !== null && (
        <div className={`notice ${notice.tone}`}>
          <span>{notice.words}</span>
          <ActionButton kind="quiet" onPress={dismissNotice}>
            Dismiss
          </ActionButton>
        </div>
      )}
    </div>
  );
}
