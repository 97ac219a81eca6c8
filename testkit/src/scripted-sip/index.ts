export { SipPeer } from './sip-peer.ts';
export type { SipPeerCall, SipPeerOptions, SipScript } from './sip-script.ts';
