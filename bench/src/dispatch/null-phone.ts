import type { Phone } from '@ringback/engine';

/** A phone system that takes everything and reports nothing; it notes when a customer was to be dialled. */
export interface NullPhone extends Phone {
  /** Runs at every dial of a customer, with the leg's id. */
  onDial: (legId: string) => void;
  dialCount: number;
}

/** Makes a phone that notes dials. */
export function createNullPhone(): NullPhone {
  const phone: NullPhone = {
    onDial: () => undefined,
    dialCount: 0,
    start: () => Promise.resolve(),
    execute: (effect) => {
      if (effect.kind === 'dial' && effect.target.kind === 'number') {
        phone.dialCount += 1;
        phone.onDial(effect.legId);
      }
      return Promise.resolve();
    },
    livingLegs: () => Promise.resolve([]),
    stop: () => Promise.resolve(),
  };
  return phone;
}
