import { z } from 'zod';

/** A telephone on an agent's desk, or any other SIP phone, as an operator writes it. */
export const phoneSetting = z.strictObject({
  agentId: z.string().regex(/^[\w.-]{1,60}$/, 'may hold letters, digits, "_", "." and "-"'),
  /** The user name the phone signs in with; `agent-<id>`, which Ringback rings, when it is left out. */
  endpointName: z
    .string()
    .regex(/^[\w.-]{1,60}$/, 'may hold letters, digits, "_", "." and "-"')
    .optional(),
  password: z.string().min(8, 'must have 8 characters or more'),
  webrtc: z.boolean().default(false),
});

/** A telephone of an agent, with the name it signs in with. */
export interface PhoneSetting {
  readonly agentId: string;
  readonly endpointName: string;
  readonly password: string;
  readonly webrtc: boolean;
}

/** A telephone as it was written, with the name that it has where none was written. */
export function phoneOf({ agentId, endpointName, password, webrtc }: z.output<typeof phoneSetting>): PhoneSetting {
  return { agentId, endpointName: endpointName ?? `agent-${agentId}`, password, webrtc };
}
