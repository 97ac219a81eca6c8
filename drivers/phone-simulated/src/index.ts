export {
  type CallIn,
  createSimulatedPhone,
  type Ring,
  type SimulatedNetwork,
  type SimulatedPhoneLog,
  type SimulatedPhoneOptions,
} from './simulated-phone.ts';
export type { SubscriberBehaviour } from './subscriber.ts';
export type { Handset, HandsetState } from './handset.ts';
export type { LegView } from './switchboard.ts';
export { HANDSET_NUMBER } from './magic-numbers.ts';
export { promptText } from './prompt-text.ts';
