/** Sounds of the telephone in the page: the ring until it is answered, or a short note that a call is there. */
export type Tone = 'ringing' | 'answered';

let audio: AudioContext | null = null;

/** Plays a tone, in place of the one before. */
export function playTone(tone: Tone): void {
  stopTones();
  audio = new AudioContext();
  const startsAt = audio.currentTime;
  if (tone === 'answered') beep(audio, startsAt, 0.15);
  else for (let ring = 0; ring < 10; ring += 1) beep(audio, startsAt + ring * 3, 1);
}

/** Silence. */
export function stopTones(): void {
  void audio?.close();
  audio = null;
}

function beep(context: AudioContext, startsAt: number, lengthS: number): void {
  const volume = context.createGain();
  volume.gain.value = 0.12;
  volume.connect(context.destination);
  for (const hertz of [440, 480]) {
    const source = context.createOscillator();
    source.frequency.value = hertz;
    source.connect(volume);
    source.start(startsAt);
    source.stop(startsAt + lengthS);
  }
}
