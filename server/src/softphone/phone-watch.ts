import type { PhoneState } from '@ringback/contract';

/** Tells how the phone system stands to this node. */
export interface PhoneWatch {
  /** As far as this process knows by itself; nobody is asked. */
  standing(): Omit<PhoneState, 'trunks'>;
  /** With the trunks; asks the phone system, and answers within seconds also where it does not. */
  state(): Promise<PhoneState>;
}

const simulated: Omit<PhoneState, 'trunks'> = {
  kind: 'simulated',
  state: 'connected',
  since: null,
  message: null,
  reason: null,
  connectCount: 1,
  legCount: 0,
};

/** A phone system inside this process: it is always there. */
export const simulatedPhoneWatch: PhoneWatch = {
  standing: () => simulated,
  state: () => Promise.resolve({ ...simulated, trunks: [] }),
};
