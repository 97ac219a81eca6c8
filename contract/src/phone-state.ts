import { z } from 'zod';
import { instant } from './primitives.ts';

const standing = z
  .enum(['connected', 'not_connected', 'taken_over', 'standby'])
  .describe(
    'How the phone system stands to the node that was asked. not_connected: nobody can be rung, what is due waits. taken_over: ' +
      'another program uses its connection. standby: another node decides and has the connection.',
  );

const since = instant.nullable().describe('Since when it stands like this; null where it has never been otherwise.');
const message = z.string().nullable().describe('What to tell a person; null while all is well.');

/** How the phone system stands, for whoever watches the server. */
export const phoneStanding = z
  .object({ state: standing, since, message })
  .describe('How the phone system stands. Callbacks can be asked for and moved without it.');

const trunkState = z
  .object({
    name: z.string().describe('Name of the trunk.'),
    state: z
      .enum(['ready', 'resting', 'full', 'offline'])
      .describe(
        'resting: it failed a moment ago, others come first. full: every line is taken. offline: the provider does not answer, or ' +
          'the phone system has no such trunk.',
      ),
    callCount: z.int().describe('Calls on it now, in and out.'),
    callCountMax: z.int().nullable().describe('Most calls at a time; null without a limit.'),
  })
  .describe('A way to the telephone network.');

/** The phone system and its trunks, for staff. */
export const phoneState = z
  .object({
    kind: z.enum(['simulated', 'asterisk']).describe('Which phone system it is.'),
    state: standing,
    since,
    message,
    reason: z
      .string()
      .nullable()
      .describe('What broke the connection, as the machine tells it; null while it is there.'),
    connectCount: z.int().describe('How often it was connected since the start: more than one tells of breaks.'),
    legCount: z.int().describe('Telephones that ring or talk now.'),
    trunks: z.array(trunkState).describe('Ways to the telephone network, in no order.'),
  })
  .describe('The phone system and its trunks.');
/** The phone system and its trunks. */
export type PhoneState = z.infer<typeof phoneState>;
