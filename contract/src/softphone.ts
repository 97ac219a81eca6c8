import { z } from 'zod';
import { instant } from './primitives.ts';

/** What a page needs to be an agent's telephone for a while. */
export const softphoneAccess = z
  .object({
    uri: z.string().describe('SIP address to register, without a display name.'),
    authorizationUser: z.string().describe('User name for the registration.'),
    password: z.string().describe('Password for the registration; the one before it is no longer taken.'),
    socketPath: z.string().describe('Path of the SIP WebSocket on this server (RFC 7118).'),
    iceServers: z
      .array(
        z.object({
          urls: z.array(z.string()).describe('Addresses of one STUN or TURN server.'),
          username: z.string().optional().describe('User name, for TURN.'),
          credential: z.string().optional().describe('Password, for TURN.'),
        }),
      )
      .describe('Servers for agents outside the network; empty when none is set.'),
    expiresAt: instant.describe('The password is changed then; ask again before.'),
  })
  .describe("What a page needs to be an agent's telephone for a while.");
/** What a page needs to be an agent's telephone for a while. */
export type SoftphoneAccess = z.infer<typeof softphoneAccess>;
