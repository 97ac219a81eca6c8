import { expect, test } from 'vitest';
import { presentDevice, soundDevicesFrom } from './devices.ts';

test('[W4] microphones and speakers are told apart; one without a name gets a number', () => {
  const devices = soundDevicesFrom([
    { kind: 'audioinput', deviceId: 'a', label: 'Headset' },
    { kind: 'audioinput', deviceId: 'b', label: '' },
    { kind: 'audiooutput', deviceId: 'c', label: 'Loudspeaker' },
    { kind: 'videoinput', deviceId: 'd', label: 'Camera' },
    { kind: 'audiooutput', deviceId: '', label: '' },
  ]);
  expect(devices).toEqual({
    microphones: [
      { id: 'a', name: 'Headset' },
      { id: 'b', name: 'Microphone 2' },
    ],
    speakers: [{ id: 'c', name: 'Loudspeaker' }],
  });
});

test('[W4] a headset that was unplugged gives way to the default', () => {
  const devices = [{ id: 'a', name: 'Headset' }];
  expect(presentDevice(devices, 'a')).toBe('a');
  expect(presentDevice(devices, 'gone')).toBeNull();
  expect(presentDevice(devices, null)).toBeNull();
});
