/** Something to speak into or to hear with. */
export interface SoundDevice {
  readonly id: string;
  readonly name: string;
}

/** What this machine has. */
export interface SoundDevices {
  readonly microphones: readonly SoundDevice[];
  readonly speakers: readonly SoundDevice[];
}

interface ListedDevice {
  readonly kind: string;
  readonly deviceId: string;
  readonly label: string;
}

const ofKind = (listed: readonly ListedDevice[], kind: string, word: string): SoundDevice[] =>
  listed
    .filter((device) => device.kind === kind && device.deviceId !== '')
    .map((device, index) => ({
      id: device.deviceId,
      name: device.label === '' ? `${word} ${index + 1}` : device.label,
    }));

/** Sorts what a browser lists; devices it does not name before a permission get a number. */
export function soundDevicesFrom(listed: readonly ListedDevice[]): SoundDevices {
  return {
    microphones: ofKind(listed, 'audioinput', 'Microphone'),
    speakers: ofKind(listed, 'audiooutput', 'Speaker'),
  };
}

/** The chosen device while it is plugged in, else the browser's default. */
export function presentDevice(devices: readonly SoundDevice[], wanted: string | null): string | null {
  return wanted !== null && devices.some(({ id }) => id === wanted) ? wanted : null;
}
