export { asteriskConfiguration } from './asterisk-configuration.ts';
export { InvalidSetting } from './config-text.ts';
export { existingSystemFiles, inboundOnExisting } from './existing-system.ts';
export { callbackOut, detectMachine, echoNumber } from './dialplan.ts';
export { loopbackNetwork, loopbackPortCount, loopbackTrunk } from './loopback.ts';
export { modulesInUse } from './modules.ts';
export { fromAgent, fromTrunk } from './pjsip.ts';
export * from './settings.ts';
