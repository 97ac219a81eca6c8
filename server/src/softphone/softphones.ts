import type { SoftphoneAccess } from '@ringback/contract';
import type { StoredDocument } from '../configuration/configuration-view.ts';

/** Gives pages the means to be agents' telephones. Null in `Parts` where the phone system has no WebSocket. */
export interface Softphones {
  /** False: the agent has a telephone of their own, which rings in place of a page. */
  isPage(agentId: string): boolean;
  /** A new password for the agent's page; the one before it is no longer taken. Throws when the phone system cannot be asked. */
  register(agentId: string): Promise<SoftphoneAccess>;
  /** The same for the customer of the demo page. Null where there is none. */
  readonly demoCustomer: { readonly number: string; register(): Promise<SoftphoneAccess> } | null;
  /** Where the phone system takes SIP over WebSocket: `ws://host:port/ws`. */
  readonly socketUrl: string;
}

/** Path of the SIP WebSocket on this server, so that pages need no second address and no second certificate. */
export const SOFTPHONE_SOCKET_PATH = '/v1/softphone/socket';

/** Does this agent's configuration name the page as their telephone? */
export function hasSoftphone(stored: StoredDocument | null): boolean {
  const endpoint = stored?.document['endpoint'];
  return typeof endpoint === 'object' && endpoint !== null && 'type' in endpoint && endpoint.type === 'softphone';
}
