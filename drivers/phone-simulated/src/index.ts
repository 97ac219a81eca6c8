export {
  type CallIn,
  createSimulatedPhone,
  type Dialled,
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
export { createRemotePhone, type RemotePhone, type RemotePhoneOptions } from './network/remote-phone.ts';
export { createNetworkServer, type NetworkServer, type NetworkServerOptions } from './network/network-server.ts';
export { type NetworkLogEntry, readNetworkLog } from './network/network-log.ts';
export { type NetworkAddress, parseNetworkAddress } from './network/messages.ts';
