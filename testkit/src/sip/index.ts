export { startBaresip, type BaresipOptions, type BaresipPhone } from './baresip-phone.ts';
export type { BaresipEvent } from './baresip-control.ts';
export { openTestProxy, type TestProxy } from './test-proxy.ts';
export { startOrderedFarEnd, type OrderedFarEnd } from './ordered-far-end.ts';
export { freePorts } from './free-ports.ts';
export {
  arrivedCalls,
  startSipp,
  type ArrivedCall,
  type SippBehaviour,
  type SippFarEnd,
  type SippOptions,
} from './sipp.ts';
export { findPhonePrograms, type PhonePrograms } from './test-programs.ts';
export { audibleSeconds, sine, telephoneRateHz, toneSeconds, toneShare } from './tones.ts';
export { decodeUlaw, encodeUlaw, parseWav, readWav, writeWav, type Wav } from './wav.ts';
export { until } from '../until.ts';
export * from '../scripted-sip/index.ts';
