import { useEffect, useRef } from 'react';
import { currentSettings } from '../ui/settings.ts';
import { useWork } from '../wire/queries.ts';
import type { Offer } from '../wire/types.ts';

const chime = (): void => {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = 660;
  volume.gain.setValueAtTime(0.15, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.6);
  tone.connect(volume).connect(audio.destination);
  tone.onended = () => void audio.close();
  tone.start();
  tone.stop(audio.currentTime + 0.6);
};

const desktopNote = (offer: Offer): void => {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted' || document.hasFocus()) return;
  const note = new Notification('Callback offered', {
    body: `${offer.customer.queueName}, waiting for your answer`,
    tag: offer.id,
  });
  note.onclick = () => window.focus();
};

/** Tells of a new offer once: a desktop notification where permitted and the page is not in front, a sound where switched on. */
export function useOfferAlert(): void {
  const offers = useWork().data?.offers;
  const told = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (offers === undefined) return;
    const fresh = offers.filter((offer) => !told.current.has(offer.id));
    told.current = new Set(offers.map((offer) => offer.id));
    fresh.forEach(desktopNote);
    if (fresh.length > 0 && currentSettings().sound) chime();
  }, [offers]);
}
