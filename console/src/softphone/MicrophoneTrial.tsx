import { endStream, openMicrophone } from '@ringback/widget/telephone';
import { useEffect, useState } from 'react';
import { ActionButton } from '../ui/ActionButton.tsx';
import { LevelMeter } from './LevelMeter.tsx';
import { microphoneWords } from './softphoneState.ts';

interface Props {
  /** The microphone of the call; null without one. */
  readonly inCall: MediaStream | null;
  readonly deviceId: string | null;
}

/** How loud the microphone is: always in a call, otherwise when it is tried out. */
export function MicrophoneTrial({ inCall, deviceId }: Props) {
  const [isTrying, setTrying] = useState(false);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isOn = isTrying && inCall === null;
  useEffect(() => {
    if (!isOn) return undefined;
    let isOver = false;
    let opened: MediaStream | null = null;
    void openMicrophone(deviceId).then((answer) => {
      if (isOver) return answer.stream === null ? undefined : endStream(answer.stream);
      opened = answer.stream;
      setStream(opened);
      setProblem(answer.trouble === null ? null : microphoneWords[answer.trouble]);
    });
    return () => {
      isOver = true;
      setStream(null);
      if (opened !== null) endStream(opened);
    };
  }, [isOn, deviceId]);
  if (inCall !== null) return <LevelMeter stream={inCall} />;
  return (
    <>
      <ActionButton pressed={isTrying} onPress={() => setTrying(!isTrying)}>
        {isTrying ? 'Stop the test' : 'Test the microphone'}
      </ActionButton>
      {isTrying && problem === null && <LevelMeter stream={stream} />}
      {isTrying && problem !== null && <p role="alert">{problem}</p>}
    </>
  );
}
