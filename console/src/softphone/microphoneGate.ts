import { endStream, openMicrophone, type MicrophoneTrouble } from '@ringback/widget/telephone';
import { currentSettings } from '../ui/settings.ts';

/** How long the browser may take to give a microphone before it surely asks the agent, milliseconds. */
const ASKED_AFTER_MS = 1_000;

/**
 * Tries the microphone before the first call, so that the browser's question does not come while a customer waits. Null: it is
 * there. `asking` is told when the browser asks the agent.
 */
export async function microphoneAnswered(asking: () => void): Promise<MicrophoneTrouble | null> {
  const question = setTimeout(asking, ASKED_AFTER_MS);
  const { stream, trouble } = await openMicrophone(currentSettings().microphoneId);
  clearTimeout(question);
  if (stream !== null) endStream(stream);
  return trouble;
}

/** Calls the watcher when a device is plugged in or out, or the permission changes; the answer stops it. */
export function watchMicrophone(watcher: () => void): () => void {
  let permission: PermissionStatus | null = null;
  let isOver = false;
  // Pages that came neither by https nor from the same machine have no media devices, though the type says so.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  devices?.addEventListener('devicechange', watcher);
  void navigator.permissions
    ?.query({ name: 'microphone' })
    .then((status) => {
      if (isOver) return;
      permission = status;
      status.addEventListener('change', watcher);
    })
    .catch(() => undefined);
  return () => {
    isOver = true;
    devices?.removeEventListener('devicechange', watcher);
    permission?.removeEventListener('change', watcher);
  };
}
