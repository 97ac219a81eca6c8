import { demandCount, demandName } from './config-text.ts';
import { fromAgent, fromTrunk } from './pjsip.ts';
import type { AriAccount, AsteriskSettings, EngineTimers } from './settings.ts';

/** Outgoing calls to customers enter this context when they are answered; the extension is `s`, or the leg's id. */
export const callbackOut = 'callback-out';
/** A channel sent here (extension `s`) comes back with the verdict of answering machine detection. */
export const detectMachine = 'amd';
/** The number an agent dials to hear themselves. */
export const echoNumber = '*43';

const retryEveryS = 0.5;

// What a far end sends as a number must not bring commas: they would part it into more arguments.
const dialled = '${FILTER(0-9A-Za-z*#,${EXTEN})}';
const caller = '${FILTER(0-9A-Za-z+*#,${CALLERID(num)})}';

/**
 * `extensions.conf`. What arrives in the application tells how by its first argument:
 * `inbound, <number dialled>, <caller's number>, <trunk>`; `customer, <leg>`; `agent-dial, <number dialled>, <agent's id>`;
 * `amd, <verdict>, <cause>`. While the application is away, callers hear music and answered customers stay on the line.
 */
export function dialplanFile({ ari, timers }: AsteriskSettings): string {
  const general = '[general]\nstatic = yes\nwriteprotect = yes\n';
  return [general, dialplanContexts(ari, timers, fromTrunk), agentContext(ari.application)].join('\n');
}

/** The contexts that any Asterisk needs which works for Ringback; `inbound` is the name of the one calls arrive in. */
export function dialplanContexts(ari: AriAccount, timers: EngineTimers, inbound: string): string {
  const application = demandName('ari application', ari.application);
  const inboundTries = Math.ceil(demandCount('holdInboundS', timers.holdInboundS) / retryEveryS);
  const answeredTries = Math.ceil(demandCount('holdAnsweredS', timers.holdAnsweredS) / retryEveryS);
  return [
    inboundContext(inbound, application, inboundTries),
    answeredContext(application, answeredTries),
    machineContext(application, answeredTries),
  ].join('\n');
}

function inboundContext(name: string, application: string, tries: number): string {
  return `[${name}]
exten => _+X!,1,Set(PLUS=+)
 same => n,Goto(\${EXTEN:1},1)
exten => _X!,1,NoOp(inbound)
${holdAndRetry(`${application},inbound,\${PLUS}${dialled},${caller},\${CHANNEL(endpoint)}`, tries)}`;
}

function agentContext(application: string): string {
  return `[${fromAgent}]
exten => ${echoNumber},1,Answer()
 same => n,Echo()
 same => n,Hangup()
exten => _+X!,1,Goto(\${EXTEN:1},1)
exten => _X!,1,Stasis(${application},agent-dial,${dialled},\${RINGBACK_AGENT_ID})
 same => n,Hangup()
`;
}

function answeredContext(application: string, tries: number): string {
  const hold = (leg: string): string => holdAndRetry(`${application},customer,${leg}`, tries);
  return `[${callbackOut}]
exten => s,1,NoOp(answered)
${hold('${UNIQUEID}')}exten => _[0-9a-zA-Z]X!,1,NoOp(answered)
${hold('${EXTEN}')}exten => _[0-9a-zA-Z][a-zA-Z_]!,1,NoOp(answered)
${hold('${EXTEN}')}`;
}

function machineContext(application: string, tries: number): string {
  return `[${detectMachine}]
exten => s,1,AMD()
${holdAndRetry(`${application},amd,\${AMDSTATUS},\${AMDCAUSE}`, tries)}`;
}

/** Steps that follow an extension's first: into the application, again and again with music in between while it is away. */
function holdAndRetry(stasisArguments: string, tries: number): string {
  return ` same => n,Set(TRIES=0)
 same => n(again),Stasis(${stasisArguments})
 same => n,GotoIf($["\${STASISSTATUS}" = "SUCCESS"]?done)
 same => n,Set(TRIES=$[\${TRIES} + 1])
 same => n,GotoIf($[\${TRIES} > ${tries}]?sorry)
 same => n,Answer()
 same => n,StartMusicOnHold()
 same => n,Wait(${retryEveryS})
 same => n,StopMusicOnHold()
 same => n,Goto(again)
 same => n(sorry),Playback(sorry)
 same => n(done),Hangup()
`;
}
