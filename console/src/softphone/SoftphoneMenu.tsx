import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { Chip } from '../ui/Chip.tsx';
import { changeSettings, useSettings } from '../ui/settings.ts';
import { Toggle } from '../ui/Toggle.tsx';
import { phoneQuery } from '../wire/queries.ts';
import type { Worded } from '../words/tone.ts';
import { DeviceChoice } from './DeviceChoice.tsx';
import { presentDevice, soundDevicesFrom, type SoundDevices } from './devices.ts';
import { MicrophoneTrial } from './MicrophoneTrial.tsx';
import { phoneWords, qualityWords } from './phoneWords.ts';
import type { Softphone } from './softphone.ts';
import type { SoftphoneState } from './softphoneState.ts';

/** The telephone of this page: how it stands, with what it is spoken and heard, how the line sounds. */
export function SoftphoneMenu({ phone, state }: { readonly phone: Softphone; readonly state: SoftphoneState }) {
  const worded = useStanding(state);
  return (
    <DialogTrigger>
      <Button className="button quiet phone-mark" aria-label={`${worded.words}: telephone settings`}>
        <Chip worded={worded} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="settings stack" aria-label="Telephone">
          <p role="status">
            <Chip worded={worded} />
          </p>
          {state.problem !== null && <p>{state.problem}</p>}
          <Devices phone={phone} state={state} />
          {state.quality !== null && <QualityFacts state={state} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** How the telephone stands; no call rings on one that is ready while the phone system is away. */
function useStanding({ status }: SoftphoneState): Worded {
  const engine = useQuery(phoneQuery).data ?? null;
  const isAway = engine?.state === 'not_connected' || engine?.state === 'taken_over';
  return isAway && status === 'ready' ? { words: 'Phone cannot ring', tone: 'danger' } : phoneWords[status];
}

function Devices({ phone, state }: { readonly phone: Softphone; readonly state: SoftphoneState }) {
  const settings = useSettings();
  const devices = useSoundDevices(state.microphone);
  const choose = (change: { microphoneId: string | null } | { speakerId: string | null }): void => {
    changeSettings(change);
    void phone.changeDevices();
  };
  return (
    <>
      <DeviceChoice
        label="Microphone"
        devices={devices.microphones}
        value={presentDevice(devices.microphones, settings.microphoneId)}
        onChange={(microphoneId) => choose({ microphoneId })}
      />
      <MicrophoneTrial inCall={state.microphone} deviceId={settings.microphoneId} />
      <DeviceChoice
        label="Speaker"
        devices={devices.speakers}
        value={presentDevice(devices.speakers, settings.speakerId)}
        onChange={(speakerId) => choose({ speakerId })}
      />
      <Toggle
        label="Answer calls by hand"
        on={settings.answersByHand}
        onChange={(answersByHand) => changeSettings({ answersByHand })}
      />
    </>
  );
}

function QualityFacts({ state }: { readonly state: SoftphoneState }) {
  const { quality } = state;
  if (quality === null) return null;
  return (
    <section className="stack" aria-label="Quality of the line">
      <p>
        <Chip worded={qualityWords(quality)} />
      </p>
      <dl className="facts">
        <dt>Sound</dt>
        <dd className="numeric">{quality.opinionScore.toFixed(1)} of 4.5</dd>
        <dt>Lost on the way</dt>
        <dd className="numeric">{(quality.lossRatio * 100).toFixed(1)} %</dd>
        <dt>Uneven by</dt>
        <dd className="numeric">{quality.jitterMs.toFixed(0)} ms</dd>
        <dt>There and back</dt>
        <dd className="numeric">
          {quality.roundTripMs === null ? 'Not known' : `${quality.roundTripMs.toFixed(0)} ms`}
        </dd>
      </dl>
    </section>
  );
}

/** The machine's devices, read again when one is plugged in, and when a permission gave them names. */
function useSoundDevices(microphone: MediaStream | null): SoundDevices {
  const [devices, setDevices] = useState<SoundDevices>({ microphones: [], speakers: [] });
  useEffect(() => {
    const { mediaDevices } = navigator;
    if (mediaDevices === undefined) return undefined;
    const read = (): void =>
      void mediaDevices.enumerateDevices().then((listed) => setDevices(soundDevicesFrom(listed)));
    read();
    mediaDevices.addEventListener('devicechange', read);
    return () => mediaDevices.removeEventListener('devicechange', read);
  }, [microphone]);
  return devices;
}
