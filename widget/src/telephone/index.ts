export type { LineLoss } from './line-loss.ts';
export { endStream, openMicrophone } from './microphone.ts';
export type { MicrophoneTrouble } from './microphone.ts';
export { openSipLine } from './sip-line.ts';
export type { LineAccess, LineListener, SipLine } from './sip-line.ts';
