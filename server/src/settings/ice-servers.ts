import { z } from 'zod';

// RFC 7064 and RFC 7065: a host, perhaps a port, and for TURN perhaps the transport to the server; no `//`, no user.
const address = /^(stuns?|turns?):(?:\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?(\?transport=(?:udp|tcp))?$/iu;

const isAddress = (text: string): boolean => {
  const [matched, scheme = '', port, transport] = address.exec(text) ?? [];
  if (matched === undefined || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))) return false;
  return transport === undefined || isTurn(scheme);
};

const isTurn = (url: string): boolean => /^turns?/iu.test(url);

/** A STUN or TURN server for the browsers of agents, as an operator writes it. */
export const iceServerSetting = z
  .strictObject({
    urls: z
      .array(
        z.string().refine(isAddress, 'must be like stun:host:3478, turn:host:3478?transport=udp or turns:host:5349'),
      )
      .min(1),
    /** The secret that Ringback and the server share: each page gets a user name and a password for a while. */
    sharedSecret: z.string().min(1, 'is empty').optional(),
    username: z.string().min(1, 'is empty').optional(),
    password: z.string().min(1, 'is empty').optional(),
  })
  .superRefine(({ urls, sharedSecret, username, password }, context) => {
    const say = (field: string, message: string): void => context.addIssue({ code: 'custom', path: [field], message });
    if (sharedSecret !== undefined && (username !== undefined || password !== undefined))
      return say('sharedSecret', 'takes the place of username and password: leave these out, or it');
    if (username !== undefined && password === undefined) return say('password', 'is missing beside the username');
    if (password !== undefined && username === undefined) return say('username', 'is missing beside the password');
    const hasTurn = urls.some(isTurn);
    const hasAccount = sharedSecret !== undefined || username !== undefined;
    if (hasTurn && !hasAccount) say('urls', 'name a TURN server, which needs a sharedSecret, or username and password');
    if (!hasTurn && hasAccount) say('urls', 'name no TURN server: STUN takes neither a secret nor a user');
  });

/** A STUN or TURN server. */
export type IceServerSetting = z.infer<typeof iceServerSetting>;
