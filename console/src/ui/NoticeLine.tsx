import { useSyncExternalStore } from 'react';
import { ActionButton } from './ActionButton.tsx';
import { currentNotice, dismissNotice, watchNotices } from './notices.ts';

/** Where refusals of actions are told; screen readers hear them at once. */
export function NoticeLine() {
  const words = useSyncExternalStore(watchNotices, currentNotice);
  return (
    <div role="alert">
      {words !== null && (
        <div className="notice danger">
          <span>{words}</span>
          <ActionButton kind="quiet" onPress={dismissNotice}>
            Dismiss
          </ActionButton>
        </div>
      )}
    </div>
  );
}
