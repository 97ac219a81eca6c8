/** Quietest sound the meter shows, decibels below full scale. */
const FLOOR_DB = -60;

/** How loud samples between -1 and 1 are, as 0 (silence) to 1 (full scale), in equal steps of loudness. */
export function soundLevel(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  if (sum === 0) return 0;
  const decibels = 10 * Math.log10(sum / samples.length);
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR_DB));
}

/** Measures a stream until it is ended. Gives a reader of the present level, and the end of measuring. */
export function meterOf(stream: MediaStream): { level(): number; end(): void } {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 1_024;
  const source = audio.createMediaStreamSource(stream);
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      return soundLevel(samples);
    },
    end() {
      source.disconnect();
      void audio.close();
    },
  };
}
