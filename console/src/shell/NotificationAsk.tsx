import { useState } from 'react';
import { ActionButton } from '../ui/ActionButton.tsx';

/** Asks the browser for desktop notifications, and tells what it answered. */
export function NotificationAsk() {
  const [permission, setPermission] = useState<NotificationPermission | 'unsupported'>(() =>
    typeof Notification === 'undefined' ? 'unsupported' : Notification.permission,
  );
  if (permission === 'default') {
    return (
      <ActionButton onPress={() => void Notification.requestPermission().then(setPermission)}>
        Allow desktop notifications
      </ActionButton>
    );
  }
  const words = {
    granted: 'Desktop notifications are on.',
    denied: 'The browser blocks desktop notifications.',
    unsupported: 'This browser has no desktop notifications.',
  };
  return <p className="muted small">{words[permission]}</p>;
}
