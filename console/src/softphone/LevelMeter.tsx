import { useEffect, useState } from 'react';
import { meterOf } from './soundLevel.ts';

/** How loud the microphone is, while there is one. */
export function LevelMeter({ stream }: { readonly stream: MediaStream | null }) {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    if (stream === null) return undefined;
    const meter = meterOf(stream);
    const timer = setInterval(() => setLevel(Math.round(meter.level() * 100)), 100);
    return () => {
      clearInterval(timer);
      meter.end();
      setLevel(0);
    };
  }, [stream]);
  return (
    <meter className="level" aria-label="Loudness of the microphone" min={0} max={100} value={level}>
      {level} of 100
    </meter>
  );
}
