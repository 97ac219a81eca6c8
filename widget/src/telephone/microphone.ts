/** Why there is no microphone: nobody allowed it, the machine has none, something else uses it, or the page is not from https. */
export type MicrophoneTrouble = 'refused' | 'missing' | 'busy' | 'insecure';

/** A microphone, or why there is none. */
export type MicrophoneAnswer =
  | { readonly stream: MediaStream; readonly trouble: null }
  | { readonly stream: null; readonly trouble: MicrophoneTrouble };

/** Opens a microphone; `deviceId` null: the browser's default. Ended by `endStream`. */
export async function openMicrophone(deviceId: string | null = null): Promise<MicrophoneAnswer> {
  // Pages that came neither by https nor from the same machine have no media devices, though the type says so.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (devices === undefined) return { stream: null, trouble: 'insecure' };
  try {
    const audio = deviceId === null ? true : { deviceId: { ideal: deviceId } };
    return { stream: await devices.getUserMedia({ audio }), trouble: null };
  } catch (error) {
    return { stream: null, trouble: microphoneTroubleOf(error) };
  }
}

/** What an error of getUserMedia means (W3C mediacapture-main, section 10.2.1). */
export function microphoneTroubleOf(error: unknown): MicrophoneTrouble {
  const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : null;
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'refused';
}

/** Lets a microphone go. */
export function endStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
