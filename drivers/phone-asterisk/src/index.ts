export {
  type AsteriskHealth,
  type AsteriskPhone,
  type AsteriskPhoneOptions,
  createAsteriskPhone,
} from './asterisk-phone.ts';
export { AriClient, type AriClientOptions, type AriState, AriUnavailableError } from './ari/ari-client.ts';
export type { AriEvent, AriResponse } from './ari/messages.ts';
export { type AriRequest, requests as ariRequests } from './ari/requests.ts';
export { type AriSocket, type AriSocketListener, type OpenAriSocket, openWebSocket } from './ari/socket.ts';
export type { BackoffBounds } from './ari/backoff.ts';
export type { AgentEndpointOf } from './calls/dialling.ts';
export type { AsteriskPhoneLog } from './log.ts';
export { builtInPrompts, type PromptFiles } from './prompts/prompt-files.ts';
export {
  type CallInNumbers,
  type CallInReading,
  type NumberFormat,
  plainReading,
  plainTrunk,
  type Trunk,
} from './trunks/trunk.ts';
export {
  agentEndpointName,
  type AgentEndpointAccess,
  type AgentEndpoints,
  type AgentEndpointsOptions,
  createAgentEndpoints,
} from './agent-endpoints.ts';
export { type AriAddress, askOverHttp, storedRecordings, type StoredRecordings } from './ari/http-request.ts';
export * from './configuration/index.ts';
export * from './process/index.ts';
export * from './prompts/index.ts';
